"""The command line: one command, `rencheng`; every verb is a thin call on steps or reports."""

import sys
from typing import Annotated

import typer

from flows.commands import building, documents, tables

app = typer.Typer(
    name="rencheng",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Rencheng 韧城: what Chinese cities say about resilience, as numbers that lead back to a sentence.",
    epilog="Data lie in the folder that RENCHENG_HOME names (default ./data). RENCHENG_WORKERS sets the processes.",
)
for module in (documents, building, tables):
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
    try:
        app()
    except BrokenPipeError:  # the reader of our output has gone (`| head`)
        sys.stderr.close()
        raise SystemExit(0) from None
    except KeyboardInterrupt:
        typer.echo("interrupted; what was published stays as it was", err=True)
        raise SystemExit(130) from None
    except Exception as error:
        if is_debug:
            raise
        for line in (str(error) or type(error).__name__).splitlines():
            typer.echo(f"error: {line}", err=True)
        raise SystemExit(1) from None
