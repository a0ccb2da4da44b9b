"""The verb about promises: promises."""

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


def promises(
    cities: CitiesOption = None,
    years: Annotated[
        str | None, typer.Option("--years", help="Years of the plans: 2022 or 2021,2022 or 2019-2022. Default: all.")
    ] = None,
    outcome: Annotated[
        str | None,
        typer.Option("--outcome", help="Only these: kept, repeated, dropped, silent, or unknown (reports missing)."),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            help="Only this kind of instrument: plan, regulation, standard, evaluation, pilot, platform, fund, office.",
        ),
    ] = None,
    about: Annotated[
        str | None, typer.Option("--about", help="Only promises whose sentence holds these characters: 韧性.")
    ] = None,
    form: FormatOption = None,
) -> None:
    """Print what plans promised (a plan, a regulation, a platform …) and what later reports say of it."""
    from reports.lacks import explain_promises
    from reports.promises import KINDS, OUTCOMES, list_promises

    if outcome is not None and outcome not in OUTCOMES:
        raise ValueError(f"--outcome: {outcome!r} is no outcome: choose {', '.join(OUTCOMES)}")
    if kind is not None and kind not in KINDS:
        raise ValueError(f"--kind: {kind!r} is no kind of instrument: choose {', '.join(KINDS)}")
    chosen, wanted = read_cities(cities), read_years(years)
    with open_warehouse() as connection:
        check_years(connection, wanted)
        table = list_promises(connection, chosen, wanted, outcome, kind, about)
        lack = explain_promises(connection, chosen, wanted, None, kind, about)
    print_with_lack(table, choose_format(form), lack)


def register(app: typer.Typer) -> None:
    """Give the app this verb."""
    app.command()(promises)
