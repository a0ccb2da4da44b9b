"""Answers: what a portal is asked and what it sends back, and whether a client has it already."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from crawlers.portals.documents import BEIJING_TIME

LAUNCHED = datetime(2021, 1, 4, 9, 0, tzinfo=BEIJING_TIME)  # when pages without a date of their own were last changed
TAG_LENGTH = 16  # hexadecimal digits: enough for a few hundred pages


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: `values` are those of its query and of its form together."""

    method: str
    host: str
    path: str
    values: Mapping[str, str]
    headers: Mapping[str, str]

    def read_number(self, name: str, fallback: int = 1) -> int:
        """Return a value as a number of at least 1; the fallback if it is none."""
        text = self.values.get(name, "")
        return max(int(text), 1) if text.isdecimal() and len(text) < 7 else fallback


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back. `stream` gives a body in pieces, of which no length is told; `body` is then not sent."""

    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    modified: datetime = LAUNCHED
    stream: Callable[[], Iterator[bytes]] | None = None

    @property
    def tag(self) -> str:
        """The ETag, made of the content."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:TAG_LENGTH]}"'

    @property
    def last_modified(self) -> str:
        """The date for Last-Modified."""
        return format_datetime(self.modified.astimezone(UTC), usegmt=True)

    def is_known(self, asked: Asked) -> bool:
        """Whether the client holds this answer already, by its tag or, where it names none, by its date."""
        if asked.method not in ("GET", "HEAD") or self.status != 200 or self.stream is not None:
            return False
        headers = {name.lower(): value for name, value in asked.headers.items()}
        if tags := headers.get("if-none-match"):
            return tags.strip() == "*" or self.tag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
        try:
            since = parsedate_to_datetime(headers.get("if-modified-since", ""))
        except (ValueError, TypeError):
            return False
        since = since if since.tzinfo else since.replace(tzinfo=UTC)
        return self.modified.replace(microsecond=0) <= since


Responder = Callable[[Asked], Answer]
Routes = dict[tuple[str, str], Responder]


def answer_text(text: str, encoding: str = "utf-8", content_type: str = "text/html", **more: Any) -> Answer:
    """Return an answer of text. Pages in GB18030 tell their encoding only in a tag, as old portals do."""
    told = f"{content_type}; charset=utf-8" if encoding == "utf-8" else content_type
    return Answer(body=text.encode(encoding, "xmlcharrefreplace"), content_type=told, **more)


def answer_json(value: Any, **more: Any) -> Answer:
    """Return an answer of JSON, in which Chinese stands as itself."""
    return answer_text(json.dumps(value, ensure_ascii=False), content_type="application/json", **more)
