"""Comparison: cities beside one another by resilience themes. Zero and not collected are never the same."""

from collections.abc import Collection, Mapping, Sequence

import duckdb

from reports.heat import LEGEND, shade_cells
from reports.lines import Choice, MeasuredLine, add_changes, balance_lines, measure_lines
from reports.measures import (
    FACTS,
    LEFT_OUT_ZH,
    LINE_ZH,
    MEASURE_ZH,
    PARTS,
    STATUS_ZH,
    Against,
    LeftOut,
    Line,
    Measure,
)
from reports.peers import add_peers, rank_lines
from reports.queries import run_query
from reports.remarks import (
    CAUTION,
    COUNTED,
    INTERVALS,
    SAMPLE,
    describe_absence,
    describe_coding,
    describe_lines,
    note_gaps,
)
from reports.tables import Table

HEADINGS = {
    **{"city": "城市", "city_code": "代码", "year": "年份", "line": "行", "kind": "文种", "part": "部分"},
    **{"measure": "指标", "n_compared": "比较地方", "status": "状态", "is_sample": "演示", "n_documents": "文件"},
    **{"n_sentences": "句数", "n_chars": "计量字数", "mean_sentence_chars": "平均句长"},
}
HIDDEN = frozenset(
    {"city_code", "kind", "part", "measure", "status", "is_sample", "n_documents", "n_sentences", "mean_sentence_chars"}
)
TOLD = ("status", "is_sample")  # facts of rows that were not counted themselves
COUNTED_LINES = (Line.PLACE, Line.REVIEW, Line.PLAN)


class NothingCollectedError(LookupError):
    """Raised when not one of the places asked for has a document of the kind."""


def list_cities(connection: duckdb.DuckDBPyConnection, kind: str = "work_report") -> list[str]:
    """Return the codes of all places with a document of the kind."""
    return [row["city_code"] for row in run_query(connection, "cities_collected", kind=kind)]


def compare_cities(
    connection: duckdb.DuckDBPyConnection,
    cities: Sequence[tuple[str, str]],
    years: Sequence[int] = (),
    measure: Measure = Measure.PER_10K,
    parts: Sequence[str] = PARTS,
    kind: str = "work_report",
    scheme: str = "urban_resilience",
    without: Collection[LeftOut] = (),
    against: Against | None = None,
    has_balance: bool = False,
    has_changes: bool = False,
    has_intervals: bool = False,
) -> Table:
    """Return a table with a row for each place and year and a column for each theme.

    Args:
        connection: to a published file.
        cities: code and name of each place.
        years: years planned for; none for the newest of each place.
        measure: what a cell holds. Shares are printed in per cent; ranks are among the places of `against`, or all.
        parts: parts of the report to count; headings and glossaries never count.
        kind: kind of document; kinds are never pooled.
        scheme: scheme of themes.
        without: sentences left out of counts and sizes.
        against: two more rows a place: mean and median of these other places of the year.
        has_balance: three rows a place: review, plan, and their balance.
        has_changes: one more row a place: its last year less its first.
        has_intervals: intervals of 95 % beside the measures.

    Raises:
        NothingCollectedError: not one of the places has such a document.
        ValueError: what is asked for does not go together; the line says why.
    """
    _check(measure, parts, without, against, has_balance, has_changes, has_intervals, len(years))
    choice = Choice(tuple(code for code, _ in cities), tuple(years), measure, kind, scheme, without)
    names = dict(cities)
    themes = {row["theme"]: row["theme_zh"] for row in run_query(connection, "themes_of", scheme=scheme)}
    places = measure_lines(connection, choice, parts)
    if all(line.place["n_documents"] is None for line in places):
        raise NothingCollectedError(describe_absence(connection, cities, years, kind))
    if measure is Measure.RANK:
        lines = rank_lines(connection, places, choice, parts, against or Against.ALL)
    elif has_balance:
        lines = balance_lines(connection, choice)
    elif against is not None:
        lines = add_peers(connection, places, choice, parts, against)
    else:
        lines = add_changes(places) if has_changes else places
    has_samples = any(line.place["is_sample"] for line in places)
    facts = _choose_facts(lines)
    ends = tuple(f"{theme}_{end}" for theme in themes for end in ("low", "high")) if has_intervals else ()
    return Table(
        keys=(*facts, *themes, *ends),
        headings=(*(HEADINGS[key] for key in facts), *themes.values(), *ends),
        rows=tuple(
            (
                *map(_tell_facts(line, names, choice).get, facts),
                *(line.values.get(theme) for theme in themes),
                *(end for theme in themes if ends for end in line.spans.get(theme, (None, None))),
            )
            for line in lines
        ),
        title=("【演示样本】" if has_samples else "") + MEASURE_ZH[measure],
        notes=(
            *note_gaps([line.place for line in places], names),
            *([SAMPLE] if has_samples else []),
            CAUTION,
            COUNTED,
            *(LEFT_OUT_ZH[what] for what in LeftOut if what in without),
            *describe_lines(lines, names, measure, against),
            *([INTERVALS] if has_intervals else []),
            *describe_coding(connection, scheme, measure),
        ),
        hidden=(HIDDEN | set(ends)) - _choose_shown(lines, measure),
        spoken=STATUS_ZH | LINE_ZH,
        labels=3 if "line" in facts else 2,
        shades=_shade(lines, themes, measure),
        legend=LEGEND,
        suffixes=_write_intervals(lines) if has_intervals else {},
    )


def _check(
    measure: Measure,
    parts: Sequence[str],
    without: Collection[LeftOut],
    against: Against | None,
    has_balance: bool,
    has_changes: bool,
    has_intervals: bool,
    n_years: int,
) -> None:
    if without and measure is Measure.SHARE_STANDARDISED:
        raise ValueError(
            "the standardised share is that of all sentences: leave out nothing, or choose another measure"
        )
    if without and (against is not None or measure is Measure.RANK):
        raise ValueError("the other places are measured with all sentences: leave out nothing, or ask for no others")
    if has_intervals and (without or measure in (Measure.RANK, Measure.SHARE_STANDARDISED)):
        raise ValueError("there are intervals of per_10k and share only, over all sentences")
    if measure is Measure.RANK and (has_balance or has_changes):
        raise ValueError("ranks have no balance and no change: choose per_10k or share")
    if sum((has_balance, has_changes, against is not None)) > 1:
        raise ValueError("--balance, --change and --against each add rows of their own: choose one")
    if has_balance and set(parts) != set(PARTS):
        raise ValueError("--balance sets review and plan side by side: leave out --part")
    if has_changes and n_years < 2:
        raise ValueError("--change needs several years: --years 2021,2022")


def _choose_facts(lines: Sequence[MeasuredLine]) -> tuple[str, ...]:
    """Return the columns before those of the themes: what rows hold and what they rest on only where they differ."""
    kind = ("line",) if any(line.line is not Line.PLACE for line in lines) else ()
    number = ("n_compared",) if any(line.n_compared is not None for line in lines) else ()
    return ("city", "city_code", "year", *kind, "kind", "part", "measure", *number, *FACTS)


def _tell_facts(line: MeasuredLine, names: Mapping[str, str], choice: Choice) -> dict[str, object]:
    is_counted = line.line in COUNTED_LINES
    return {
        **{key: line.place[key] if is_counted or key in TOLD else None for key in FACTS},
        **{"city": names[line.place["city_code"]], "city_code": line.place["city_code"], "year": line.place["year"]},
        **{"line": str(line.line), "kind": choice.kind, "part": line.part, "measure": str(choice.measure)},
        "n_compared": line.n_compared,
    }


def _choose_shown(lines: Sequence[MeasuredLine], measure: Measure) -> set[str]:
    """Return the columns that people see for once: what tells rows apart, and what explains a measure."""
    shown = {"status"} if any(line.place["status"] != "collected" for line in lines) else set()
    is_share = measure in (Measure.SHARE, Measure.SHARE_STANDARDISED)
    return shown | ({"mean_sentence_chars"} if is_share else set())  # shares follow punctuation


def _shade(lines: Sequence[MeasuredLine], themes: Mapping[str, str], measure: Measure) -> dict[tuple[int, str], str]:
    cells = {
        (number, theme): line.values.get(theme)
        for number, line in enumerate(lines)
        if line.line in COUNTED_LINES
        for theme in themes
    }
    return shade_cells(cells, is_low_first=measure is Measure.RANK)


def _write_intervals(lines: Sequence[MeasuredLine]) -> dict[tuple[int, str], str]:
    return {
        (number, theme): f" [{low:.1f}–{high:.1f}]"
        for number, line in enumerate(lines)
        for theme, (low, high) in line.spans.items()
    }
