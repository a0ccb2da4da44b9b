"""Lines: the rows of a comparison, measured, set side by side by part, and subtracted from one another."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log2
from typing import Any

import duckdb

from reports.measures import LeftOut, Line, Measure
from reports.queries import run_query

ADDED = 0.5  # mentions added to both sides of a ratio, so that a part that is silent has one (Anscombe 1956)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is compared: codes of places, years (none: the newest of each), measure, kind, scheme, what is left out."""

    codes: tuple[str, ...]
    years: tuple[int, ...]
    measure: Measure
    kind: str
    scheme: str
    without: Collection[LeftOut] = ()

    @property
    def factor(self) -> float:
        """What measures are multiplied with to be printed: shares stand in per cent."""
        return 100.0 if self.measure in (Measure.SHARE, Measure.SHARE_STANDARDISED) else 1.0


@dataclass(frozen=True, slots=True)
class MeasuredLine:
    """A row: the facts of its place and year, the parts counted, and a value for each theme, None where there is none.

    `spans` are the ends of the intervals of 95 %; `n_compared` the places that a mean, median or rank rests on;
    `mentions` and `n_chars` what a rate was made of.
    """

    place: Mapping[str, Any]
    line: Line
    part: str
    values: Mapping[str, float | None]
    spans: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    n_compared: int | None = None
    mentions: Mapping[str, int] = field(default_factory=dict)


def measure_lines(
    connection: duckdb.DuckDBPyConnection, choice: Choice, parts: Sequence[str], line: Line = Line.PLACE
) -> list[MeasuredLine]:
    """Return a line for each place and year, counted over some parts of the reports."""
    chosen = {
        "city_codes": list(choice.codes),
        "parts": list(parts),
        "kind": choice.kind,
        "scheme": choice.scheme,
    }
    places = run_query(connection, "compare_places", years=list(choice.years), **chosen)
    if choice.without:
        flags = {f"without_{what}": what in choice.without for what in LeftOut}
        counted = run_query(connection, "compare_without", **chosen, **flags)
        sizes = {(row["city_code"], row["year"]): row for row in counted}
        for place in places:  # what remains is what was counted
            remaining = sizes.get((place["city_code"], place["year"]), {})
            place |= {key: remaining.get(key, place[key] and 0) for key in ("n_sentences", "n_chars")}
    else:
        counted = run_query(connection, "compare", **chosen)
    for place in places:
        place["mean_sentence_chars"] = place["n_chars"] / place["n_sentences"] if place["n_sentences"] else None
    cells: dict[tuple[str, int], dict[str, dict[str, Any]]] = {}
    for row in counted:
        cells.setdefault((row["city_code"], row["year"]), {})[row["theme"]] = row
    return [
        _measure_line(place, line, "+".join(parts), cells.get((place["city_code"], place["year"]), {}), choice)
        for place in places
    ]


def _measure_line(
    place: Mapping[str, Any], line: Line, part: str, cells: Mapping[str, Mapping[str, Any]], choice: Choice
) -> MeasuredLine:
    name = Measure.PER_10K if choice.measure is Measure.RANK else choice.measure
    spans = {}
    for theme, cell in cells.items():
        low, high = cell.get(f"{name}_low"), cell.get(f"{name}_high")
        if low is not None and high is not None:
            spans[theme] = (choice.factor * low, choice.factor * high)
    return MeasuredLine(
        place=place,
        line=line,
        part=part,
        values={t: None if cell[name] is None else choice.factor * cell[name] for t, cell in cells.items()},
        spans=spans,
        mentions={theme: cell["mentions"] for theme, cell in cells.items()},
    )


def balance_lines(connection: duckdb.DuckDBPyConnection, choice: Choice) -> list[MeasuredLine]:
    """Return three lines for each place and year: its review, its plan, and the balance of the two.

    The balance of rates is the binary logarithm of that in the review over that in the plan, half a mention added to
    both (Anscombe 1956, doi:10.1093/biomet/43.3-4.461); that of shares is their difference in points. Above 0 is more
    talk of deeds.
    """
    reviews = measure_lines(connection, choice, ["review"], Line.REVIEW)
    plans = measure_lines(connection, choice, ["plan"], Line.PLAN)
    lines = []
    for review, plan in zip(reviews, plans, strict=True):
        balances = {theme: _weigh(theme, review, plan, choice.measure) for theme in review.values}
        lines += [review, plan, MeasuredLine(review.place, Line.BALANCE, "review:plan", balances)]
    return lines


def _weigh(theme: str, review: MeasuredLine, plan: MeasuredLine, measure: Measure) -> float | None:
    said, planned = review.values.get(theme), plan.values.get(theme)
    if said is None or planned is None:
        return None
    if measure is not Measure.PER_10K:
        return said - planned
    deeds = (review.mentions[theme] + ADDED) / review.place["n_chars"]
    plans = (plan.mentions[theme] + ADDED) / plan.place["n_chars"]
    return log2(deeds / plans)


def add_changes(lines: Sequence[MeasuredLine]) -> list[MeasuredLine]:
    """Return lines with one more after each place that was collected in several of the years: last less first."""
    changed: list[MeasuredLine] = []
    for number, line in enumerate(lines):
        changed.append(line)
        code = line.place["city_code"]
        if number + 1 < len(lines) and lines[number + 1].place["city_code"] == code:
            continue
        collected = [other for other in lines if other.place["city_code"] == code and other.values]
        if len(collected) > 1:
            first, last = collected[0], collected[-1]
            values = {theme: _subtract(value, first.values.get(theme)) for theme, value in last.values.items()}
            changed.append(replace(last, line=Line.CHANGE, values=values, spans={}, mentions={}))
    return changed


def _subtract(last: float | None, first: float | None) -> float | None:
    return None if last is None or first is None else last - first
