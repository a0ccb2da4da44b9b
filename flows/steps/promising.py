"""Promising: sentences of all documents -> the instruments they name, and what became of those that plans promise."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa

from flows.home import Home
from flows.keys import stage_keys
from models.practices.instruments import Instrument, find_instruments, list_nouns
from models.practices.outcomes import Promise, Report, pair_promises
from models.practices.promises import find_mentions, is_promise
from warehouse.schemas import ASSEMBLED

SENTENCE = ["raw_sha256", "position", "part", "section_kind", "text"]
PROBLEMS = "problems"  # a review that speaks of what is lacking reports nothing


def trace_promises(home: Home, batches: Sequence[str], documents: pa.Table) -> dict[str, pa.Table]:
    """Return the tables `instruments` (of all documents) and `promises` (of the dated main work reports).

    A report in which no review or no plan was found is not counted as collected: its silence says nothing.

    Args:
        home: where the sentences are cached.
        batches: names of all batches of this build.
        documents: the table `documents` of this build.
    """
    columns = ["document_id", "raw_sha256", "city_code", "year", "kind", "is_main"]
    known = {row["raw_sha256"]: row for row in documents.select(columns).to_pylist()}
    readers = {
        sha256: _ReportReader(row)
        for sha256, row in known.items()
        if row["city_code"] and row["year"] and row["is_main"] and row["kind"] == "work_report"
    }
    instruments = []
    for sha256, position, part, section, text in _read_sentences(home, batches):
        if sha256 not in known:
            continue
        if reader := readers.get(sha256):
            reader.parts.add(part)
        nouns = list_nouns(text)
        if not nouns:
            continue
        found = list(find_instruments(text, nouns))
        key = {"document_id": known[sha256]["document_id"], "position": position}
        instruments += [key | _describe(instrument) for instrument in found]
        if reader and part == "plan":
            reader.report.plan += find_mentions(position, text, found, nouns)
            reader.report.promised += [(position, each) for each in found if is_promise(text, each)]
        elif reader and part == "review" and section != PROBLEMS:
            reader.report.review += find_mentions(position, text, found, nouns)
    promises = [row for held in _group_by_place(readers) for row in _list_rows(held)]
    return {
        "instruments": _tabulate("instruments", instruments),
        "promises": _tabulate("promises", promises),
    }


class _ReportReader:
    """A report as it is read, sentence by sentence."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.document_id: str = row["document_id"]
        self.city_code: str = row["city_code"]
        self.report = Report(row["year"])
        self.parts: set[str] = set()

    @property
    def is_whole(self) -> bool:
        return {"review", "plan"} <= self.parts


def _read_sentences(home: Home, batches: Sequence[str]) -> Iterator[tuple[str, int, str, str, str]]:
    """Yield the sentences batch by batch, so that never all of them lie in memory; each file's in order."""
    for batch in batches:
        table = home.cache.read_batch("read", stage_keys()["read"], batch, "sentences", SENTENCE)
        table = table.sort_by([("raw_sha256", "ascending"), ("position", "ascending")])
        yield from zip(*(table.column(name).to_pylist() for name in SENTENCE), strict=True)


def _group_by_place(readers: dict[str, _ReportReader]) -> Iterator[list[_ReportReader]]:
    places = defaultdict(list)
    for reader in readers.values():
        if reader.is_whole:
            places[reader.city_code].append(reader)
    for code in sorted(places):
        yield sorted(places[code], key=lambda reader: reader.report.year)


def _list_rows(readers: list[_ReportReader]) -> Iterator[dict[str, Any]]:
    """Yield the promises of a place as rows."""
    document_of = {reader.report.year: reader.document_id for reader in readers}
    for promise in pair_promises([reader.report for reader in readers]):
        yield {
            "document_id": document_of[promise.year],
            "position": promise.sentence,
            **_describe(promise.instrument),
            **_describe_outcome(promise, document_of),
        }


def _describe_outcome(promise: Promise, document_of: dict[int, str]) -> dict[str, Any]:
    year = promise.outcome_year
    return {
        "outcome": promise.outcome or None,
        "outcome_document_id": document_of[year] if year is not None else None,
        "outcome_position": promise.outcome_sentence,
        "outcome_year": year,
        "years_repeated": promise.years_repeated,
        "years_collected": promise.years_collected,
        "is_censored": promise.is_censored,
    }


def _describe(instrument: Instrument) -> dict[str, Any]:
    return {
        "char_start": instrument.start,
        "char_end": instrument.end,
        "kind": instrument.kind,
        "verb": instrument.verb or None,
        "instrument": instrument.name,
    }


def _tabulate(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    table = pa.Table.from_pylist(rows, schema=ASSEMBLED[name])
    return table.sort_by([(key, "ascending") for key in ("document_id", "position", "char_start", "char_end")])
