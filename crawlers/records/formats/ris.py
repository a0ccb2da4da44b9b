"""RIS: two characters, two spaces, a hyphen, a value.

The package rispy 0.10 was tried: it loses a record in lower case or without its end, and does not know line numbers.
"""

import re
from collections.abc import Sequence

from crawlers.records.entry import Entry, Parsed
from crawlers.records.field_tables import list_known
from crawlers.records.signatures import is_foreign
from crawlers.records.tagged import TaggedLine, TaggedReader, Tagging

TAGGED = re.compile(r"\s{0,9}([A-Za-z][A-Za-z0-9])(\s{0,4})-(.*)", re.S)


def split_line(line: str) -> TaggedLine | None:
    """Return the tag and value of a line; one in lower case or without its spaces is doubtful."""
    match = TAGGED.match(line)
    if not match or match[1].upper() not in list_known("ris"):
        return None
    return TaggedLine(match[1].upper(), match[3], is_certain=match[1].isupper() and bool(match[2]))


def _is_start(found: TaggedLine, entry: Entry | None, last: str, is_after_blank: bool) -> bool:
    return found.tag == "TY"


def parse(lines: Sequence[str]) -> Parsed:
    """Return the entries of a RIS file.

    Raises:
        ExportError: a line begins a record of another format.
    """
    tagging = Tagging("ris", split_line, _is_start, lambda line: is_foreign(line, "ris"), frozenset({"ER"}))
    return TaggedReader(tagging).read(lines)
