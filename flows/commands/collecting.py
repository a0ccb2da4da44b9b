"""Verbs that go out: collect, sources check."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import FormatOption, choose_format
from flows.home import find_home
from reports.tables import Format, Table, print_table

FolderOption = Annotated[
    Path | None, typer.Option("--sources", help="Folder of source files, instead of those that ship.")
]


def collect(
    names: Annotated[list[str] | None, typer.Argument(help="Sources by file name (510100-chengdu) or code.")] = None,
    folder: FolderOption = None,
    has_all: Annotated[bool, typer.Option("--all", help="Also sources that nobody has checked yet.")] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Documents of a source at most.")] = None,
    since: Annotated[
        int | None, typer.Option("--since", min=1950, help="Only documents of this year or later.")
    ] = None,
    is_dry: Annotated[bool, typer.Option("--dry-run", help="Read the listings, tell what would be fetched.")] = False,
    form: FormatOption = None,
) -> None:
    """Crawl portals into the raw store: robots.txt is obeyed, a second passes between two requests to a host.

    Without names: the sources that somebody has checked. A crawl that was stopped goes on where it was; what was
    fetched before is asked for on condition that it has changed. A source that gives less than its file expects is
    told, one line each, and the exit code is 1; the others are taken.
    """
    from crawlers.yields import dump_yield
    from flows.commands.progress import show_progress
    from flows.steps.collecting import CollectError, Crawling, choose_sources, collect_sources
    from reports.crawls import tabulate_planned, tabulate_yields

    how = Crawling(folder=folder, limit=limit, since=since, is_dry=is_dry)
    sources = choose_sources(folder, names or [], has_all)
    wanted = choose_format(form)
    with show_progress() as progress:
        try:
            done = collect_sources(find_home(), sources, how, lambda part, whole: progress("collect", part, whole))
        except CollectError as error:
            if not is_dry:
                print_table(tabulate_yields(map(dump_yield, error.yields)), wanted, sys.stdout)
            raise
    print_table(
        tabulate_planned(done.would_fetch) if is_dry else tabulate_yields(map(dump_yield, done.yields)),
        wanted,
        sys.stdout,
    )
    if wanted is Format.TABLE and not is_dry:
        typer.echo("`rencheng build` reads what came in", err=True)


def check(folder: FolderOption = None, form: FormatOption = None) -> None:
    """Check every source file: one line for each thing wrong, with file, key and reason; else a table of them."""
    from crawlers.source_files import load_sources
    from models.places import load_places

    places = load_places()
    sources = load_sources(folder)
    unknown = [f"{s.name}.toml: city_code: {s.city_code} is no place" for s in sources if s.city_code not in places]
    if unknown:
        raise ValueError("\n".join(unknown))
    rows = tuple(
        (source.name, places[source.city_code].name, each.kind, each.family, each.url, source.checked)
        for source in sources
        for each in source.listings
    )
    headings = ("来源", "城市", "文种", "网站类型", "地址", "已试用")
    print_table(
        Table(("source", "city", "kind", "family", "url", "checked"), rows, headings), choose_format(form), sys.stdout
    )


def register(app: typer.Typer) -> None:
    """Give the app these verbs."""
    app.command()(collect)
    sources = typer.Typer(no_args_is_help=True, help="Source files: portals described in data.")
    sources.command()(check)
    sources.callback()(lambda: None)
    app.add_typer(sources, name="sources")
