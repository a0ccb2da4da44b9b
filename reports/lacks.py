"""Lacks: why a table over few reports holds little or nothing: what there is, what is needed, what to do."""

from collections.abc import Collection, Sequence
from typing import Any

import duckdb

from reports.queries import run_query

# What a build asks for, as the comments of the views tell it: out.keyness, out.year_keyness, out.term_changes.
LEAST_USES, LEAST_CITIES, LEAST_YEARS = 5, 5, 8
SECTIONS = 20  # or documents, or windows, that a topic needs
LEAST_SECTIONS = 2 * SECTIONS
ADD = "add more (`rencheng add`, `rencheng build`)"
ALONE = "nothing of its rank to compare it with, --years compares it with its own past"
RARE = f"no term is used {LEAST_USES} times and clearly more often than in the"


def explain_place_terms(connection: duckdb.DuckDBPyConnection, city_codes: Sequence[str]) -> str | None:
    """Return a line that tells of some places why no term marks them; None where none is given."""
    told = []
    for row in run_query(connection, "reports_beside", city_codes=list(city_codes)):
        reason = _count(row["reports"], "work report")
        if row["level"] == "nation":
            reason = ALONE
        elif not row["reports"]:
            reason += ", 1 is needed"
        elif not row["others"]:
            reason += f" ({_span(row)}), 0 of others of its rank in these years, 1 is needed"
        else:
            reason += f", {RARE} {row['others']} of others of the same years"
        told.append((row["city"], reason))
    return _join(told)


def explain_year_terms(
    connection: duckdb.DuckDBPyConnection, pairs: Collection[tuple[str | None, int]], all_cities: str
) -> str | None:
    """Return a line that tells of pairs of place and year why no term marks them; None where none is given.

    A place None is all cities together, called `all_cities`.
    """
    codes = list(dict.fromkeys(code for code, _ in pairs if code))
    years = sorted({year for _, year in pairs})
    told = []
    for row in run_query(connection, "reports_before", city_codes=codes, years=years):
        if (row["city_code"], row["year"]) not in pairs:
            continue
        if row["city_code"] is None and row["followed"] < LEAST_CITIES:
            reason = (
                f"cities with a work report of the year and one before: {row['followed']}, {LEAST_CITIES} are needed"
            )
        elif not row["there"]:
            reason = "0 work reports of the year, 1 is needed"
        elif not row["before"]:
            reason = "0 work reports of years before, 1 is needed"
        else:
            reason = f"{RARE} {row['before']} of years before"
        told.append((f"{row['city'] or all_cities} {row['year']}", reason))
    return _join(told)


def explain_changes(connection: duckdb.DuckDBPyConnection, city_codes: Sequence[str]) -> str | None:
    """Return why no change of any term is known in places or, without any, in all cities; None where it could be."""
    if not city_codes:
        (row,) = run_query(connection, "panel_size")
        needed = "2 are needed that have reports of nine years in ten over four years and more"
        return _join([("balanced panel", f"{row['cities']} cities, {needed}")] if row["cities"] < 2 else [])
    return _join(
        [
            (row["city"], f"{_count(row['reports'], 'work report')}, {LEAST_YEARS} are needed")
            for row in run_query(connection, "reports_beside", city_codes=list(city_codes))
            if row["reports"] < LEAST_YEARS
        ]
    )


def explain_promises(
    connection: duckdb.DuckDBPyConnection,
    cities: Sequence[tuple[str, str]],
    years: Sequence[int],
    outcome: str | None,
    kind: str | None,
    about: str | None,
) -> str | None:
    """Return why there is no promise that fits, or none with an outcome; None where outcomes are known."""
    codes = [code for code, _ in cities]
    (row,) = run_query(connection, "promises_lacking", city_codes=codes, years=list(years), kind=kind, about=about)
    of = f" of {'、'.join(name for _, name in cities)}" if cities else ""
    when = f" of {', '.join(map(str, years))}" if years else ""
    after = f"the work reports of the three years after the plan would tell: {ADD}"
    if not row["reports"]:
        return f"there is no work report{of}{when}: `rencheng status` tells what there is, {ADD}"
    if not row["promises"]:
        reports = _count(row["reports"], "work report")
        return f"the plans of {reports}{of}{when} name no instrument that is to come into being: {ADD}"
    if not row["fitting"]:
        narrowed = " and ".join(name for name, value in (("--kind", kind), ("--about", about)) if value)
        return f"no promise{of}{when} fits {narrowed}, of {row['promises']}: ask for less"
    fitting = _count(row["fitting"], "promise")
    if row["unknown"] == row["fitting"]:
        return f"what became of {fitting}{of}{when} is unknown: {after}"
    if outcome and outcome != "unknown":
        return f"none of {fitting}{of}{when} is {outcome}; what became of {row['unknown']} is unknown: {after}"
    return None


def explain_topics(connection: duckdb.DuckDBPyConnection, algorithm: str | None = None) -> str:
    """Return why there are no topics, or none of an algorithm."""
    found = run_query(connection, "topic_models_of", algorithm=None)
    if algorithm and found:
        return f"no topics of {algorithm}: `rencheng topics fit --algorithm {algorithm}` fits them"
    (totals,) = run_query(connection, "status_totals")
    sections = f"fewer than {LEAST_SECTIONS} sections: a model needs two topics and {SECTIONS} sections for each"
    return f"no topics: {_count(totals['documents'], 'document')} with {sections}: {ADD}"


def explain_few_topics(connection: duckdb.DuckDBPyConnection, algorithm: str | None = None) -> str | None:
    """Return which models have as many topics as their texts carry, and may have been asked for more."""
    told = [
        (row["model_id"], f"{row['k']} topics, as {row['units']} {row['unit']} carry no more ({SECTIONS} for each)")
        for row in run_query(connection, "topic_models_of", algorithm=algorithm)
        if row["units"] and row["k"] == row["units"] // SECTIONS
    ]
    return _join(told)


def _join(told: Sequence[tuple[str, str]]) -> str | None:
    """Return one line of what is told of each place, those of one reason together, and what to do."""
    names: dict[str, list[str]] = {}
    for name, reason in told:
        names.setdefault(reason, []).append(name)
    reasons = "; ".join(f"{'、'.join(named)}: {reason}" for reason, named in names.items())
    return f"{reasons}: {ADD}" if names.keys() - {ALONE} else reasons or None


def _span(row: dict[str, Any]) -> str:
    return "-".join(str(year) for year in sorted({row["first_year"], row["last_year"]}))


def _count(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"
