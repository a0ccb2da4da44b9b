"""Programmes: networks that places join and designations by the state, read from a curated table and checked."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from models.lexicon import read_lexicon

FILE = "programmes.toml"
CATEGORIES = {"国际合作类": "membership", "试点示范类": "pilot"}  # category -> practice type
DESIGNATES = ("city", "community")


@dataclass(frozen=True, slots=True)
class Programme:
    """A network that places join, or a batch of a designation by the state.

    `practice` is what Table 1 prints; `designates` says whether cities or communities are named; `named_in_all` counts
    the Chinese units that it names, None where no source tells; `is_complete` says that all of them are listed.
    """

    programme: str
    programme_zh: str
    name: str
    category: str
    practice_type: str
    designates: str
    designated_by: str
    practice: str
    since: date
    until: date | None
    named_in_all: int | None
    is_complete: bool
    source: str
    source_date: date
    is_confirmed: bool
    note: str | None


def parse_programmes(document: str, file: str) -> dict[str, Programme]:
    """Return the programmes that a TOML document declares, by id.

    Raises:
        ValueError: a field is missing or has an unknown value, an id comes twice, or dates run backwards; the message
            names file, programme and key.
    """
    programmes: dict[str, Programme] = {}
    for block in tomllib.loads(document)["programme"]:
        where = f"{file}, programme {block.get('id', '?')!r}"
        try:
            programme = Programme(
                programme=block["id"],
                programme_zh=block["zh"],
                name=block["name"],
                category=block["category"],
                practice_type=block["practice_type"],
                designates=block["designates"],
                designated_by=block["designated_by"],
                practice=block["practice"],
                since=block["since"],
                until=block.get("until"),
                named_in_all=block.get("named_in_all"),
                is_complete=block["is_complete"],
                source=block["source"],
                source_date=block["source_date"],
                is_confirmed=block["is_confirmed"],
                note=block.get("note"),
            )
        except KeyError as missing:
            raise ValueError(f"{where}: the key {missing} is missing") from None
        if programme.programme in programmes:
            raise ValueError(f"{where}: id: comes twice")
        _check_programme(programme, where)
        programmes[programme.programme] = programme
    return programmes


def _check_programme(programme: Programme, where: str) -> None:
    if programme.category not in CATEGORIES:
        raise ValueError(f"{where}: category: {programme.category!r} is none of {'、'.join(CATEGORIES)}")
    if programme.practice_type != CATEGORIES[programme.category]:
        raise ValueError(f"{where}: practice_type: {programme.category} takes {CATEGORIES[programme.category]!r}")
    if programme.designates not in DESIGNATES:
        raise ValueError(f"{where}: designates: {programme.designates!r} is none of {', '.join(DESIGNATES)}")
    days = {"since": programme.since, "until": programme.until, "source_date": programme.source_date}
    for key, day in days.items():
        if not isinstance(day, date) and not (key == "until" and day is None):
            raise ValueError(f"{where}: {key}: {day!r} is no date such as 2014-12-03, without quotes")
    if programme.until is not None and programme.until < programme.since:
        raise ValueError(f"{where}: until: {programme.until} is before since, {programme.since}")
    if programme.is_complete and programme.named_in_all is None:
        raise ValueError(f"{where}: is_complete: needs named_in_all")


@lru_cache(maxsize=1)
def load_programmes() -> dict[str, Programme]:
    """Return the packaged programmes by id, in the order of their file."""
    return parse_programmes(read_lexicon(FILE), FILE)
