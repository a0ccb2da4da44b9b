"""Memberships: which places belong to which programmes, read from a curated table and checked row by row."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from models.lexicon import read_lexicon
from models.places import load_places
from models.practices.programmes import FILE as PROGRAMMES_FILE
from models.practices.programmes import Programme, load_programmes

PRECISIONS = {"year": 4, "month": 7, "day": 10}  # -> characters of an ISO date that are known
OWN_TEXT = re.compile(r"[^\s/:;]+/\d{4}(-\d{1,2})?:\d+(;[^\s/:;]+/\d{4}(-\d{1,2})?:\d+)*")
FILE = "memberships.csv"
COLUMNS = (
    *("programme", "city_code", "city", "unit", "since", "until", "date_precision"),
    *("source", "source_date", "is_confirmed", "own_text", "note"),
)
MAY_BE_EMPTY = ("unit", "until", "own_text", "note")


@dataclass(frozen=True, slots=True)
class Membership:
    """A place in a programme.

    `unit` is what the designation names where that is not the place itself (赫章县 of 毕节市, 西咸新区 of 陕西省);
    `date_precision` is that of `since`; `own_text` leads to the place's own words, `place/year:line`, several with `;`.
    """

    programme: str
    city_code: str
    unit: str | None
    since: date
    until: date | None
    date_precision: str
    source: str
    source_date: date
    is_confirmed: bool
    own_text: str | None
    note: str | None


def parse_memberships(document: str, file: str, programmes: Mapping[str, Programme]) -> tuple[Membership, ...]:
    """Return the rows of a CSV of memberships, in its order.

    Raises:
        ValueError: a place or programme is unknown, a value is missing or malformed, dates run backwards, or a row
            comes twice; the message names file, line and column.
    """
    reader = csv.DictReader(io.StringIO(document))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise ValueError(f"{file}, line 1: columns: must be {','.join(COLUMNS)}")
    memberships: dict[tuple[str, str, str | None], Membership] = {}
    for row in reader:
        where = f"{file}, line {reader.line_num}"
        membership = _read_row(row, where, programmes)
        key = (membership.programme, membership.city_code, membership.unit)
        if key in memberships:
            raise ValueError(f"{where}: city_code: {row['city']} is in {membership.programme!r} already")
        memberships[key] = membership
    return tuple(memberships.values())


def _read_row(row: Mapping[str, Any], where: str, programmes: Mapping[str, Programme]) -> Membership:
    for column, value in row.items():
        if column not in COLUMNS or value is None:
            raise ValueError(f"{where}: columns: there are not {len(COLUMNS)} (a comma in a value needs quotes)")
        if not value and column not in MAY_BE_EMPTY:
            raise ValueError(f"{where}: {column}: is missing")
    programme, place = programmes.get(row["programme"]), load_places().get(row["city_code"])
    if programme is None:
        raise ValueError(f"{where}: programme: {row['programme']!r} is not in {PROGRAMMES_FILE}")
    if programme.designates != "city":
        raise ValueError(f"{where}: programme: {programme.programme!r} designates no cities")
    if place is None:
        raise ValueError(f"{where}: city_code: {row['city_code']!r} is not in places.csv")
    if place.name != row["city"]:
        raise ValueError(f"{where}: city: {place.code} is {place.name}, not {row['city']!r}")
    if row["date_precision"] not in PRECISIONS:
        raise ValueError(f"{where}: date_precision: {row['date_precision']!r} is none of {', '.join(PRECISIONS)}")
    if row["is_confirmed"] not in ("0", "1"):
        raise ValueError(f"{where}: is_confirmed: {row['is_confirmed']!r} is neither 0 nor 1")
    if row["own_text"] and not OWN_TEXT.fullmatch(row["own_text"]):
        raise ValueError(f"{where}: own_text: {row['own_text']!r} is not place/year:line, several with ;")
    membership = Membership(
        programme=programme.programme,
        city_code=place.code,
        unit=row["unit"] or None,
        since=_read_date(row, "since", where),
        until=_read_date(row, "until", where) if row["until"] else None,
        date_precision=row["date_precision"],
        source=row["source"],
        source_date=_read_date(row, "source_date", where),
        is_confirmed=row["is_confirmed"] == "1",
        own_text=row["own_text"] or None,
        note=row["note"] or None,
    )
    _check_dates(membership, programme, where)
    return membership


def _read_date(row: Mapping[str, Any], column: str, where: str) -> date:
    try:
        return date.fromisoformat(row[column])
    except ValueError:
        raise ValueError(f"{where}: {column}: {row[column]!r} is no date such as 2014-12-03") from None


def _check_dates(membership: Membership, programme: Programme, where: str) -> None:
    since = membership.since.isoformat()
    known = since[: PRECISIONS[membership.date_precision]]
    if since != f"{known}-01-01"[: len(since)]:
        raise ValueError(f"{where}: since: {since} is not the first day of the {membership.date_precision}")
    if known < programme.since.isoformat()[: len(known)]:
        raise ValueError(f"{where}: since: {since} is before the programme began, {programme.since}")
    for column, last in (("until", membership.until), ("until of the programme", programme.until)):
        if last is not None and last < membership.since:
            raise ValueError(f"{where}: since: {since} is after {column}, {last}")
    if membership.source_date < membership.since:
        raise ValueError(f"{where}: source_date: {membership.source_date} is before since, {since}")


def check_counts(programmes: Iterable[Programme], memberships: Iterable[Membership]) -> None:
    """Raise if a programme has other rows than it says.

    Raises:
        ValueError: a complete programme has not the rows that it names, or another has as many; the message names
            both files.
    """
    listed = Counter(membership.programme for membership in memberships)
    for programme in programmes:
        named, rows = programme.named_in_all, listed[programme.programme]
        if named is not None and (rows != named if programme.is_complete else rows >= named):
            raise ValueError(
                f"{PROGRAMMES_FILE}, programme {programme.programme!r}: named_in_all: {named} are named,"
                f" {FILE} lists {rows}, is_complete is {str(programme.is_complete).lower()}"
            )


@lru_cache(maxsize=1)
def load_memberships() -> tuple[Membership, ...]:
    """Return the packaged memberships, counted against their programmes."""
    memberships = parse_memberships(read_lexicon(FILE), FILE, load_programmes())
    check_counts(load_programmes().values(), memberships)
    return memberships
