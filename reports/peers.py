"""Peers: places beside the others of their year, by mean and median, or by their rank among them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import duckdb

from reports.lines import Choice, MeasuredLine
from reports.measures import Against, Line, Measure
from reports.queries import run_query


def add_peers(
    connection: duckdb.DuckDBPyConnection,
    lines: Sequence[MeasuredLine],
    choice: Choice,
    parts: Sequence[str],
    against: Against,
) -> list[MeasuredLine]:
    """Return lines with two more after each: mean and median of the other places of its year, with their number.

    A place without such others has none of the two values, and the number 0.
    """
    peers = _find_peers(connection, lines, choice, parts, against)
    beside = []
    for line in lines:
        beside.append(line)
        if not line.values:
            continue
        found = peers.get((line.place["city_code"], line.place["year"]), {})
        for kind in (Line.MEAN, Line.MEDIAN):
            values = {theme: None if row[kind] is None else choice.factor * row[kind] for theme, row in found.items()}
            beside.append(replace(line, line=kind, values=values, spans={}, mentions={}, n_compared=_count(found)))
    return beside


def rank_lines(
    connection: duckdb.DuckDBPyConnection,
    lines: Sequence[MeasuredLine],
    choice: Choice,
    parts: Sequence[str],
    against: Against,
) -> list[MeasuredLine]:
    """Return lines with ranks for values: 1 for the place that mentions a theme most, equal values share a rank."""
    peers = _find_peers(connection, lines, choice, parts, against)
    ranked = []
    for line in lines:
        found = peers.get((line.place["city_code"], line.place["year"]), {})
        values = {theme: found[theme]["rank"] if theme in found else None for theme in line.values}
        ranked.append(
            replace(line, values=values, spans={}, n_compared=_count(found) + 1 if line.values and found else None)
        )
    return ranked


def _find_peers(
    connection: duckdb.DuckDBPyConnection,
    lines: Sequence[MeasuredLine],
    choice: Choice,
    parts: Sequence[str],
    against: Against,
) -> dict[tuple[str, int], dict[str, dict[str, Any]]]:
    found = run_query(
        connection,
        "compare_peers",
        city_codes=list(choice.codes),
        years=sorted({line.place["year"] for line in lines if line.values}),
        parts=list(parts),
        kind=choice.kind,
        scheme=choice.scheme,
        measure=str(Measure.PER_10K if choice.measure is Measure.RANK else choice.measure),
        against=str(against),
    )
    peers: dict[tuple[str, int], dict[str, dict[str, Any]]] = {}
    for row in found:
        peers.setdefault((row["city_code"], row["year"]), {})[row["theme"]] = row
    return peers


def _count(found: dict[str, dict[str, Any]]) -> int:
    return max((row["n_others"] for row in found.values()), default=0)
