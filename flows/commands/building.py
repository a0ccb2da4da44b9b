"""Verbs that make something: build, run, demo, serve."""

import sys
from typing import Annotated

import typer

from flows.commands.options import FormatOption, choose_format
from flows.home import Home, find_home
from flows.settings import DEFAULT_TOPICS
from reports.tables import Format

TopicsOption = Annotated[int, typer.Option("--topics", min=2, max=500, help="Number of topics of each model.")]


def _build(home: Home, topics: int, is_forced: bool = False) -> None:
    from flows.commands.progress import show_progress
    from flows.steps.building import build as build_home
    from reports.overview import describe_doubts
    from warehouse.door import open_published

    with show_progress() as progress:
        result = build_home(home, topics, is_forced, progress)
    state = "published" if result.is_new else "nothing new; still published:"
    typer.echo(f"{state} {result.path}", err=True)
    with open_published(home.root) as connection:
        if doubts := describe_doubts(connection):
            typer.echo(doubts, err=True)


def build(
    topics: TopicsOption = DEFAULT_TOPICS,
    explain: Annotated[bool, typer.Option("--explain", help="Tell what would be done, and do nothing.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Publish anew even if nothing changed.")] = False,
) -> None:
    """Read, segment, code, model and publish what was added: only what changed is done again."""
    if not explain:
        _build(find_home(), topics, force)
        return
    from flows.steps.planning import plan_build
    from warehouse.stages import PER_DOCUMENT

    plan = plan_build(find_home(), topics)
    typer.echo(f"files in the manifest: {sum(row.is_document for row in plan.rows)}")
    for stage in PER_DOCUMENT:
        waiting = sum(len(batch.members) for batch in plan.pending if stage in batch.stages)
        typer.echo(f"files to {stage}: {waiting}")
    typer.echo("published file is current: nothing to do" if plan.is_current else "a new file would be published")


def run(topics: TopicsOption = DEFAULT_TOPICS, form: FormatOption = None) -> None:
    """Crawl the sources that somebody has checked, take in the inbox folder, build, print comparison and Table 1.

    Nothing is crawled unless RENCHENG_CONTACT says whom a portal's staff can write to.
    """
    from flows.steps.adding import AddError, add_paths, describe_outcomes
    from flows.steps.collecting import collect_checked

    home = find_home()
    failures = collect_checked(home)
    if home.inbox.is_dir():
        try:
            told = describe_outcomes(add_paths(home, [home.inbox]))
        except AddError as error:  # what could be taken is built; the rest is told at the end
            told = describe_outcomes(error.outcomes)
            failures += str(error).splitlines()
        typer.echo(f"inbox: {told}; the files stay where they are", err=True)
    _build(home, topics)
    _print_comparison(home, choose_format(form))
    _print_table_1(home, choose_format(form))
    if failures:
        raise RuntimeError("\n".join(failures))


def demo(form: FormatOption = None) -> None:
    """Go the whole way on sample portals that this machine serves itself (fictional documents written by us)."""
    from flows.commands.progress import show_progress
    from flows.steps.demonstrating import collect_samples

    home = Home(find_home().root / "demo")
    with show_progress() as progress:
        collected = collect_samples(home, lambda part, whole: progress("collect", part, whole))
    requests, documents = (sum(getattr(each, name) for each in collected.yields) for name in ("requests", "documents"))
    typer.echo(f"collected {documents} documents from sample portals, {requests} requests", err=True)
    _build(home, DEFAULT_TOPICS)
    _print_comparison(home, form or Format.TABLE)
    _print_table_1(home, form or Format.TABLE)
    typer.echo(f'RENCHENG_HOME={home.root} uv run rencheng sql "FROM out.documents"   asks it more', err=True)


def _print_comparison(home: Home, form: Format) -> None:
    from flows.steps.comparing import compare_all
    from reports.tables import print_table
    from warehouse.door import find_published

    print_table(compare_all(home), form, sys.stdout)
    typer.echo(f"warehouse: {find_published(home.root)}", err=form in (Format.CSV, Format.JSON))


def _print_table_1(home: Home, form: Format) -> None:
    """Print Table 1 on a terminal or as Markdown, and leave it as DOCX and XLSX; nothing where no practice is known."""
    from flows.steps.printing import publish_home
    from reports.exports.writing import write_publication
    from reports.table1.printing import print_publication

    if (publication := publish_home(home)) is None:
        return
    if form in (Format.TABLE, Format.MD):  # one CSV and one JSON a stream, which the comparison is
        print_publication(publication, form, sys.stdout)
    for suffix in (".docx", ".xlsx"):
        (path,) = write_publication(publication, home.root / f"table1{suffix}")
        typer.echo(f"Table 1: {path}", err=form in (Format.CSV, Format.JSON))


def serve() -> None:
    """Collect the inbox, build and report every week (Monday 03:00, Asia/Shanghai) until stopped.

    Uses the Prefect server that PREFECT_API_URL names; without one, a private server on this machine.
    """
    from flows.server import provide_server

    home = find_home()
    with provide_server(home) as address:
        typer.echo(
            f"files put into {home.inbox} are taken in every Monday at 03:00 (Asia/Shanghai); Ctrl-C stops", err=True
        )
        typer.echo(f"at once: PREFECT_API_URL={address} uv run prefect deployment run rencheng/weekly", err=True)
        from flows.deployments import serve_flows

        serve_flows(home)


def register(app: typer.Typer) -> None:
    """Give the app these verbs."""
    for verb in (demo, build, run, serve):
        app.command()(verb)
