"""CNKI's self-defined export (自定义) and E-Study: an English and a Chinese name, a colon, a value.

Who exports chooses the fields, so no tag is sure to begin a record: the first of the file does, and any that comes
again, unless it follows itself (some files write `Title-题名:` twice, in two languages).
"""

import re
from collections.abc import Sequence

from crawlers.records.entry import Entry, Parsed
from crawlers.records.signatures import is_foreign
from crawlers.records.tagged import TaggedLine, TaggedReader, Tagging

TAGGED = re.compile(r"\s{0,9}([A-Za-z]{2,20})\s{0,9}-\s{0,9}[\u4e00-\u9fff]{1,10}\s{0,9}[:：](.*)", re.S)
DATA_TYPE = re.compile(
    r"\s{0,9}DataType(?:\s{0,9}-\s{0,9}[\u4e00-\u9fff]{1,10})?\s{0,9}[:：]\s{0,9}(\d{1,3})\s{0,9}$", re.I
)


def split_line(line: str) -> TaggedLine | None:
    """Return the English name of a line, in lower case, and its value."""
    if match := DATA_TYPE.match(line):
        return TaggedLine("datatype", f"datatype {match[1]}")
    match = TAGGED.match(line)
    return TaggedLine(match[1].casefold(), match[2]) if match else None


def parse(lines: Sequence[str]) -> Parsed:
    """Return the entries of a self-defined or E-Study file.

    Raises:
        ExportError: a line begins a record of another format.
    """
    first = next((found.tag for line in lines if (found := split_line(line))), "")

    def is_start(found: TaggedLine, entry: Entry | None, last: str, is_after_blank: bool) -> bool:
        return entry is None or (found.tag != last and (found.tag == first or found.tag in entry.values))

    tagging = Tagging("self_defined", split_line, is_start, lambda line: is_foreign(line, "self_defined"))
    return TaggedReader(tagging).read(lines)


def is_e_study(parsed: Parsed) -> bool:
    """Whether the entries are those of E-Study."""
    return any("datatype" in entry.values for entry in parsed.entries)
