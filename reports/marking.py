"""Marking: the terms that mark places or years, and the years at which a term changes, as tables for people."""

from collections.abc import Sequence
from typing import Any

import duckdb

from reports.lacks import explain_changes, explain_place_terms, explain_year_terms
from reports.queries import run_query
from reports.tables import Table

KEYS = ("term", "count", "log_ratio", "log_likelihood", "document_frequency", "n_documents")
HEADINGS = ("词语", "次数", "log ratio", "G²", "出现文件", "比较文件")
ALL_CITIES, PANEL = "全部城市", "固定样本"
HOW_TO_READ = (
    "log ratio 1 即频率为对照的两倍。1 is twice as frequent; G² says how certain. "
    "只见于少数文件的多为地名 a term in few documents is mostly a name."
)
SAME_YEARS = "对照：同级其他地方同年的报告。Against others of the same rank, in the same years."
YEARS_BEFORE = "对照：同一批地方此前各年的报告。Against the reports of the same places in all years before."
NOTHING = "nothing marks what was asked for"
RARER = "--least-documents {least}: no term that marks {names} is held by so many documents: ask for fewer"
NO_CHANGE = (
    "没有记录变化：no change of {term!r}: its rate is steady, or it is used too rarely to tell "
    "(out.term_changes says which terms are looked at)"
)


def list_place_terms(
    connection: duckdb.DuckDBPyConnection, cities: Sequence[tuple[str, str]], top: int, least_documents: int = 1
) -> Table:
    """Return the terms that mark places over all their years.

    Args:
        connection: to a published file.
        cities: code and name of each place.
        top: terms of a place.
        least_documents: documents that must hold a term, of all compared.

    Raises:
        LookupError: no term marks any of the places.
    """
    codes = [code for code, _ in cities]
    found = run_query(connection, "marking_places", city_codes=codes, top=top, least_documents=least_documents)
    if not found:
        if least_documents > 1 and run_query(connection, "marking_places", city_codes=codes, top=1, least_documents=1):
            raise LookupError(RARER.format(least=least_documents, names=_join_names(cities)))
        raise LookupError(explain_place_terms(connection, codes) or NOTHING)
    title = "标志词 Terms that mark a place"
    return _tabulate(found, ("city", "city_code"), ("城市", "代码"), title, (SAME_YEARS, HOW_TO_READ))


def explain_silent(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    cities: Sequence[tuple[str, str]],
    years: Sequence[int] = (),
) -> str | None:
    """Return why some of the places or years asked for have no row in a table of terms that mark; None if all have."""
    rows = [dict(zip(table.keys, row, strict=True)) for row in table.rows]
    codes = [code for code, _ in cities]
    if not years:
        shown = {row["city_code"] for row in rows}
        return explain_place_terms(connection, [code for code in codes if code not in shown])
    there = {(row["city_code"], row["year"]) for row in rows}
    return explain_year_terms(connection, [pair for pair in _pair(codes, years) if pair not in there], ALL_CITIES)


def _join_names(cities: Sequence[tuple[str, str]]) -> str:
    return "、".join(name for _, name in cities) or ALL_CITIES


def _pair(codes: Sequence[str], years: Sequence[int]) -> list[tuple[str | None, int]]:
    """Return each place, or all cities where none is given, with each year."""
    places: Sequence[str | None] = codes or [None]
    return [(code, year) for code in places for year in years]


def list_year_terms(
    connection: duckdb.DuckDBPyConnection,
    cities: Sequence[tuple[str, str]],
    years: Sequence[int],
    top: int,
    least_documents: int = 1,
) -> Table:
    """Return the terms that mark years against the years before, in places or, without any, in all cities together.

    Args:
        connection: to a published file.
        cities: code and name of each place.
        years: years planned for.
        top: terms of a place and year.
        least_documents: documents that must hold a term, of all compared.

    Raises:
        LookupError: no term marks any of the years.
    """
    codes, wanted = [code for code, _ in cities], list(years)
    found = run_query(
        connection, "marking_years", city_codes=codes, years=wanted, top=top, least_documents=least_documents
    )
    if not found:
        if least_documents > 1 and run_query(
            connection, "marking_years", city_codes=codes, years=wanted, top=1, least_documents=1
        ):
            raise LookupError(RARER.format(least=least_documents, names=_join_names(cities)))
        raise LookupError(explain_year_terms(connection, _pair(codes, wanted), ALL_CITIES) or NOTHING)
    title = "年度标志词 Terms that mark a year"
    keys, headings = ("city", "city_code", "year"), ("城市", "代码", "年份")
    return _tabulate(found, keys, headings, title, (YEARS_BEFORE, HOW_TO_READ))


def list_changes(connection: duckdb.DuckDBPyConnection, term: str, cities: Sequence[tuple[str, str]] = ()) -> Table:
    """Return the years at which a term changes its rate, in places or, without any, in the cities of the panel.

    Args:
        connection: to a published file.
        term: as segmented, or as the lexicon names it.
        cities: code and name of each place.

    Raises:
        LookupError: no change is known.
    """
    found = run_query(connection, "changes_of_term", term=term, city_codes=[code for code, _ in cities])
    if not found:
        few = explain_changes(connection, [code for code, _ in cities])
        raise LookupError(f"no change of {term!r}: {few}" if few else NO_CHANGE.format(term=term))
    keys = ("city", "city_code", "term", "year", "before", "after", "log_likelihood")
    return Table(
        keys=(*keys, "first_year", "last_year", "n_places"),
        headings=("城市", "代码", "词语", "起始年", "此前", "此后", "G²", "首年", "末年", "地方数"),
        rows=tuple(
            tuple(_name(row, PANEL)[key] for key in (*keys, "first_year", "last_year", "n_places")) for row in found
        ),
        title="用词变化 Changes of use, per 10,000 Han characters",
        notes=tuple(dict.fromkeys(_describe_span(row) for row in found)),
        hidden=frozenset({"city_code", "first_year", "last_year", "n_places"}),
        labels=3,
    )


def _tabulate(
    found: Sequence[dict[str, Any]],
    keys: tuple[str, ...],
    headings: tuple[str, ...],
    title: str,
    notes: tuple[str, ...],
) -> Table:
    compared = {(_name(row, ALL_CITIES)["city"], row.get("year")): row["n_documents"] for row in found}
    sizes = "、".join(f"{city}{f' {year}' if year else ''}: {n}" for (city, year), n in compared.items())
    return Table(
        keys=(*keys, *KEYS),
        headings=(*headings, *HEADINGS),
        rows=tuple(tuple(_name(row, ALL_CITIES)[key] for key in (*keys, *KEYS)) for row in found),
        title=title,
        notes=(f"比较文件 documents compared: {sizes}", *notes),
        hidden=frozenset({"city_code", "n_documents"}),
        labels=len(keys),
    )


def _name(row: dict[str, Any], together: str) -> dict[str, Any]:
    return row | {"city": row["city"] or together}


def _describe_span(row: dict[str, Any]) -> str:
    whose = row["city"] or f"{PANEL} the same {row['n_places']} cities"
    return f"{whose}: reports of {row['first_year']}–{row['last_year']}"
