"""Reading: what every reader returns, and the one error that readers raise."""

from dataclasses import dataclass, field


class UnreadableError(ValueError):
    """Raised by readers when bytes cannot be understood; the message says why and what to do.

    `issue` is the kind of doubt that is recorded: `unreadable`, `empty_file`, `password_protected`,
    `damaged_file`, `scanned_pages` or `too_large`.
    """

    def __init__(self, message: str, issue: str = "unreadable") -> None:
        super().__init__(message)
        self.issue = issue


@dataclass(frozen=True, slots=True)
class Reading:
    """The plain text of a file and what the file claims about itself.

    `text` holds one paragraph (or table row, its cells parted by a space) a line, lines ended by a line feed.
    Of text and Markdown it keeps the lines of the file's body one for one, from `first_line` (counted from 1).
    `bold` are half-open spans of `text`, each within a line, that were emphasised or styled as a heading.
    `page_starts` are the offsets in `text` at which pages 1, 2 … begin, empty where the format has no pages.
    `claims` are labels and values as the file prints them (front matter, meta tags, index box, document properties),
    white space inside labels taken out; `issues` are pairs of kind and detail.
    """

    text: str
    format: str
    encoding: str | None = None
    first_line: int = 1
    bold: tuple[tuple[int, int], ...] = ()
    page_starts: tuple[int, ...] = ()
    claims: dict[str, str] = field(default_factory=dict)
    issues: tuple[tuple[str, str], ...] = ()
