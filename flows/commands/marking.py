"""The verb about words that mark: keyness."""

from typing import Annotated

import typer

from flows.commands.options import (
    CitiesOption,
    FormatOption,
    check_years,
    choose_format,
    open_warehouse,
    print_with_lack,
    read_cities,
    read_years,
)


def keyness(
    cities: CitiesOption = None,
    years: Annotated[
        str | None,
        typer.Option(
            "--years", help="Print what marks these years against all before: 2022 or 2021,2022 or 2019-2022."
        ),
    ] = None,
    term: Annotated[
        str | None, typer.Option("--term", help="Print the years at which the use of a term changes.")
    ] = None,
    top: Annotated[int, typer.Option("--top", min=1, help="Terms of each place and year.")] = 20,
    least_documents: Annotated[
        int,
        typer.Option("--least-documents", min=1, help="Only terms of so many documents: names of places drop out."),
    ] = 1,
    form: FormatOption = None,
) -> None:
    """Print the words that mark a place against others, or a year against the years before (--years), or the years at
    which a word changes (--term). Without --cities: all cities together.
    """
    from reports.marking import explain_silent, list_changes, list_place_terms, list_year_terms

    if term is not None and years is not None:
        raise ValueError("--term prints the changes of all years: leave out --years")
    chosen, wanted = read_cities(cities), read_years(years)
    if not (chosen or wanted or term):
        raise ValueError("say what to compare: --cities 成都, or --years 2021, or --term 韧性")
    with open_warehouse() as connection:
        check_years(connection, wanted)
        if term:
            table = list_changes(connection, term, chosen)
        elif wanted:
            table = list_year_terms(connection, chosen, wanted, top, least_documents)
        else:
            table = list_place_terms(connection, chosen, top, least_documents)
        lack = None if term or least_documents > 1 else explain_silent(connection, table, chosen, wanted)
    print_with_lack(table, choose_format(form), lack)


def register(app: typer.Typer) -> None:
    """Give the app this verb."""
    app.command()(keyness)
