"""Options that several verbs share, and how their words are read."""

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import duckdb

from flows.home import find_home
from models.dates import FIRST_YEAR, LAST_YEAR
from models.places import resolve_place
from reports.tables import Format, Table, print_table

FormatOption = Annotated[
    Format | None,
    typer.Option("--format", help="How to print: table (default on a terminal), md, csv (default in a pipe), json."),
]
CitiesOption = Annotated[
    str | None,
    typer.Option(
        "--cities", "--city", help="Places, comma-separated: names (成都), codes (510100) or pinyin (chengdu)."
    ),
]
YEARS = re.compile(r"([0-9]{4})(?:-([0-9]{4}))?")


@contextmanager
def open_warehouse() -> Iterator["duckdb.DuckDBPyConnection"]:
    """Yield a connection to the published file; in the end stderr says if it holds demonstration reports."""
    from reports.remarks import SAMPLE
    from warehouse.door import open_published

    with open_published(find_home().root) as connection:
        yield connection
        if connection.execute("SELECT bool_or(is_sample) FROM out.documents").fetchone() == (True,):
            typer.echo(SAMPLE, err=True)


def choose_format(wanted: Format | None) -> Format:
    """Return the format asked for, else a table on a terminal and CSV in a pipe."""
    return wanted or (Format.TABLE if sys.stdout.isatty() else Format.CSV)


def print_with_lack(table: Table, form: Format, lack: str | None) -> None:
    """Print a table and why it holds so little, if it does: below it or, in formats without notes, on stderr."""
    if form in (Format.TABLE, Format.MD):
        print_table(replace(table, notes=(*table.notes, *([lack] if lack else []))), form, sys.stdout)
        return
    print_table(table, form, sys.stdout)
    if lack:
        typer.echo(lack, err=True)


def read_cities(words: str | None) -> list[tuple[str, str]]:
    """Return code and name of each place named, in order, each once.

    Raises:
        UnknownPlaceError: a name that no place, or more than one, answers to.
    """
    names = [word.strip() for word in (words or "").replace("，", ",").replace("、", ",").split(",")]
    places = [resolve_place(name) for name in names if name]
    return list({place.code: (place.code, place.name) for place in places}.values())


def read_years(words: str | None) -> list[int]:
    """Return the years of a list (2021,2022) or range (2019-2022), sorted.

    Raises:
        ValueError: a word is neither, runs backwards or is no year of a report.
    """
    years: set[int] = set()
    for word in words.replace("，", ",").split(",") if words is not None else []:
        span = YEARS.fullmatch(word.strip())
        first, last = (int(span[1]), int(span[2] or span[1])) if span else (0, 0)
        if not span:
            raise ValueError(f"--years: {word.strip()!r} is no year and no range: write 2022 or 2019-2022")
        if first > last:
            raise ValueError(f"--years: {word.strip()!r} runs backwards: write {last}-{first}")
        if first < FIRST_YEAR or last > LAST_YEAR:
            raise ValueError(f"--years: {word.strip()!r} is not within {FIRST_YEAR}-{LAST_YEAR}")
        years |= set(range(first, last + 1))
    return sorted(years)


def check_years(connection: "duckdb.DuckDBPyConnection", years: Sequence[int], option: str = "--years") -> None:
    """Make sure that some of the years asked for lie within those published.

    Raises:
        LookupError: all lie before the first or after the last; both are told.
    """
    from reports.overview import find_years

    first, last = find_years(connection)
    if years and first is not None and last is not None and not any(first <= year <= last for year in years):
        asked = str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"
        raise LookupError(f"{option}: no document of {asked}: there are {first} to {last}")


def check_words(scheme: str | None, kind: str | None, part: str | None) -> None:
    """Make sure that words of closed lists are on them.

    Raises:
        ValueError: one is not; the list is told.
    """
    from models.kinds import KIND_NAMES
    from models.themes import SCHEMES
    from reports.measures import PARTS

    if part is not None and part not in PARTS:
        raise ValueError(f"--part: {part!r} is no part of a report: choose {', '.join(PARTS)}")
    if scheme is not None and scheme not in SCHEMES:
        raise ValueError(f"--scheme: {scheme!r} is no scheme of themes: choose {', '.join(SCHEMES)}")
    if kind is not None and kind not in KIND_NAMES:
        raise ValueError(f"--kind: {kind!r} is no kind of document: choose {', '.join(KIND_NAMES)}")
