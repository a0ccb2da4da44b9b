"""Gaps: why a place that was asked for has no practice that a document shows: not collected is never not mentioned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from reports.queries import run_query
from reports.table1.cells import NOT_LISTED, Cell

NOT_COLLECTED, REFUSED = "未收集", "未收集（门户拒绝访问）"


@dataclass(frozen=True, slots=True)
class Gap:
    """A place without a practice of a document, and the reason; `evidence` is the deepest there is, too shallow.

    `category` is the heading it stands under: a place without documents is no place whose documents are silent.
    """

    city_code: str
    city: str
    printed_city: str
    reason: str
    category: str
    evidence: Cell | None = None


def find_gaps(
    connection: duckdb.DuckDBPyConnection,
    cities: Sequence[tuple[str, str]],
    cells: Sequence[Cell],
    shallow: Sequence[Cell],
    as_of: date | None = None,
) -> list[Gap]:
    """Return the places asked for that no sentence shows, with the reason: 未提及 with n, 提及, a depth, or 未收集.

    Those without documents come last, under a heading of their own.

    Args:
        connection: to a published file.
        cities: code and name of the places asked for.
        cells: what is printed; a place that only a list names has a gap too.
        shallow: practices whose deepest sentence is less deep than asked for.
        as_of: the day asked for.
    """
    shown = {cell.city_code for cell in cells if cell.sentence_id}
    wanted = [code for code, _ in cities if code not in shown]
    gaps = []
    for row in run_query(connection, "table_1_collected", city_codes=wanted, as_of=as_of):
        code = row["city_code"]
        of_place = [cell for cell in shallow if cell.city_code == code]
        deepest = max(of_place, key=lambda cell: cell.depth or 0, default=None)
        category = NOT_LISTED if row["documents"] else NOT_COLLECTED
        gaps.append(Gap(code, row["city"], row["printed_city"], _tell_reason(row, deepest), category, deepest))
    return sorted(gaps, key=lambda gap: gap.category == NOT_COLLECTED)


def _tell_reason(row: dict[str, Any], deepest: Cell | None) -> str:
    if deepest:
        return "提及" if deepest.is_mention else f"深度 {deepest.depth}，低于所求"
    if row["documents"]:
        what = "报告" if row["documents"] == row["reports"] else "文件"
        return f"未提及（{row['documents']} 份{what}均无）"
    return REFUSED if row["is_refused"] else NOT_COLLECTED
