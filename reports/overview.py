"""Overview: what the published file holds, what is missing, what is doubted, and its topics."""

from collections.abc import Sequence
from typing import Any

import duckdb

from reports.measures import STATUS_ZH
from reports.queries import run_query
from reports.tables import Table

SHOWN_GAPS = 15  # places with gaps printed when no place is asked for


def tabulate_facts(facts: Sequence[tuple[str, Any]]) -> Table:
    """Return facts as a table of names and values."""
    return Table(keys=("what", "value"), rows=tuple(facts), title="现有 What there is")


def tabulate_totals(connection: duckdb.DuckDBPyConnection, before: Sequence[tuple[str, Any]] = ()) -> Table:
    """Return what the file holds, one row a figure; `before` are rows to print first."""
    (totals,) = run_query(connection, "status_totals")
    return tabulate_facts([*before, *((name.replace("_", " "), value) for name, value in totals.items())])


def tabulate_missing(connection: duckdb.DuckDBPyConnection, city_codes: Sequence[str] = ()) -> Table:
    """Return the places with expected years that are not there; all of the places asked for, if any are."""
    found = run_query(connection, "status_missing", city_codes=list(city_codes))
    shown = found if city_codes else found[:SHOWN_GAPS]
    more = len(found) - len(shown)
    return Table(
        keys=("city", "city_code", "kind", "collected", "missing", "missing_years"),
        headings=("城市", "代码", "文种", "已收集", "缺", "缺的年份"),
        rows=tuple(
            (r["city"], r["city_code"], r["kind"], r["collected"], r["missing"], _join_years(r["missing_years"]))
            for r in shown
        ),
        title="缺失 What is missing (years between the first and the last that are known)",
        notes=(f"{more} more places have gaps: rencheng status --cities NAME",) if more else (),
    )


def _join_years(missing: Sequence[dict[str, Any]] | None) -> str | None:
    """Return years as ranges, each with its status where that is not simply not collected; None if none is missing."""
    ranges: list[tuple[int | None, int | None, str]] = []
    for entry in missing or []:
        year, status = entry["year"], entry["status"]
        if ranges and year is not None and ranges[-1][1:] == (year - 1, status):
            ranges[-1] = (ranges[-1][0], year, status)
        else:
            ranges.append((year, year, status))
    words = []
    for first, last, status in ranges:
        years = str(first) if first == last else f"{first}-{last}"
        note = STATUS_ZH[status] if first is None or status != "not_collected" else ""
        words.append(f"{years if first else ''} {note}".strip())
    return "、".join(words) or None


def find_years(connection: duckdb.DuckDBPyConnection) -> tuple[int | None, int | None]:
    """Return first and last year of the documents; None where no document is dated."""
    (found,) = run_query(connection, "years_published")
    return found["first_year"], found["last_year"]


def describe_doubts(connection: duckdb.DuckDBPyConnection) -> str | None:
    """Return a line on how many documents and files are doubted and how to list them; None where there is no doubt."""
    (found,) = run_query(connection, "issues_counted")
    told = [f"documents with doubts: {found['documents']} of {found['of_documents']}"] if found["documents"] else []
    told += [f"unreadable files: {found['files']}"] if found["files"] else []
    advice = "`rencheng issues` counts doubts by kind, `rencheng issues KIND` lists those of one"
    return "; ".join([*told, advice]) if told else None


def list_issues(connection: duckdb.DuckDBPyConnection, kind: str | None = None) -> Table:
    """Return the doubts by kind, or every doubt of one kind.

    Raises:
        LookupError: no document has a doubt of that kind.
    """
    if kind is None:
        found = run_query(connection, "issues_by_kind")
        keys: tuple[str, ...] = ("issue", "issue_zh", "doubts", "documents", "advice", "example")
    else:
        found = run_query(connection, "issues_of_kind", issue=kind)
        keys = ("city", "year", "detail", "path", "document_id")
        if not found:
            raise LookupError(f"no document has a doubt called {kind!r}: `rencheng issues` lists the kinds")
    return Table(keys=keys, rows=tuple(tuple(row[key] for key in keys) for row in found))
