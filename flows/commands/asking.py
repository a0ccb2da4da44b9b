"""Verbs that answer questions: ask, search, sql."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.options import (
    CitiesOption,
    FormatOption,
    check_words,
    check_years,
    choose_format,
    open_warehouse,
    read_cities,
    read_years,
)
from flows.home import find_home
from models.themes import SCHEMES
from reports.measures import PARTS
from reports.tables import Format, print_table

if TYPE_CHECKING:
    from reports.shell import SqlShell

REMEMBERED = 1000  # lines of the prompt
YearsOption = Annotated[
    str | None, typer.Option("--years", "--year", help="Years planned for: 2022 or 2021,2022 or 2019-2022.")
]
PartOption = Annotated[str | None, typer.Option("--part", help=f"Part of the report: {', '.join(PARTS)}.")]


def ask(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="A question, by name or number; without one: all of them.")] = None,
    cities: CitiesOption = None,
    years: YearsOption = None,
    theme: Annotated[str | None, typer.Option("--theme", help="A theme: its id (hazard) or name (防灾减灾).")] = None,
    terms: Annotated[str | None, typer.Option("--terms", "--term", help="Words or terms, comma-separated.")] = None,
    scheme: Annotated[str | None, typer.Option("--scheme", help=f"Scheme of themes: {', '.join(SCHEMES)}.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="Kind of document; kinds are never pooled.")] = None,
    part: PartOption = None,
    limit: Annotated[int | None, typer.Option("--limit", min=0, help="Rows at most; 0 for all.")] = None,
    is_help: Annotated[
        bool, typer.Option("--help", help="Tell what a question asks and takes; without a name, this.")
    ] = False,
    is_query: Annotated[bool, typer.Option("--sql", help="Print the query instead of its answer.")] = False,
    form: FormatOption = None,
) -> None:
    """Answer one of the questions that analysts ask, each a query over out.*: `rencheng ask` lists them, `rencheng ask
    NAME --help` tells what one takes (each takes only some of the options below), for example `rencheng ask
    first-mention --city 西安`, `rencheng ask together --term 社区,韧性 --year 2022`.
    """
    from reports.answers import answer_question
    from reports.questions import describe_question, find_question, list_questions

    if name is None:
        if is_help:
            typer.echo(context.get_help())
        else:
            print_table(list_questions(), choose_format(form), sys.stdout)
        return
    question = find_question(name)
    if is_help or is_query:
        typer.echo(describe_question(question) if is_help else question.statement.rstrip())
        return
    check_words(scheme, kind, part)
    given: dict[str, Any] = {
        "cities": [code for code, _ in read_cities(cities)] if cities is not None else None,
        "years": read_years(years) if years is not None else None,
        "theme": theme,
        "terms": [word for word in terms.replace("，", ",").replace("、", ",").split(",") if word] if terms else None,
        "scheme": scheme,
        "kind": kind,
        "part": part,
        "limit": limit,
    }
    with open_warehouse() as connection:
        table = answer_question(connection, question, {key: v for key, v in given.items() if v is not None})
    wanted = choose_format(form)
    print_table(table, wanted, sys.stdout)
    if wanted in (Format.CSV, Format.JSON):  # which have no room for notes
        for note in table.notes[: len(table.notes) - len(question.notes)]:
            typer.echo(note, err=True)


def search(
    words: Annotated[list[str], typer.Argument(help="Words that a sentence must hold, all of them.")],
    cities: CitiesOption = None,
    years: YearsOption = None,
    part: PartOption = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help="Sentences at most; 0 for all.")] = 20,
    form: FormatOption = None,
) -> None:
    """Print the sentences that hold all words, newest first, with place, year, part, heading, document and address."""
    from reports.searching import find_sentences, print_hits

    check_words(None, None, part)
    with open_warehouse() as connection:
        wanted_years = read_years(years)
        check_years(connection, wanted_years)
        table = find_sentences(connection, words, read_cities(cities), wanted_years, part, limit)
    wanted = choose_format(form)
    if wanted is Format.TABLE:
        print_hits(table, sys.stdout)
        return
    print_table(table, wanted, sys.stdout)
    if wanted is not Format.MD:  # which has no room for a title
        typer.echo(table.title, err=True)


def sql(
    query: Annotated[
        str | None,
        typer.Argument(help='A query over out.*, for example "FROM out.documents LIMIT 5"; several with ; between.'),
    ] = None,
    is_shell: Annotated[bool, typer.Option("--shell", help="Open a read-only prompt (.help tells more).")] = False,
    form: FormatOption = None,
) -> None:
    """Answer queries over the published file, each with a table of its own; nothing can be written through it."""
    from reports.queries import run_statements
    from reports.shell import SqlShell
    from reports.tables import Table

    if (query is None) != is_shell:
        raise ValueError('give a query (rencheng sql "FROM out.documents LIMIT 5") or --shell, not both')
    with open_warehouse() as connection:
        if query is not None:
            for names, rows in run_statements(connection, query):
                print_table(Table(keys=names, rows=rows, decimals=4), choose_format(form), sys.stdout)
            return
        shell = SqlShell(connection, choose_format(form), sys.stdout, complain)
        if sys.stdin.isatty():
            talk(shell)
        elif shell.run(sys.stdin):
            raise typer.Exit(1)


def complain(message: str) -> None:
    """Tell an error, and go on."""
    typer.echo(f"error: {message}", err=True)


def talk(shell: "SqlShell") -> None:
    """Read statements from a person, with the lines of earlier days at hand; ^C drops a statement, ^D leaves."""
    from reports.shell import HELP

    typer.echo(HELP, err=True)
    shell.run(_read_lines(shell))


def _read_lines(shell: "SqlShell") -> Iterator[str]:
    with keep_history():
        while True:
            try:
                line = input(shell.prompt)
            except KeyboardInterrupt:
                shell.drop_pending()
                typer.echo("")
            except EOFError:
                typer.echo("")
                return
            else:
                yield line


@contextmanager
def keep_history() -> Iterator[None]:
    """Remember the lines that are typed, from one day to the next, in the home folder."""
    try:
        import readline
    except ImportError:  # not there on Windows: lines are read all the same
        yield
        return
    path = find_home().history_path
    with suppress(OSError):  # there is none yet, or none that can be read
        readline.read_history_file(path)
    readline.set_history_length(REMEMBERED)
    try:
        yield
    finally:
        with suppress(OSError):
            readline.write_history_file(path)


def register(app: typer.Typer) -> None:
    """Give the app these verbs."""
    app.command(context_settings={"help_option_names": []})(ask)
    for verb in (search, sql):
        app.command()(verb)
