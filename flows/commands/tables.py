"""The verb that compares cities: compare."""

import sys
from typing import Annotated

import typer

from flows.commands.options import (
    CitiesOption,
    FormatOption,
    check_words,
    choose_format,
    open_warehouse,
    read_cities,
    read_years,
)
from models.themes import SCHEMES
from reports.measures import PARTS, Against, LeftOut, Measure
from reports.tables import Format, print_table, transpose

FEW_CITIES = 6  # beside one another on a terminal; more stand below one another


def compare(
    cities: CitiesOption = None,
    years: Annotated[
        str | None,
        typer.Option("--years", "--year", help="Years planned for: 2022 or 2021,2022 or 2019-2022. Default: newest."),
    ] = None,
    by: Annotated[
        Measure,
        typer.Option(
            "--by",
            help="per_10k: mentions per 10,000 Han characters; share: sentences in per cent; "
            "share_standardised: the same if all sentences were equally long; rank: by per_10k, among the places of "
            "--against, or all.",
        ),
    ] = Measure.PER_10K,
    part: Annotated[
        str | None, typer.Option("--part", help="Count only this part: review (deeds) or plan (plans).")
    ] = None,
    kind: Annotated[str, typer.Option("--kind", help="Kind of document; kinds are never pooled.")] = "work_report",
    scheme: Annotated[str, typer.Option("--scheme", help=f"Scheme of themes: {', '.join(SCHEMES)}.")] = SCHEMES[0],
    without_formulas: Annotated[
        bool,
        typer.Option("--without-formulas", help="Leave out what repeats wordings of those above or of many places."),
    ] = False,
    without_epidemic: Annotated[
        bool, typer.Option("--without-epidemic", help="Leave out sentences that speak of an epidemic.")
    ] = False,
    against: Annotated[
        Against | None,
        typer.Option(
            "--against", help="Add mean and median of the other places of the year: its province, level, all."
        ),
    ] = None,
    has_balance: Annotated[
        bool, typer.Option("--balance", help="Review and plan side by side, and their balance: deeds against plans.")
    ] = False,
    has_changes: Annotated[bool, typer.Option("--change", help="Add the last of the years less the first.")] = False,
    has_intervals: Annotated[bool, typer.Option("--intervals", help="Add intervals of 95 %, low–high.")] = False,
    form: FormatOption = None,
) -> None:
    """Compare cities by resilience themes: one row a place and year; `--balance`, `--against`, `--change` add rows."""
    from flows.steps.comparing import name_cities
    from reports.comparison import compare_cities, list_cities

    check_words(scheme, kind, part)
    chosen, wanted = read_cities(cities), choose_format(form)
    with open_warehouse() as connection:
        table = compare_cities(
            connection,
            chosen or name_cities(list_cities(connection, kind)),
            read_years(years),
            by,
            [part] if part else PARTS,
            kind,
            scheme,
            [*([LeftOut.FORMULAS] if without_formulas else []), *([LeftOut.EPIDEMIC] if without_epidemic else [])],
            against,
            has_balance,
            has_changes,
            has_intervals,
        )
    is_wide = wanted is Format.TABLE and len(table.rows) <= FEW_CITIES
    print_table(transpose(table) if is_wide else table, wanted, sys.stdout)


def register(app: typer.Typer) -> None:
    """Give the app this verb."""
    app.command()(compare)
