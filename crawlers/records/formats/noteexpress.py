"""NoteExpress: a name in braces, a colon, a value."""

import re
from collections.abc import Sequence

from crawlers.records.entry import Entry, Parsed
from crawlers.records.signatures import is_foreign
from crawlers.records.tagged import TaggedLine, TaggedReader, Tagging

TAGGED = re.compile(r"\s{0,9}\{([^{}]{1,40})\}\s{0,9}[:：](.*)", re.S)


def split_line(line: str) -> TaggedLine | None:
    """Return the tag, in lower case and without the commas that CNKI leaves in, and value of a line."""
    match = TAGGED.match(line)
    return TaggedLine(" ".join(match[1].casefold().strip(" ,").split()), match[2]) if match else None


def _is_start(found: TaggedLine, entry: Entry | None, last: str, is_after_blank: bool) -> bool:
    return found.tag == "reference type"


def parse(lines: Sequence[str]) -> Parsed:
    """Return the entries of a NoteExpress file.

    Raises:
        ExportError: a line begins a record of another format.
    """
    tagging = Tagging("noteexpress", split_line, _is_start, lambda line: is_foreign(line, "noteexpress"))
    return TaggedReader(tagging).read(lines)
