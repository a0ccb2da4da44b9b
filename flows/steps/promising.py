"""Promising: named instruments and mentions of all reports -> what became of the instruments that plans promise."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flows.home import Home
from flows.keys import stage_keys
from flows.steps.counted import list_work_reports
from flows.steps.naming import FACTS, describe_instrument
from models.practices.instruments import Instrument
from models.practices.outcomes import Promise, Report, pair_promises
from models.practices.promises import Mention
from warehouse.schemas import ASSEMBLED

INSTRUMENT = ["kind", "instrument", "verb", "char_start", "char_end"]


def trace_promises(home: Home, batches: Sequence[str], documents: pa.Table) -> dict[str, pa.Table]:
    """Return the table `promises` (of the dated main work reports).

    A report in which no review or no plan was found is not counted as collected: its silence says nothing.

    Args:
        home: where the rows of the stages are cached.
        batches: names of all batches of this build.
        documents: the table `documents` of this build.
    """
    readers = {row["raw_sha256"]: _ReportReader(row) for row in list_work_reports(documents)}
    for batch in batches:
        _read_batch(home, batch, readers)
    rows = [row for held in _group_by_place(readers) for row in _list_rows(held)]
    table = pa.Table.from_pylist(rows, schema=ASSEMBLED["promises"])
    keys = ("document_id", "position", "char_start", "char_end")
    return {"promises": table.sort_by([(key, "ascending") for key in keys])}


class _ReportReader:
    """A report as it is read, batch by batch."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.document_id: str = row["document_id"]
        self.city_code: str = row["city_code"]
        self.report = Report(row["year"])
        self.parts: set[str] = set()

    @property
    def is_whole(self) -> bool:
        return {"review", "plan"} <= self.parts


def _read_batch(home: Home, batch: str, readers: dict[str, _ReportReader]) -> None:
    """Read what the reports of a batch promise and mention, in the order of their sentences."""
    wanted, keys = pa.array(sorted(readers), pa.string()), stage_keys()
    parts = home.cache.read_batch("read", keys["read"], batch, "sentences", ["raw_sha256", "part"])
    for row in parts.group_by(["raw_sha256", "part"]).aggregate([]).to_pylist():
        if reader := readers.get(row["raw_sha256"]):
            reader.parts.add(row["part"])
    named = home.cache.read_batch("name", keys["name"], batch, "instruments")
    named = named.filter(pc.and_(named["is_promised"], pc.is_in(named["raw_sha256"], wanted)))
    for raw_sha256, position, kind, name, verb, *offsets in _list_rows_of(
        named, ["raw_sha256", "position", *INSTRUMENT]
    ):
        readers[raw_sha256].report.promised.append((position, Instrument(kind, name, verb, *offsets)))
    mentions = home.cache.read_batch("name", keys["name"], batch, "instrument_mentions")
    mentions = mentions.filter(pc.is_in(mentions["raw_sha256"], wanted))
    for raw_sha256, part, *facts in _list_rows_of(mentions, ["raw_sha256", "part", "position", *FACTS]):
        report = readers[raw_sha256].report
        (report.plan if part == "plan" else report.review).append(Mention(*facts))


def _list_rows_of(table: pa.Table, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    return zip(*(table[name].to_pylist() for name in columns), strict=True)


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
            **describe_instrument(promise.instrument),
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
