"""Tagged lines: what most formats are made of, a tag and a value a line, lines without a tag continuing the last."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from crawlers.records.entry import CONTINUES, Entry, Parsed
from crawlers.records.field_tables import list_known
from crawlers.records.record import ExportError, RecordIssue
from crawlers.records.signatures import is_foreign_reference

MOST_QUOTED = 60  # characters of a line that a message shows


class TaggedLine(NamedTuple):
    """A line that begins with a tag; a doubtful one counts only where its record has no such tag yet."""

    tag: str
    value: str
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class Tagging:
    """How a format marks its lines and its records.

    `split_line` returns a line's tag, None if it has none. `is_start` tells from a tag, its value and the entry so far
    whether a record begins here; `ends` are tags that close a record. `is_foreign` tells a line that begins a record of
    another format, `is_preamble` the lines with which such files open.
    """

    table: str
    split_line: Callable[[str], TaggedLine | None]
    is_start: Callable[[TaggedLine, Entry | None, str, bool], bool]
    is_foreign: Callable[[str], bool]
    ends: frozenset[str] = frozenset()
    is_preamble: Callable[[str], bool] = lambda line: False


class TaggedReader:
    """Reads the lines of one file; `entries` and `issues` are what it has found so far."""

    def __init__(self, tagging: Tagging) -> None:
        self.tagging = tagging
        self.entries: list[Entry] = []
        self.issues: list[RecordIssue] = []
        self._entry: Entry | None = None
        self._tag = ""
        self._is_after_blank = True
        self._unknown: set[str] = set()
        self._is_skipping = False

    def read(self, lines: Sequence[str]) -> Parsed:
        """Read all lines.

        Raises:
            ExportError: a line begins a record of another format.
        """
        for number, line in enumerate(lines, 1):
            if not line.strip():
                self._is_after_blank = True
                continue
            found = self.tagging.split_line(line)
            if found and not found.is_certain and not self._is_new(found):
                found = None
            if found:
                self._take_tag(found, line, number)
            else:
                self._take_rest(line, number)
            self._is_after_blank = False
        if self._entry and self.tagging.ends:
            self.issues.append(RecordIssue("unclosed_record", self._entry.first_line, "the file ends within a record"))
        return Parsed(self.entries, self.issues, self.tagging.table)

    def _is_new(self, found: TaggedLine) -> bool:
        return self._entry is None or found.tag == self._tag or found.tag not in self._entry.values

    def _take_tag(self, found: TaggedLine, line: str, number: int) -> None:
        if found.tag in self.tagging.ends:
            if self._entry:
                self._entry.last_line = number
            self._entry, self._tag = None, ""
            return
        if self.tagging.is_start(found, self._entry, self._tag, self._is_after_blank):
            self._entry = Entry(number, number)
            self.entries.append(self._entry)
        if self._entry is None:
            self._skip(line, number)
            return
        if found.tag not in list_known(self.tagging.table) and found.tag not in self._unknown:
            self._unknown.add(found.tag)
            self.issues.append(RecordIssue("unknown_tag", number, found.tag[:MOST_QUOTED]))
        self._entry.add(found.tag, found.value.strip(), number)
        self._tag = found.tag

    def _take_rest(self, line: str, number: int) -> None:
        if self.tagging.is_foreign(line) or (self._is_after_blank and is_foreign_reference(line, self.tagging.table)):
            raise ExportError(number, f"a record in another format begins here: {line.strip()[:MOST_QUOTED]!r}")
        if self._entry and self._tag:
            self._entry.add(self._tag, CONTINUES + line.strip(), number)
        else:
            self._skip(line, number)

    def _skip(self, line: str, number: int) -> None:
        """Note the first of the lines that stand outside records, except those that open such files."""
        if not self._is_skipping and (self.entries or not self.tagging.is_preamble(line)):
            self.issues.append(RecordIssue("skipped_lines", number, line.strip()[:MOST_QUOTED]))
            self._is_skipping = True
