"""The command line: one command, `rencheng`; every verb is a thin call on steps or reports."""

import io
import sys
from typing import Annotated, Any

import typer

from flows.commands import (
    asking,
    building,
    collecting,
    documents,
    exporting,
    lexicon,
    maps,
    marking,
    promises,
    tables,
    themes,
    topics,
)

INTERRUPTED = 130

app = typer.Typer(
    name="rencheng",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Rencheng 韧城: what Chinese cities say about resilience, as numbers that lead back to a sentence.",
    epilog="Data lie in the folder that RENCHENG_HOME names (default ./data). RENCHENG_WORKERS sets the processes; "
    "RENCHENG_SIMPLIFY=1 turns traditional script into simplified (needs the extra `traditional`).",
)
for module in (
    documents,
    collecting,
    building,
    tables,
    exporting,
    asking,
    promises,
    topics,
    themes,
    lexicon,
    marking,
    maps,
):
    module.register(app)


def _print_version(is_asked: bool) -> None:
    if is_asked:
        from importlib.metadata import version

        typer.echo(f"rencheng {version('rencheng')}")
        raise typer.Exit


@app.callback()
def _options(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop."),
    ] = False,
) -> None:
    """Options of every verb (main reads `--debug` itself, wherever it stands)."""


def main() -> None:
    """Run the command line: an error is one line on stderr and exit code 1; `--debug` shows the traceback."""
    is_debug = "--debug" in sys.argv
    if is_debug:
        sys.argv.remove("--debug")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show Chinese is no reason to fail
    try:
        code = app(standalone_mode=False)
    except typer.Abort:
        code = INTERRUPTED
    except Exception as error:
        if is_debug:
            raise
        code = _tell(error)
    if code == INTERRUPTED:
        typer.echo("interrupted: what was published stays as it was", err=True)
    raise SystemExit(code if isinstance(code, int) else 0)


def _name_verb(context: Any) -> str:
    """Return the words of a verb, those of the verb above it included: rencheng topics show."""
    words: list[str] = []
    while context and context.parent:
        words.insert(0, context.info_name)
        context = context.parent
    return " ".join(["rencheng", *words])


def _tell(error: Exception) -> int:
    """Print an error as one line for each thing that is wrong; a call without any verb is a call for help."""
    if format_message := getattr(error, "format_message", None):  # typer's own: a wrong option, a missing argument
        if len(sys.argv) == 1:
            typer.echo(format_message())
            return 0
        context = getattr(error, "ctx", None)
        told = format_message().replace("Value error, ", "")  # what pydantic puts before its own words
        typer.echo(f"error: {told} (`{_name_verb(context)} --help` tells what there is)", err=True)
        return 1
    for line in (str(error) or type(error).__name__).splitlines():
        typer.echo(f"error: {line}", err=True)
    return 1
