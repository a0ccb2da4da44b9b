"""Documents: what the sample portals publish, read from Markdown, and short notices that pad their listings."""

import re
import tomllib
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from typing import Any

BEIJING_TIME = timezone(timedelta(hours=8))
FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.S)
SESSION = re.compile(r"——(\d{4})年(\d{1,2})月(\d{1,2})日")
WEEK = timedelta(days=7, hours=10, minutes=30)  # after which a report that was read is put on the site
NEWEST_NOTICES = 2022  # the year of the first notices made, as of the newest reports


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its lines are Markdown without front matter, without empty ones."""

    title: str
    published: datetime
    lines: tuple[str, ...]

    @property
    def number(self) -> int:
        """A number of seven digits, the same at every start."""
        return 1_000_000 + zlib.crc32(self.title.encode()) % 9_000_000


def read_document(city: str, name: str, day: str | None = None) -> Document:
    """Return a report of the sample or a document written for the portals.

    Args:
        city: the folder it lies in.
        name: its file name without `.md`.
        day: when it was published (ISO); a report tells by the day of its session.

    Raises:
        FileNotFoundError: there is no such document.
        ValueError: it has no title, or nothing tells when it was published.
    """
    root = files("crawlers")
    sample = root.joinpath("sample", city, f"{name}.md")
    place = sample if sample.is_file() else root.joinpath("portals", "documents", city, f"{name}.md")
    text = place.read_text("utf-8")
    front = FRONT_MATTER.match(text)
    fields = dict(line.split(": ", 1) for line in front[1].splitlines()) if front else {}
    if front is None or "title" not in fields:
        raise ValueError(f"{city}/{name}.md: no title in front matter")
    if day:
        published = datetime.fromisoformat(day).replace(hour=16, tzinfo=BEIJING_TIME)
    elif session := SESSION.search(text):
        published = datetime(*map(int, session.groups()), tzinfo=BEIJING_TIME) + WEEK  # type: ignore[misc, arg-type]
    else:
        raise ValueError(f"{city}/{name}.md: nothing tells when it was published")
    return Document(fields["title"], published, _read_lines(text[front.end() :]))


def make_notices(city: str, count: int) -> tuple[Document, ...]:
    """Return short made documents of the kinds that stand beside work reports in a listing, the newest year first."""
    kinds = _read_notices()["notice"]
    return tuple(_make(kinds[i % len(kinds)], city, NEWEST_NOTICES - i // len(kinds)) for i in range(count))


def make_report(city: str, year: int) -> Document:
    """Return a short made work report of a city and year."""
    return _make(_read_notices()["report"], city, year)


def _read_lines(text: str) -> tuple[str, ...]:
    return tuple(line.rstrip() for line in text.splitlines() if line.strip())


@cache
def _read_notices() -> dict[str, Any]:
    return tomllib.loads(files("crawlers.portals").joinpath("notices.toml").read_text("utf-8"))


def _make(kind: dict[str, Any], city: str, year: int) -> Document:
    seed = zlib.crc32(f"{city}{year}{kind['title']}".encode())
    figures = {name: 10 + (seed >> shift) % 83 for name, shift in (("a", 0), ("b", 7), ("c", 13))}
    values = {"city": city, "year": year, "before": year - 1, **figures}
    published = datetime(year, kind["month"], 1 + seed % 28, 15, 20, tzinfo=BEIJING_TIME)
    return Document(kind["title"].format(**values), published, _read_lines(kind["text"].format(**values)))
