"""Trends: how many reports name 韧性, year by year, on a balanced panel and over all cities, with n."""

import duckdb

from reports.queries import run_query
from reports.tables import Table

WHY_THEY_DIFFER = (
    "两组不同，是因为各年收集到的城市不同（看 n）：城市少的年份多半只有大城市，而大城市说得多。"
    "The two differ because the cities collected differ from year to year (see n): in years of few mostly the largest."
)


def trend_resilience(
    connection: duckdb.DuckDBPyConnection, first_year: int, last_year: int, with_municipalities: bool = True
) -> Table:
    """Return the per cent of city reports that name 韧性 in any and in the urban sense, by year.

    Args:
        connection: to a published file.
        first_year: of the span; a city is in the panel when it has a report of every year of it.
        last_year: of the span.
        with_municipalities: whether Beijing, Tianjin, Shanghai and Chongqing count as cities.

    Raises:
        LookupError: no city report of these years is published.
    """
    found = run_query(
        connection,
        "resilience_by_year",
        first_year=first_year,
        last_year=last_year,
        with_municipalities=with_municipalities,
    )
    if not found:
        raise LookupError(f"no city report of {first_year} to {last_year}: `rencheng status` tells what there is")
    keys = ("year", "n_balanced", "any_balanced", "urban_balanced", "n_all", "any_all", "urban_all")
    return Table(
        keys=keys,
        headings=("年份", "固定样本 n", "提及 %", "城市义 %", "全部 n", "提及 %", "城市义 %"),
        rows=tuple(tuple(row[key] for key in keys) for row in found),
        title=f"提及“韧性”的报告占比 {first_year}–{last_year}: reports that name 韧性, %",
        notes=(WHY_THEY_DIFFER,) if any(row["n_balanced"] != row["n_all"] for row in found) else (),
    )
