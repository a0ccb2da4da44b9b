"""Web of Science, plain text and tab-delimited, and CNKI's records as CiteSpace converts them into that shape."""

import re
from collections.abc import Sequence
from itertools import islice

from crawlers.records.entry import Entry, Parsed
from crawlers.records.signatures import is_foreign
from crawlers.records.tagged import TaggedLine, TaggedReader, Tagging

TAGGED = re.compile(r"([A-Z][A-Z0-9])(?: (.*)|\s{0,9}$)", re.S)
ENDS = frozenset({"ER", "EF"})
MAKERS = re.compile(r"FN .{0,40}(?:Clarivate|Thomson|ISI|Web of Science)", re.I)
AUTHORS = re.compile(r"\[[^\[\]]*\]")  # of an address
BETWEEN_ADDRESSES = re.compile(r"[;\n]")
HAN = re.compile(r"[\u4e00-\u9fff]")
ASSUMED_CHINESE = 0.5  # of the titles of a file that no maker signs


def split_line(line: str) -> TaggedLine | None:
    """Return the tag and value of a line."""
    match = TAGGED.match(line)
    return TaggedLine(match[1], match[2] or "") if match else None


def _is_start(found: TaggedLine, entry: Entry | None, last: str, is_after_blank: bool) -> bool:
    return found.tag == "PT"


def parse(lines: Sequence[str]) -> Parsed:
    """Return the entries of a plain-text file.

    Raises:
        ExportError: a line begins a record of another format.
    """
    tagging = Tagging(
        "web_of_science",
        split_line,
        _is_start,
        lambda line: is_foreign(line, "web_of_science"),
        ENDS,
        lambda line: line.startswith(("FN ", "VR ")),
    )
    parsed = TaggedReader(tagging).read(lines)
    for entry in parsed.entries:
        settle_entry(entry)
    return parsed


def settle_entry(entry: Entry) -> None:
    """Put right what tags alone leave open: proceedings are told by a conference's title, addresses name authors."""
    if entry.find_first("CT") and not entry.find_first("DT"):
        entry.values["DT"] = ["Proceedings Paper"]
    if "C1" in entry.values:
        entry.values["C1"] = [_shorten_address(value) for value in entry.values["C1"]]


def _shorten_address(value: str) -> str:
    """Return the institutions of English addresses, without their authors and departments; Chinese ones whole."""
    if HAN.search(value):
        return value
    return "\n".join(part.split(",")[0] for part in BETWEEN_ADDRESSES.split(AUTHORS.sub("", value)))


def is_citespace(lines: Sequence[str], parsed: Parsed) -> bool:
    """Whether a file was not made by Web of Science but by CiteSpace from Chinese records."""
    if any(MAKERS.match(line) for line in islice(lines, 5)):
        return False
    titles = [entry.find_first("TI") for entry in parsed.entries]
    return bool(titles) and sum(bool(HAN.search(title)) for title in titles) >= ASSUMED_CHINESE * len(titles)
