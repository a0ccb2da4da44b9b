"""Printing: Table 1 of a home for runs that nobody watches, and the paper's own table to compare it with."""

import tomllib
from collections.abc import Iterable
from typing import Any

from flows.home import Home
from models.lexicon import read_lexicon
from models.places import resolve_place
from reports.exports.publication import Publication
from reports.table1.publishing import NothingShownError, publish_table_1
from reports.table1.verdicts import PaperRow
from warehouse.door import open_published

PAPER = "paper_table.toml"


class PaperTableError(ValueError):
    """Raised when the packaged rows of the paper's table are missing or lack something."""


def publish_home(home: Home) -> Publication | None:
    """Return Table 1 of the published file of a home, None where no practice is known.

    Raises:
        NotPublishedError: nothing was published yet.
    """
    with open_published(home.root) as connection:
        try:
            return publish_table_1(connection)
        except NothingShownError:
            return None


def load_paper_rows() -> list[PaperRow]:
    """Return the rows of the paper's Table 1, their places resolved.

    Raises:
        PaperTableError: the rows are not packaged, or one lacks a field.
    """
    try:
        declared = tomllib.loads(read_lexicon(PAPER))
    except FileNotFoundError:
        raise PaperTableError(f"models/lexicon/{PAPER} is not packaged: the paper's rows are unknown") from None
    rows = [row for value in declared.values() if isinstance(value, list) for row in value if isinstance(row, dict)]
    return [read_paper_row(row) for row in rows]


def read_paper_row(row: dict[str, Any]) -> PaperRow:
    """Return a row of the paper's table; cities and documents may be lists, or words joined by 、.

    Raises:
        PaperTableError: a field is missing.
        UnknownPlaceError: no place answers to a name.
    """
    if lacking := {"category", "cities", "practice"} - row.keys():
        raise PaperTableError(f"models/lexicon/{PAPER}: a row lacks {', '.join(sorted(lacking))}")
    places = [resolve_place(name) for name in _split(row["cities"])]
    return PaperRow(
        category=row["category"],
        cities=tuple((place.code, place.name) for place in places),
        practice=row["practice"],
        documents=tuple(_split(row.get("documents") or ())),
        rests_on=str(row.get("rests_on", "")),
        kind=str(row.get("kind", "")),
    )


def _split(words: str | Iterable[str]) -> list[str]:
    parts = words.split("、") if isinstance(words, str) else words
    return [word for part in parts if (word := str(part).strip())]
