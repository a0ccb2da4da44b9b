"""Comparison: cities beside one another by resilience themes. Zero and not collected are never the same."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import duckdb

from reports.measures import FACTS, LEFT_OUT_ZH, MEASURE_ZH, PARTS, STATUS_ZH, LeftOut, Measure
from reports.queries import run_query
from reports.tables import Table

CAUTION = "这些数字描述的是文本，不是城市的实际韧性。These figures describe texts, not how resilient a city is."
BY_TERMS = "编码：词典匹配，未经检验。Coded by terms; how well was not measured."
COUNTED = "计量字数为汉字数，标题和名词解释不计。Characters are Han characters; headings and glossaries are left out."
HEADINGS = ("城市", "代码", "年份", "文种", "部分", "指标", "状态", "演示", "文件", "句数", "计量字数", "平均句长")
HIDDEN = frozenset(
    {"city_code", "kind", "part", "measure", "status", "is_sample", "n_documents", "n_sentences", "mean_sentence_chars"}
)
SAMPLE = "演示样本：由韧城项目为演示而写，并非真实报告。Sample written for demonstration, not real reports."
MIXED = "各地年份不同：取各自最新的一年。The years differ: each place stands with its newest one."


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
) -> Table:
    """Return a table with a row for each place and year and a column for each theme.

    Args:
        connection: to a published file.
        cities: code and name of each place.
        years: years planned for; none for the newest of each place.
        measure: what a cell holds. Shares are printed in per cent.
        parts: parts of the report to count; headings and glossaries never count.
        kind: kind of document; kinds are never pooled.
        scheme: scheme of themes.
        without: sentences left out of counts and sizes.

    Raises:
        NothingCollectedError: not one of the places has such a document.
    """
    chosen = {"city_codes": [code for code, _ in cities], "parts": list(parts), "kind": kind, "scheme": scheme}
    places = run_query(connection, "compare_places", years=list(years), **chosen)
    if all(place["n_documents"] is None for place in places):
        raise NothingCollectedError(_describe_absence(connection, cities, years, kind))
    themes = {row["theme"]: row["theme_zh"] for row in run_query(connection, "themes_of", scheme=scheme)}
    if without and measure is Measure.SHARE_STANDARDISED:
        raise ValueError(
            "the standardised share is that of all sentences: leave out nothing, or choose another measure"
        )
    if without:
        flags = {f"without_{what}": what in without for what in LeftOut}
        counted = run_query(connection, "compare_without", **chosen, **flags)
        sizes = {(row["city_code"], row["year"]): row for row in counted}
        for place in places:  # what remains is what was counted
            remaining = sizes.get((place["city_code"], place["year"]), {})
            place |= {key: remaining.get(key, place[key] and 0) for key in ("n_sentences", "n_chars")}
    else:
        counted = run_query(connection, "compare", **chosen)
    for place in places:
        place["mean_sentence_chars"] = place["n_chars"] / place["n_sentences"] if place["n_sentences"] else None
    values = {(row["city_code"], row["year"], row["theme"]): row[measure.value] for row in counted}
    names, factor = dict(cities), 1.0 if measure is Measure.PER_10K else 100.0
    what = (kind, "+".join(parts), measure.value)
    rows = []
    for place in places:
        code, year = place["city_code"], place["year"]
        cells = (values.get((code, year, theme)) for theme in themes)
        measures = (None if cell is None else factor * cell for cell in cells)
        rows.append((names[code], code, year, *what, *(place[key] for key in FACTS), *measures))
    shown = {"status"} if any(place["status"] != "collected" for place in places) else set()
    shown |= {"mean_sentence_chars"} if measure is not Measure.PER_10K else set()  # shares follow punctuation
    has_samples = any(place["is_sample"] for place in places)
    return Table(
        keys=("city", "city_code", "year", "kind", "part", "measure", *FACTS, *themes),
        headings=(*HEADINGS, *themes.values()),
        rows=tuple(rows),
        title=("【演示样本】" if has_samples else "") + MEASURE_ZH[measure],
        notes=(
            *_note_gaps(places, names),
            *([SAMPLE] if has_samples else []),
            CAUTION,
            COUNTED,
            *(LEFT_OUT_ZH[what] for what in LeftOut if what in without),
            _describe_coding(connection, scheme, measure),
        ),
        hidden=HIDDEN - shown,
        spoken=STATUS_ZH,
        labels=2,
    )


def _describe_coding(connection: duckdb.DuckDBPyConnection, scheme: str, measure: Measure) -> str:
    """Return a line on how well the sentences or terms of a scheme are told, as it was measured."""
    found = run_query(connection, "coding_quality", scheme=scheme)
    if not found:
        return BY_TERMS
    quality = found[0]
    by_whom = quality["coded_by"] or "?"
    reached = f"F1 {quality['lowest']:.2f}–{quality['highest']:.2f}, mean {quality['mean']:.2f}"
    counted = " 提及按词语计 mentions are counted by terms." if measure is Measure.PER_10K else ""
    return f"句子编码 sentences coded: {reached} ({quality['sample']}; coded by {by_whom}).{counted}"


def _describe_absence(
    connection: duckdb.DuckDBPyConnection, cities: Sequence[tuple[str, str]], years: Sequence[int], kind: str
) -> str:
    (span,) = run_query(connection, "years_collected", city_codes=[code for code, _ in cities], kind=kind)
    first, last = span["first_year"], span["last_year"]
    there = f"there are {first} to {last}" if first else "`rencheng status` tells what there is"
    wanted = f" for {', '.join(map(str, years))}" if years else ""
    return f"no {kind} of {'、'.join(name for _, name in cities)}{wanted}: {there}"


def _note_gaps(places: Sequence[dict[str, Any]], names: Mapping[str, str]) -> list[str]:
    """Return a note for each way of not being there, and one on documents that were added up."""
    gaps: dict[str, list[str]] = {}
    for place in places:
        label = f"{names[place['city_code']]} {place['year'] or ''}".strip()
        if place["status"] != "collected":
            gaps.setdefault(f"{STATUS_ZH[place['status']]} {place['status']}", []).append(label)
        elif place["n_documents"] > 1:
            gaps.setdefault("同年多份文件合计 several documents of one year, added up", []).append(label)
    notes = [f"{what}: {'、'.join(labels)}" for what, labels in gaps.items()]
    years = {place["year"] for place in places}
    has_mixed = len(years) > 1 and len(places) == len({place["city_code"] for place in places})
    return [*notes, MIXED] if has_mixed else notes
