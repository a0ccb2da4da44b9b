"""Comparison: cities beside one another by resilience themes. Zero and not collected are never the same."""

from collections.abc import Sequence
from typing import Any

import duckdb

from reports.measures import MEASURE_ZH, PARTS, SIZES, STATUS_ZH, Measure
from reports.queries import run_query
from reports.tables import Table

CAUTION = "这些数字描述的是文本，不是城市的实际韧性。These figures describe texts, not how resilient a city is."
CODING = "编码：词典匹配，未经人工校验。Coded by terms, not checked by people: the README tells how well."
SAMPLE = "演示样本：由韧城项目为演示而写，并非真实报告。Sample written for demonstration, not real reports."


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

    Raises:
        NothingCollectedError: not one of the places has such a document.
    """
    codes = [code for code, _ in cities]
    found = run_query(
        connection,
        "compare",
        city_codes=codes,
        years=list(years),
        parts=list(parts),
        kind=kind,
        scheme=scheme,
    )
    if not found:
        known = run_query(connection, "coverage_of", city_codes=codes, kind=kind)
        had = sorted({row["year"] for row in known if row["status"] == "collected"})
        there = f"there are {had[0]} to {had[-1]}" if had else "`rencheng status` tells what there is"
        wanted = f" for {', '.join(map(str, years))}" if years else ""
        raise NothingCollectedError(f"no {kind} of {'、'.join(name for _, name in cities)}{wanted}: {there}")
    themes = {row["theme"]: row["theme_zh"] for row in sorted(found, key=lambda row: row["theme_no"])}
    by_theme = {(row["city_code"], row["year"], row["theme"]): row for row in found}
    sizes = {(row["city_code"], row["year"]): row for row in found}
    statuses = {
        (row["city_code"], row["year"]): row["status"]
        for row in run_query(connection, "coverage_of", city_codes=codes, kind=kind)
    }
    undated = {row["city_code"] for row in run_query(connection, "undated_among", city_codes=codes, kind=kind)}
    samples = {
        (row["city_code"], row["year"]) for row in run_query(connection, "samples_among", city_codes=codes, kind=kind)
    }
    factor = 100.0 if measure is Measure.SHARE else 1.0
    rows: list[tuple[Any, ...]] = []
    missing: dict[str, list[str]] = {}
    for code, name in cities:
        newest: list[int | None] = [year for city, year in sizes if city == code] or [None]
        for year in sorted(years) or newest:
            size = sizes.get((code, year)) if year else None
            unseen = statuses.get((code, year or 0), "year_unknown" if code in undated else "not_collected")
            status = "collected" if size else unseen
            counts = [size[key] if size else None for key in SIZES]
            cells = [by_theme[code, year, theme][measure.value] for theme in themes] if size and year else []
            values = [None if cell is None else factor * cell for cell in cells] or [None] * len(themes)
            rows.append((name, code, year, status, (code, year) in samples, *counts, *values))
            if not size:
                missing.setdefault(status, []).append(f"{name} {year or ''}".strip())
    has_samples = any((code, year) in samples for _, code, year, *_ in rows)
    gaps = [f"{STATUS_ZH[status]} {status}: {'、'.join(names)}" for status, names in missing.items()]
    doubled = [f"{row[0]} {row[2]} ({row[5]})" for row in rows if (row[5] or 0) > 1]
    notes = [
        *gaps,
        *([f"同年多份文件合计 several documents of one year, added up: {'、'.join(doubled)}"] if doubled else []),
        *([SAMPLE] if has_samples else []),
        CAUTION,
        CODING,
    ]
    return Table(
        keys=("city", "city_code", "year", "status", "is_sample", *SIZES, *themes),
        headings=("城市", "代码", "年份", "状态", "演示", "文件", "句数", "字数", *themes.values()),
        rows=tuple(rows),
        title=("【演示样本】" if has_samples else "") + MEASURE_ZH[measure],
        notes=tuple(notes),
        hidden=frozenset({"city_code", "status", "is_sample", "n_documents", "n_sentences"}),
        labels=2,
    )
