"""Verbs about documents: add, forget, read, issues, status."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import CitiesOption, FormatOption, choose_format, open_warehouse, read_cities
from flows.home import find_home
from reports.tables import Format, print_table


def add(
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="Files and folders: Markdown, text, HTML, PDF, DOCX, DOC, RTF, OFD; ZIP; XLSX and CSV of texts."
        ),
    ],
    url: Annotated[str | None, typer.Option(help="The address that the one file given was saved from.")] = None,
) -> None:
    """Take files and folders as they are: bytes go to the raw store, adding twice adds nothing.

    Files that cannot be read are kept and told, one line each, and the exit code is 1; the others are taken.
    """
    from flows.commands.progress import show_progress
    from flows.steps.adding import AddError, add_paths, describe_outcomes

    with show_progress() as progress:
        try:
            outcomes = add_paths(find_home(), paths, url, lambda done, total: progress("add", done, total))
        except AddError as error:
            typer.echo(describe_outcomes(error.outcomes), err=True)
            raise
    typer.echo(describe_outcomes(outcomes), err=True)


def forget(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders that were added, existing or not.")],
) -> None:
    """Take files out again: the next build leaves them out. Their bytes and their history stay in the raw store."""
    from flows.steps.adding import withdraw_paths

    typer.echo(f"forgot {withdraw_paths(find_home(), paths)}; run `rencheng build` to publish without them", err=True)


def read(
    file: Annotated[Path, typer.Argument(help="The file to read.")],
    form: FormatOption = None,
) -> None:
    """Show what one file is read as: place, year, parts, sentences and doubts. Nothing is stored."""
    from flows.steps.showing import show_file, tabulate_file

    shown = show_file(file)
    wanted = choose_format(form)
    if wanted is Format.JSON:
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=2, default=str))
    else:
        print_table(tabulate_file(shown), wanted, sys.stdout)


def issues(
    kind: Annotated[str | None, typer.Argument(help="A kind of doubt, to list every document that has it.")] = None,
    form: FormatOption = None,
) -> None:
    """Count the doubts about documents by kind, with a file to look at; with a kind, list them."""
    from reports.overview import list_issues

    with open_warehouse() as connection:
        print_table(list_issues(connection, kind), choose_format(form), sys.stdout)


def status(cities: CitiesOption = None, form: FormatOption = None) -> None:
    """Tell what there is, what is missing and what is doubted; with --cities, the years that these places lack."""
    from flows.steps.showing import describe_home
    from reports.overview import tabulate_facts, tabulate_missing, tabulate_totals
    from warehouse.door import NotPublishedError

    home = find_home()
    wanted, codes = choose_format(form), [code for code, _ in read_cities(cities)]
    facts = describe_home(home)
    try:
        with open_warehouse() as connection:
            totals = tabulate_totals(connection, facts)
            missing = tabulate_missing(connection, codes)
    except NotPublishedError:
        print_table(tabulate_facts(facts), wanted, sys.stdout)
        return
    if wanted in (Format.TABLE, Format.MD):
        print_table(totals, wanted, sys.stdout)
        print_table(missing, wanted, sys.stdout)
    else:  # one table a stream: the places where places were asked for, else the totals
        print_table(missing if codes else totals, wanted, sys.stdout)


def register(app: typer.Typer) -> None:
    """Give the app these verbs."""
    for verb in (add, forget, read, issues, status):
        app.command()(verb)
