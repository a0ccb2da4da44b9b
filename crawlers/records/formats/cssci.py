"""CSSCI: a name in black brackets, with spaces inside; values parted by slashes, references numbered below."""

import re
from collections.abc import Sequence

from crawlers.records.entry import Entry, Parsed
from crawlers.records.signatures import is_foreign
from crawlers.records.tagged import TaggedLine, TaggedReader, Tagging

TAGGED = re.compile(r"\s{0,9}【([^【】]{1,20})】(.*)", re.S)
RULE = re.compile(r"\s{0,9}[-=_—]{5,}\s{0,9}$")
OPENING = re.compile(r"南京大学|数字文献处理|版权所有")
END = "----"
# 2019,38(020):30-40 is volume 38, issue 2; a third figure other than 0 is a supplement, and kept.
PLACE = re.compile(r"\d{4},(\d{0,6})\((\d\d(?=0\))|[^()]{1,20})0?\)(?::(.{1,60}))?")
PARTS = ("卷", "期", "页")
LISTS = ("来源作者", "关键词")


def split_line(line: str) -> TaggedLine | None:
    """Return the tag, its spaces taken out, and value of a line; a rule ends a record."""
    if RULE.match(line):
        return TaggedLine(END, "")
    match = TAGGED.match(line)
    return TaggedLine("".join(match[1].split()), match[2]) if match else None


def _is_start(found: TaggedLine, entry: Entry | None, last: str, is_after_blank: bool) -> bool:
    return found.tag == "来源篇名"


def parse(lines: Sequence[str]) -> Parsed:
    """Return the entries of a CSSCI file.

    Raises:
        ExportError: a line begins a record of another format.
    """
    tagging = Tagging(
        "cssci",
        split_line,
        _is_start,
        lambda line: is_foreign(line, "cssci"),
        frozenset({END}),
        lambda line: bool(OPENING.match(line)),
    )
    parsed = TaggedReader(tagging).read(lines)
    for entry in parsed.entries:
        for tag in LISTS:
            entry.values[tag] = [value.replace("/", ";") for value in entry.values.get(tag, ())]
        entry.values["entry type"] = ["journal"]
        if match := PLACE.match(entry.find_first("年代卷期")):
            entry.values |= {tag: [value] for tag, value in zip(PARTS, match.groups(), strict=True) if value}
    return parsed
