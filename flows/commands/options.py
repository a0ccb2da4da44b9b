"""Options that several verbs share, and how their words are read."""

import sys
from typing import Annotated

import typer

from models.places import resolve_place
from reports.tables import Format

FormatOption = Annotated[
    Format | None,
    typer.Option("--format", help="How to print: table (default on a terminal), md, csv (default in a pipe), json."),
]
CitiesOption = Annotated[
    str | None,
    typer.Option("--cities", help="Places, comma-separated: names (成都), codes (510100) or pinyin (chengdu)."),
]
FEWEST, MOST = 1900, 2200


def choose_format(wanted: Format | None) -> Format:
    """Return the format asked for, else a table on a terminal and CSV in a pipe."""
    return wanted or (Format.TABLE if sys.stdout.isatty() else Format.CSV)


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
        ValueError: a word is neither.
    """
    years: set[int] = set()
    for word in (words or "").replace("，", ",").split(","):
        first, _, last = word.strip().partition("-")
        if not word.strip():
            continue
        if not first.isdigit() or (last and not last.isdigit()) or not FEWEST <= int(first) <= MOST:
            raise ValueError(f"--years: {word.strip()!r} is no year and no range: write 2022 or 2019-2022")
        years |= set(range(int(first), int(last or first) + 1))
    return sorted(years)
