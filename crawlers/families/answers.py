"""Answers of a portal's interfaces: text and JSON read without trust, records as articles, days in whatever form."""

import json
import re
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from html import unescape
from typing import Any, NamedTuple

from crawlers.families.article_address import LONGEST_ADDRESS
from crawlers.families.links import resolve_address
from crawlers.families.listing import Article, ListingError
from crawlers.families.row import read_day as read_printed_day
from crawlers.readers.pages.page import decode_page
from crawlers.readers.pages.tree import NO_XML
from crawlers.readers.reading import UnreadableError

LARGEST_ANSWER = 20_000_000  # bytes; a hundred records with their whole texts have one million
CHINA = timezone(timedelta(hours=8))
FIRST_SECOND, LAST_SECOND = 631_152_000, 4_102_444_800  # 1990 and 2100: what else a number of this size may be
MILLISECONDS = 1000
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
NUMBER = re.compile(r"[0-9]{1,9}", re.A)
COMPACT_DAY = re.compile(r"([12][0-9]{3})([01][0-9])([0-3][0-9])", re.A)
LONGEST_DAY = 100  # characters of a text that may tell a day


class Keys(NamedTuple):
    """The names under which a portal keeps an article's address, title and day, the best first."""

    url: tuple[str, ...]
    title: tuple[str, ...]
    date: tuple[str, ...]


def decode_answer(body: bytes, encoding: str = "") -> str:
    """Return the text of an answer: in the encoding that the source names, else in the one that explains its bytes.

    Raises:
        ListingError: it is empty, too large, or in no known encoding.
    """
    if len(body) > LARGEST_ANSWER:
        raise ListingError(f"the answer has {len(body)} bytes, more than a listing can have")
    try:
        text = body.decode(encoding) if encoding else decode_page(body)[0]
    except (LookupError, ValueError):
        try:
            text = decode_page(body)[0]
        except UnreadableError as error:
            raise ListingError(f"the answer cannot be read: {error}") from None
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise ListingError("the answer is empty")
    return text


def load_answer(text: str) -> dict[str, Any]:
    """Return the JSON object that a text holds.

    Raises:
        ListingError: it holds none.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ListingError(f"the answer is no JSON: {str(error)[:100]}") from None
    if not isinstance(value, dict):
        raise ListingError("the answer is JSON, but no object")
    return value


def read_number(value: Any) -> int | None:
    """Return a whole number of 0 or more that is told as a number or as a text; None for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value if value >= 0 else None
    if isinstance(value, str) and NUMBER.fullmatch(value.strip()):
        return int(value)
    return None


def read_day(value: Any) -> str | None:
    """Return the day (ISO, in China) that a text or a number of seconds or milliseconds tells, None if none."""
    if isinstance(value, str):
        value = value.strip()[:LONGEST_DAY]
        if not NUMBER.fullmatch(value) and not value.isdecimal():
            return _read_written_day(value)
        if match := COMPACT_DAY.fullmatch(value):
            return read_printed_day("-".join(match.groups()))
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    for seconds in (value, value / MILLISECONDS if abs(value) < 1e15 else 0):
        if FIRST_SECOND <= seconds < LAST_SECOND:
            return datetime.fromtimestamp(seconds, CHINA).date().isoformat()
    return None


def _read_written_day(text: str) -> str | None:
    if "T" in text:
        try:
            moment = datetime.fromisoformat(text)
            return (moment if moment.tzinfo is None else moment.astimezone(CHINA)).date().isoformat()
        except (ValueError, OverflowError):
            pass
    return read_printed_day(text)


def clean_title(value: Any) -> str:
    """Return a title without marks of a search, entities and line ends; empty for what is no text."""
    if not isinstance(value, str):
        return ""
    plain = TAG.sub("", unescape(TAG.sub("", value)))
    return " ".join(NO_XML.sub("", plain).split())


def make_address(base: str, value: Any) -> str | None:
    """Return the absolute web address that a record names, None if it names none."""
    if not isinstance(value, str) or len(value) > LONGEST_ADDRESS:
        return None
    return resolve_address(base, "%20".join(NO_XML.sub("", unescape(value)).split())) or None


def read_records(records: Any, base: str, keys: Keys, where: str) -> tuple[Article, ...]:
    """Return the articles that records name, each address once.

    Args:
        records: what stands at the place of the list.
        base: the address of the page they stand on.
        keys: the names of their fields.
        where: the place of the list, for the error.

    Raises:
        ListingError: it is no list, or records stand in it of which none has an address and a title.
    """
    if not isinstance(records, list):
        raise ListingError(f"{where} is no list")
    found: dict[str, Article] = {}
    for record in records:
        if isinstance(record, dict) and (article := _make_article(record, base, keys)):
            found.setdefault(article.url, article)
    if records and not found:
        raise ListingError(
            f"{where}: none of {len(records)} records has an address ({', '.join(keys.url)})"
            f" and a title ({', '.join(keys.title)})"
        )
    return tuple(found.values())


def _make_article(record: dict[str, Any], base: str, keys: Keys) -> Article | None:
    url = _pick_first(make_address(base, record.get(key)) for key in keys.url)
    title = _pick_first(clean_title(record.get(key)) for key in keys.title)
    day = _pick_first(read_day(record.get(key)) for key in keys.date)
    return Article(url, title, day) if url and title else None


def _pick_first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)
