"""Publications: a printed table with merged cells, its evidence, its sources and the notes that stand under each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from typing import Any

import duckdb

from reports.exports.citations import Reference
from reports.queries import run_query
from reports.remarks import CAUTION, SAMPLE
from reports.tables import Table

SAMPLE_MARK = "【演示样本】"
NOT_ON_PAPER = frozenset(
    {"category", "origin", "confidence", "url", "path", "document_date", "is_heading", "own_title"}
)


@dataclass(frozen=True, slots=True)
class Publication:
    """What is exported.

    `table` is the printed one; its first `merged` shown columns are merged where neighbours are equal. `evidence` has
    a row for each cell; `records` are what JSON holds. `references` are the documents, `lists` the other sources.
    """

    table: Table
    merged: int = 1
    evidence: Table | None = None
    records: Sequence[dict[str, Any]] = ()
    references: Sequence[Reference] = ()
    lists: Sequence[str] = ()
    widths: Sequence[float] = ()  # of the printed columns, in characters of Han


def describe_provenance(connection: duckdb.DuckDBPyConnection, as_of: date | None = None) -> tuple[str, ...]:
    """Return the notes under every export: date of the data, version, run, and that figures describe texts."""
    (facts,) = run_query(connection, "provenance")
    commit = f"（{facts['git_commit'][:12]}）" if facts["git_commit"] else ""
    built = facts["built_on"] or "未知"
    asked = [f"截至 {as_of} 可知的内容。What could be known on {as_of}."] if as_of else []
    return (
        *asked,
        f"数据日期：{built}（{facts['documents']} 份文件，最近一份收于 {facts['collected_on'] or '未知'}）。",
        f"软件：韧城 rencheng {version('rencheng')}{commit}；运行：{facts['run_id'] or '未知'}。",
        *([SAMPLE] if facts["is_sample"] else []),
        CAUTION,
    )


def has_samples(connection: duckdb.DuckDBPyConnection) -> bool:
    """Return whether the published file holds documents written for demonstration."""
    return bool(run_query(connection, "provenance")[0]["is_sample"])


def narrow_evidence(evidence: Table) -> Table:
    """Return the evidence as it is printed on paper: what the table and the references say is left out."""
    return replace(evidence, hidden=evidence.hidden | NOT_ON_PAPER).shown()


def find_spans(rows: Sequence[Sequence[Any]], columns: int) -> list[list[tuple[int, int]]]:
    """Return for each leading column where cells are merged: (first row, number of rows), in order, ones included.

    A column is merged only within the merged cells of the columns before it.
    """
    spans: list[list[tuple[int, int]]] = []
    for column in range(columns):
        found: list[tuple[int, int]] = []
        for number, row in enumerate(rows):
            if number and list(rows[number - 1][: column + 1]) == list(row[: column + 1]):
                found[-1] = (found[-1][0], found[-1][1] + 1)
            else:
                found.append((number, 1))
        spans.append(found)
    return spans
