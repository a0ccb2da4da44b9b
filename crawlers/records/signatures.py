"""Signatures: the lines by which the formats of tagged records are told."""

import re

from crawlers.records.document_types import is_type

# In the order in which they are tried. A line of `RT` alone says nothing: PCR papers abound in it.
SIGNATURES: dict[str, re.Pattern[str]] = {
    "noteexpress": re.compile(r"\s{0,9}\{\s{0,9}reference type\s{0,9}\}\s{0,9}[:：]", re.I),
    "self_defined": re.compile(
        r"\s{0,9}(?:datatype\s{0,9}[:：]\s{0,9}\d|(?:srcdatabase|title|author)\s{0,9}-\s{0,9}[\u4e00-\u9fff]{1,10}\s{0,9}[:：])",
        re.I,
    ),
    "cssci": re.compile(r"\s{0,9}【\s{0,9}来\s{0,9}源\s{0,9}篇\s{0,9}名\s{0,9}】"),
    "ris": re.compile(r"\s{0,9}TY\s{1,3}-\s{0,9}[A-Z]", re.I),
    "endnote": re.compile(r"\s{0,9}%0(?:\s{1,9}\S|[^\x00-\x7f])"),
    "web_of_science": re.compile(r"(?:FN \S|VR 1\.0|PT [A-Z](?:\s|$))"),
    "refworks": re.compile(r"\s{0,9}RT(?:\s{1,9}[A-Z]|[\u4e00-\u9fff])", re.I),
    "bibtex": re.compile(r"\s{0,9}@[A-Za-z]{3,20}\s{0,9}[{(]"),
}
REFERENCE = re.compile(r"RT\s{1,9}(\S.{0,59})")
UNMISTAKABLE = ("noteexpress", "cssci", "ris", "endnote", "self_defined")


def find_signature(line: str) -> str | None:
    """Return the format whose records or files begin with such a line, None if there is none."""
    return next((name for name, pattern in SIGNATURES.items() if pattern.match(line)), None)


def is_foreign(line: str, own: str) -> bool:
    """Whether a line cannot but begin a record of another format than `own`."""
    return any(name != own and SIGNATURES[name].match(line) for name in UNMISTAKABLE)


def is_foreign_reference(line: str, own: str) -> bool:
    """Whether a line after an empty one begins a record of RefWorks in a file of another format.

    `RT` alone says nothing; with the name of a type behind it, it says enough.
    """
    found = REFERENCE.match(line)
    return own != "refworks" and found is not None and is_type(found[1])
