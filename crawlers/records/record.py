"""A record: what an export says about one publication, whatever the format it came in."""

from dataclasses import dataclass, field
from typing import Literal

Type = Literal[
    "journal", "thesis", "conference", "newspaper", "book", "patent", "standard", "yearbook", "achievement", "other"
]
TYPES: tuple[str, ...] = Type.__args__  # type: ignore[attr-defined]
Database = Literal["cnki", "wanfang", "cssci", "wos", ""]


class ExportError(ValueError):
    """Raised when a file is no export that we know, or stops being one; `line` is where reading stopped, from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Record:
    """A publication as an export describes it.

    `record_id` is derived from the name of the file and the content of the record, `file` the name of the export,
    `first_line` and `last_line` where the record stands in it (rows of a workbook or HTML table). `journal` is the
    journal, newspaper, proceedings or, for theses, the university. Numbers of volumes and issues have no leading zeros.
    The abstract is other people's text: it is kept in memory to draw keywords from, and neither stored nor shown.
    """

    record_id: str
    file: str
    type: Type
    title: str
    authors: tuple[str, ...]
    institutions: tuple[str, ...]
    journal: str
    year: int | None
    keywords: tuple[str, ...]
    funds: tuple[str, ...]
    volume: str
    issue: str
    pages: str
    first_line: int
    last_line: int
    abstract: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class RecordIssue:
    """A doubt about an export: its kind, the line it concerns and what stands there.

    Kinds: `skipped_lines`, `unknown_tag`, `unknown_type`, `no_title`, `no_year`, `ragged_row`, `unclosed_record`.
    """

    kind: str
    line: int
    detail: str


@dataclass(frozen=True, slots=True)
class Export:
    """An export that was read: its format, the database that its records name, its encoding, records and doubts."""

    format: str
    database: Database
    encoding: str
    records: tuple[Record, ...]
    issues: tuple[RecordIssue, ...]
