"""The ledger: each record is kept, or dropped for exactly one reason.

Duplicates are told first, as PRISMA does (Page et al., 2021, doi:10.1136/bmj.n71); of the records of one publication
that one stands for the others which nothing else speaks against, then the one with keywords, then the fullest.
"""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from models.literature.record_duplicates import find_duplicates
from models.literature.records import Record

Status = Literal["kept", "dropped"]
Reason = Literal["unreadable", "duplicate", "not_research", "outside_years", "no_keywords"]
REASONS: tuple[Reason, ...] = Reason.__args__  # type: ignore[attr-defined]
DRAWN = "keywords drawn from title or abstract"  # marks a record that gave none of its own
LONGEST_TITLE = 300  # characters looked at; longer ones are abstracts gone astray
MOJIBAKE = re.compile(r"\ufffd|锟斤拷|锟|烫烫烫")  # what is left of bytes read in the wrong encoding


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What became of a record. `reason` is None if it was kept, `duplicate_of` the record that it repeats, `similarity`
    that of their titles (1 is exact); `detail` says what the reason rests on.
    """

    record_id: str
    status: Status
    reason: Reason | None = None
    duplicate_of: str | None = None
    similarity: float | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Screening:
    """What a map is made of: the years, both included, and the types of publication that it leaves out.

    `left_out` of None means the types that are no research by themselves (patents, standards, yearbooks, results).
    """

    first_year: int | None = None
    last_year: int | None = None
    left_out: frozenset[str] | None = None


def build_ledger(
    records: Sequence[Record],
    screening: Screening | None = None,
    drawn: Mapping[str, Sequence[str]] | None = None,
) -> list[LedgerEntry]:
    """Return what becomes of each record, in the order given; another order changes no entry.

    Args:
        records: N records with N ids.
        screening: years and types.
        drawn: keywords drawn from titles and abstracts, by record id, for records that have none of their own.

    Raises:
        ValueError: two records have the same id.
    """
    repeated = [record_id for record_id, count in Counter(r.record_id for r in records).items() if count > 1]
    if repeated:
        raise ValueError(f"two records have the id {repeated[0]}: was a file given twice under the same name?")
    screening = screening or Screening()
    drawn = drawn or {}
    entries: dict[str, LedgerEntry] = {}
    readable = []
    for record in records:
        if is_unreadable(record.title):
            entries[record.record_id] = LedgerEntry(record.record_id, "dropped", "unreadable", detail=record.title[:20])
        else:
            readable.append((_screen(record, screening, bool(drawn.get(record.record_id))), record))
    readable.sort(key=lambda pair: _rank(pair[0], pair[1]))
    ranked = [record for _, record in readable]
    entries |= {entry.record_id: entry for entry, _ in readable}
    for duplicate in find_duplicates(ranked):
        repeat, original = ranked[duplicate.position], ranked[duplicate.original]
        kind = "exact" if duplicate.similarity == 1 else "fuzzy"
        entries[repeat.record_id] = LedgerEntry(
            repeat.record_id, "dropped", "duplicate", original.record_id, round(duplicate.similarity, 4), kind
        )
    return [entries[record.record_id] for record in records]


def count_reasons(entries: Sequence[LedgerEntry]) -> dict[str, int]:
    """Return how many records came in, were dropped for each reason, and were kept; zeros included.

    Raises:
        ValueError: the numbers do not sum, which no ledger of `build_ledger` does.
    """
    counts = Counter(entry.reason or entry.status for entry in entries)
    dropped = {str(reason): counts[reason] for reason in REASONS}
    if len(entries) != sum(dropped.values()) + counts["kept"]:
        raise ValueError("the ledger does not sum")
    return {"in": len(entries)} | dropped | {"kept": counts["kept"]}


def is_unreadable(title: str) -> bool:
    """Whether nothing legible is left of a title."""
    return not any(map(str.isalnum, MOJIBAKE.sub("", title[:LONGEST_TITLE])))


def is_research(title: str, kind: str, left_out: frozenset[str] | None = None) -> bool:
    """Whether a record is research by its type and title."""
    types, titles, patterns = _load_not_research()
    if kind in (types if left_out is None else left_out):
        return False
    letters = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", title[:LONGEST_TITLE])))
    return letters not in titles and not any(pattern.search(letters) for pattern in patterns)


def _screen(record: Record, screening: Screening, has_drawn: bool) -> LedgerEntry:
    """Return the entry of a record that is looked at alone."""
    first, last = screening.first_year, screening.last_year
    if not is_research(record.title, record.type, screening.left_out):
        return LedgerEntry(record.record_id, "dropped", "not_research", detail=record.type)
    if first is not None or last is not None:
        year = record.year
        if year is None or (first is not None and year < first) or (last is not None and year > last):
            return LedgerEntry(record.record_id, "dropped", "outside_years", detail=str(year or "no year"))
    if not record.keywords and not has_drawn:
        return LedgerEntry(record.record_id, "dropped", "no_keywords")
    return LedgerEntry(record.record_id, "kept", detail="" if record.keywords else DRAWN)


def _rank(entry: LedgerEntry, record: Record) -> tuple[bool, bool, int, str]:
    """Return a key by which, of the records of one publication, the one to keep comes first."""
    filled = (record.authors, record.journal, record.year, record.issue, record.abstract)
    return entry.status == "dropped", not record.keywords, -sum(map(bool, filled)), record.record_id


@cache
def _load_not_research() -> tuple[frozenset[str], frozenset[str], tuple[re.Pattern[str], ...]]:
    table = tomllib.loads((files("models") / "not_research.toml").read_text("utf-8"))
    return frozenset(table["types"]), frozenset(table["titles"]), tuple(map(re.compile, table["patterns"]))
