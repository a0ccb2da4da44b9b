"""EndNote (Refer): a percent sign, one character, a space, a value; authors on lines of their own."""

import re
from collections.abc import Sequence

from crawlers.records.entry import Entry, Parsed
from crawlers.records.field_tables import list_known
from crawlers.records.signatures import is_foreign
from crawlers.records.tagged import TaggedLine, TaggedReader, Tagging

TAGGED = re.compile(r"\s{0,9}%([!-~])(.*)", re.S)
LINES_OF_CNKI = re.compile(r"\s{0,9}PageCount-页码\s")  # CNKI writes this one without a percent sign


def split_line(line: str) -> TaggedLine | None:
    """Return the tag and value of a line; one in lower case or without a space is doubtful."""
    if LINES_OF_CNKI.match(line):
        return TaggedLine("6", line)
    match = TAGGED.match(line)
    if not match:
        return None
    tag, rest = match[1], match[2]
    is_spaced = not rest or rest[0].isspace()
    if not is_spaced and rest[0].isascii():
        return None
    is_known = tag.upper() in list_known("endnote")
    return TaggedLine(tag.upper(), rest, is_certain=is_spaced and tag.upper() == tag) if is_known else None


def _is_start(found: TaggedLine, entry: Entry | None, last: str, is_after_blank: bool) -> bool:
    return found.tag == "0"


def parse(lines: Sequence[str]) -> Parsed:
    """Return the entries of an EndNote file.

    Raises:
        ExportError: a line begins a record of another format.
    """
    return TaggedReader(Tagging("endnote", split_line, _is_start, lambda line: is_foreign(line, "endnote"))).read(lines)
