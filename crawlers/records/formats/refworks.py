"""RefWorks, as CNKI and Wanfang export it: two characters, a space, a value.

Tags come in lower case and without the space (`vo 49`, `A1甲`), `URL` stands for `UL`, lines continue without indent.
"""

import re
from collections.abc import Sequence

from crawlers.records.document_types import is_type
from crawlers.records.entry import Entry, Parsed
from crawlers.records.field_tables import list_known
from crawlers.records.signatures import is_foreign
from crawlers.records.tagged import TaggedLine, TaggedReader, Tagging

TAGGED = re.compile(r"\s{0,9}(URL|[A-Za-z][A-Za-z0-9])(.*)", re.I | re.S)
TIGHT = re.compile(r"[^\x00-\x7f]|https?:|\d")  # what may follow a tag of letters without a space


def split_line(line: str) -> TaggedLine | None:
    """Return the tag and value of a line; one in lower case or without a space is doubtful."""
    match = TAGGED.match(line)
    if not match:
        return None
    tag, rest = match[1], match[2]
    name = "UL" if tag.upper() == "URL" else tag.upper()
    if name not in list_known("refworks"):
        return None
    if not rest or rest[0].isspace():
        is_sentence = tag.islower() and re.match(r"\s{1,9}[a-z]", rest)  # "is the most …" continues an abstract
        return None if is_sentence else TaggedLine(name, rest, is_certain=tag.isupper())
    is_tight = TIGHT.match(rest) or (name[1].isdigit() and tag.isupper())
    return TaggedLine(name, rest, is_certain=False) if is_tight else None


def _is_start(found: TaggedLine, entry: Entry | None, last: str, is_after_blank: bool) -> bool:
    return found.tag == "RT" and (is_after_blank or entry is None or is_type(found.value))


def parse(lines: Sequence[str]) -> Parsed:
    """Return the entries of a RefWorks file.

    Raises:
        ExportError: a line begins a record of another format.
    """
    return TaggedReader(Tagging("refworks", split_line, _is_start, lambda line: is_foreign(line, "refworks"))).read(
        lines
    )
