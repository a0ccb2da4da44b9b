"""Entries: a record's tags and values as they stand in a file, before anything is made of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from crawlers.records.record import RecordIssue

CONTINUES = "\n"


@dataclass(slots=True)
class Entry:
    """The values of each tag of one record, in the order given; one that begins with `CONTINUES` continues the last."""

    first_line: int
    last_line: int
    values: dict[str, list[str]] = field(default_factory=dict)

    def add(self, tag: str, value: str, line: int) -> None:
        """Add a value."""
        self.values.setdefault(tag, []).append(value)
        self.last_line = max(self.last_line, line)

    def list_values(self, tag: str) -> list[str]:
        """Return the values of a tag that are not empty, lines that continue one joined to it."""
        groups: list[list[str]] = []
        for value in self.values.get(tag, ()):
            if value.startswith(CONTINUES) and groups:
                groups[-1].append(value)
            else:
                groups.append([value])
        return [value for group in groups if (value := "".join(group).strip())]

    def find_first(self, tag: str) -> str:
        """Return the first value of a tag that is not empty, else an empty string."""
        return next(iter(self.list_values(tag)), "")


class Parsed(NamedTuple):
    """What a format's parser returns: entries, doubts, and the tables of `fields.toml` that name its tags."""

    entries: list[Entry]
    issues: list[RecordIssue]
    table: str


Parser = Callable[[Sequence[str]], Parsed]  # of the lines of a file, without their ends
