"""Paper table: the founding paper's own Table 1 as facts, to be laid beside what documents show."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from models.kinds import KIND_NAMES
from models.lexicon import read_lexicon
from models.places import UnknownPlaceError, resolve_place
from models.practices.programmes import Programme, load_programmes

FILE = "paper_table.toml"
PRINTED_CATEGORIES = ("国际合作类", "自主探索类")
RESTS_ON = ("membership", "document")


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A line of the printed table: cities in the order printed, and what the line rests on.

    `programme` is set where it rests on a membership list, `kind` (of document) where on a document; `documents` are
    titles without 《》, empty where the paper prints none.
    """

    row_no: int
    category: str
    city_codes: tuple[str, ...]
    practice: str
    documents: tuple[str, ...]
    rests_on: str
    programme: str | None
    kind: str | None
    note: str | None


def parse_paper_table(document: str, file: str, programmes: Mapping[str, Programme]) -> tuple[PrintedRow, ...]:
    """Return the lines that a TOML document declares, numbered from 1 in its order.

    Raises:
        ValueError: a field is missing, a place, category, programme or kind is unknown; the message names file, row
            and key.
    """
    rows = []
    for number, block in enumerate(tomllib.loads(document)["row"], start=1):
        where = f"{file}, row {number}"
        try:
            row = PrintedRow(
                row_no=number,
                category=block["category"],
                city_codes=tuple(resolve_place(city).code for city in block["cities"]),
                practice=block["practice"],
                documents=tuple(block["documents"]),
                rests_on=block["rests_on"],
                programme=block.get("programme"),
                kind=block.get("kind"),
                note=block.get("note"),
            )
        except KeyError as missing:
            raise ValueError(f"{where}: the key {missing} is missing") from None
        except UnknownPlaceError as unknown:
            raise ValueError(f"{where}: cities: {unknown}") from None
        _check_row(row, where, programmes)
        rows.append(row)
    return tuple(rows)


def _check_row(row: PrintedRow, where: str, programmes: Mapping[str, Programme]) -> None:
    if row.category not in PRINTED_CATEGORIES:
        raise ValueError(f"{where}: category: {row.category!r} is none of {'、'.join(PRINTED_CATEGORIES)}")
    if row.rests_on not in RESTS_ON:
        raise ValueError(f"{where}: rests_on: {row.rests_on!r} is none of {', '.join(RESTS_ON)}")
    if row.rests_on == "membership" and row.programme not in programmes:
        raise ValueError(f"{where}: programme: {row.programme!r} is not in programmes.toml")
    if row.rests_on == "document" and row.kind not in KIND_NAMES:
        raise ValueError(f"{where}: kind: {row.kind!r} is no kind of document")


@lru_cache(maxsize=1)
def load_paper_table() -> tuple[PrintedRow, ...]:
    """Return the packaged lines of the founding paper's Table 1."""
    return parse_paper_table(read_lexicon(FILE), FILE, load_programmes())
