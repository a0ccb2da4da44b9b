"""The verb that compares cities: compare."""

import sys
from typing import Annotated

import typer

from flows.commands.options import CitiesOption, FormatOption, choose_format, read_cities, read_years
from flows.home import find_home
from models.themes import SCHEMES
from reports.measures import PARTS, LeftOut, Measure
from reports.tables import Format, print_table, transpose

FEW_CITIES = 6  # beside one another on a terminal; more stand below one another


def compare(
    cities: CitiesOption = None,
    years: Annotated[
        str | None,
        typer.Option("--years", help="Years planned for: 2022 or 2021,2022 or 2019-2022. Default: newest."),
    ] = None,
    by: Annotated[
        Measure,
        typer.Option(
            "--by",
            help="per_10k: mentions per 10,000 Han characters; share: sentences in per cent; "
            "share_standardised: the same if all sentences were equally long.",
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
    form: FormatOption = None,
) -> None:
    """Compare cities by resilience themes."""
    from flows.steps.comparing import name_cities
    from models.kinds import KIND_NAMES
    from reports.comparison import compare_cities, list_cities
    from warehouse.door import open_published

    if part is not None and part not in PARTS:
        raise ValueError(f"--part: {part!r} is no part of a report: choose {', '.join(PARTS)}")
    if scheme not in SCHEMES:
        raise ValueError(f"--scheme: {scheme!r} is no scheme of themes: choose {', '.join(SCHEMES)}")
    if kind not in KIND_NAMES:
        raise ValueError(f"--kind: {kind!r} is no kind of document: choose {', '.join(KIND_NAMES)}")
    chosen, wanted = read_cities(cities), choose_format(form)
    with open_published(find_home().root) as connection:
        table = compare_cities(
            connection,
            chosen or name_cities(list_cities(connection, kind)),
            read_years(years),
            by,
            [part] if part else PARTS,
            kind,
            scheme,
            [*([LeftOut.FORMULAS] if without_formulas else []), *([LeftOut.EPIDEMIC] if without_epidemic else [])],
        )
    is_wide = wanted is Format.TABLE and len(table.rows) <= FEW_CITIES
    print_table(transpose(table) if is_wide else table, wanted, sys.stdout)


def register(app: typer.Typer) -> None:
    """Give the app this verb."""
    app.command()(compare)
