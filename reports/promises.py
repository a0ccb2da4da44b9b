"""Promises: the ledger of what plans promise and what later reports say of it, as a table for people."""

from collections.abc import Sequence
from typing import Any

import duckdb

from reports.lacks import explain_promises
from reports.queries import run_query
from reports.tables import Table

OUTCOMES = {"kept": "兑现", "repeated": "重申", "dropped": "搁置", "silent": "未再提及", "unknown": "未知"}
KINDS = {
    "plan": "规划与方案",
    "regulation": "法规与规章",
    "standard": "标准与导则",
    "evaluation": "评价与体检",
    "pilot": "试点与示范",
    "platform": "平台与系统",
    "fund": "资金与保险",
    "office": "机构与专班",
}
SHOWN = {
    "city": "城市",
    "planned_year": "计划年",
    "instrument": "工具",
    "instrument_kind": "类别",
    "outcome": "结果",
    "outcome_year": "结果年",
    "years_repeated": "重申年",
    "sentence": "计划原句",
    "outcome_sentence": "结果原句",
}
HIDDEN = ("city_code", "verb", "years_collected", "is_censored", "themes", "sentence_id", "outcome_sentence_id")
MOST_SHARES = 12  # places whose share is told below the table
CAUTION = (
    "报告的说法，不等于实际执行。What reports say, not what was done: 兑现 kept: 后三年的回顾称其已有，或计划要求落实；"
    "搁置 dropped: 次年重申，其后两年不提；未再提及 silent: 后三年均不提；未知 unknown: 后三年报告不全。"
)


def list_promises(
    connection: duckdb.DuckDBPyConnection,
    cities: Sequence[tuple[str, str]] = (),
    years: Sequence[int] = (),
    outcome: str | None = None,
    kind: str | None = None,
    about: str | None = None,
) -> Table:
    """Return promises with their outcomes and the sentences behind both; notes tell the share kept by place.

    Args:
        connection: to a published file.
        cities: code and name of each place; none means all.
        years: of the plans; none means all.
        outcome: kept, repeated, dropped, silent or unknown.
        kind: of instrument.
        about: characters that the sentence of the plan must hold.

    Raises:
        LookupError: there is no such promise.
    """
    chosen = {"city_codes": [code for code, _ in cities], "years": list(years), "kind": kind, "about": about}
    found = run_query(connection, "promises_of", **chosen, outcome=outcome)
    if not found:
        raise LookupError(
            explain_promises(connection, cities, years, outcome, kind, about)
            or "no promise fits: ask for more years or fewer conditions (out.promises holds all)"
        )
    keys = (*SHOWN, *HIDDEN)
    return Table(
        keys=keys,
        headings=(*SHOWN.values(), *HIDDEN),
        rows=tuple(tuple(_say(row)[key] for key in keys) for row in found),
        title="承诺台账 Promises of plans and what became of them",
        notes=(*_describe_shares(run_query(connection, "promises_kept", **chosen)), CAUTION),
        hidden=frozenset(HIDDEN),
        labels=3,
        spoken=OUTCOMES | KINDS,
    )


def _say(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row in which nothing repeated is an empty cell and an outcome not known says so."""
    return row | {"outcome": row["outcome"] or "unknown", "years_repeated": row["years_repeated"] or None}


def _describe_shares(counted: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    if not counted:
        return ("兑现率未知：后三年的报告未收集齐。No share kept: no plan here has reports of all next three years.",)
    told = [
        f"{row['city']} {100 * row['share']:.0f} % ({100 * row['low']:.0f}–{100 * row['high']:.0f}; n = {row['n']})"
        for row in counted[:MOST_SHARES]
    ]
    left = f" … {len(counted) - MOST_SHARES} more" if len(counted) > MOST_SHARES else ""
    return (f"兑现率（后三年报告齐全者，95 % 区间）Kept, of those with three later reports: {'；'.join(told)}{left}",)
