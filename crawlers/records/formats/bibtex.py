"""BibTeX: entries in braces, values in braces or quotes, nested braces and TeX accents resolved.

The package bibtexparser 2.1 was tried: it reads good files well, but gives up an entry that lacks a comma or a brace,
which exports do; here such an entry keeps what stands before the fault, and is reported.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from crawlers.records.entry import Entry, Parsed
from crawlers.records.record import ExportError, RecordIssue
from crawlers.records.signatures import is_foreign, is_foreign_reference

ENTRY = re.compile(r"^[ \t]{0,9}@([A-Za-z]{3,20})[ \t]{0,9}[{(]", re.M)
NO_ENTRIES = frozenset({"comment", "preamble"})
ABBREVIATIONS = "string"
FIELD = re.compile(r"\s*,?\s*([A-Za-z_][A-Za-z0-9_.-]{0,40})\s{0,20}=\s*")
KEY = re.compile(r"[^,={}]{0,200},")
MOST_FAULTS = 3  # values without an end in an entry; each costs a look at the whole entry
MARK = re.compile(r"[{}\"]")
BARE = re.compile(r"[^,#{}\"\s]{1,200}(?:[ \t]{1,9}[^,#{}\"\s=]{1,200}){0,50}")
JOINT = re.compile(r"\s*#\s*")
ACCENTS = {"`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "c": "\u0327", "v": "\u030c"}
ACCENT = re.compile(r"\\(?:([`'^~\"])\s?\{?\\?([A-Za-z])\}?|([cv])\s?\{([A-Za-z])\})")
ESCAPED = re.compile(r"\\([&%$#_{}])")


def parse(lines: Sequence[str]) -> Parsed:
    """Return the entries of a BibTeX file.

    Raises:
        ExportError: a line between entries begins a record of another format.
    """
    for number, (before, below) in enumerate(pairwise(lines), 2):
        is_between = before.strip() in {"", "}"} or before.rstrip().endswith("}}")
        if is_between and (is_foreign(below, "bibtex") or is_foreign_reference(below, "bibtex")):
            raise ExportError(number, f"a record in another format begins here: {below.strip()[:60]!r}")
    text = "\n".join(lines)
    starts = list(ENTRY.finditer(text))
    entries: list[Entry] = []
    issues: list[RecordIssue] = []
    words: dict[str, str] = {}
    line, counted = 1, 0
    for match, end in zip(starts, [*(later.start() for later in starts[1:]), len(text)], strict=True):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        name = match[1].lower()
        if name in NO_ENTRIES:
            continue
        body = text[match.end() : end]
        fields, stop, is_closed = _read_fields(body, words)
        if name == ABBREVIATIONS:
            words |= fields
            continue
        entry = Entry(line, line + body.count("\n", 0, stop), {tag: [value] for tag, value in fields.items()})
        entry.values["entry type"] = [name]
        if "author" in fields:
            entry.values["author"] = re.split(r"\s+and\s+", fields["author"])
        entries.append(entry)
        if not is_closed:
            issues.append(RecordIssue("unclosed_record", line, f"@{name}"))
    return Parsed(entries, issues, "bibtex")


def _read_fields(body: str, words: dict[str, str]) -> tuple[dict[str, str], int, bool]:
    """Return the fields of an entry, where it ends, and whether a brace closes it."""
    key = KEY.match(body)
    at = key.end() if key else 0
    fields: dict[str, str] = {}
    faults = 0
    while faults <= MOST_FAULTS and (match := FIELD.match(body, at)):
        value, at, is_whole = _read_value(body, match.end(), words)
        faults += not is_whole
        fields.setdefault(match[1].lower(), _clean_tex(value))
    rest = body[at:].lstrip(" \t\r\n,")
    return fields, at, rest[:1] in {"}", ")"}


def _read_value(body: str, at: int, words: dict[str, str]) -> tuple[str, int, bool]:
    """Return a value, its parts joined, where it ends, and whether that end is marked."""
    parts: list[str] = []
    while True:
        if body[at : at + 1] in {"{", '"'}:
            end = _find_end(body, at)
            if end is None:  # a value without an end is taken to end with its line
                line_end = body.find("\n", at)
                end = len(body) if line_end < 0 else line_end
                return "".join([*parts, body[at + 1 : end]]), end, False
            parts.append(body[at + 1 : end])
            at = end + 1
        elif match := BARE.match(body, at):
            parts.append(words.get(match[0].lower(), match[0]))
            at = match.end()
        joint = JOINT.match(body, at)
        if not joint:
            return "".join(parts), at, True
        at = joint.end()


def _find_end(body: str, start: int) -> int | None:
    """Return where a value that begins with a brace or quote ends, None if it does not."""
    is_quoted, depth = body[start] == '"', 0
    for match in MARK.finditer(body, start + 1):
        mark = match[0]
        if mark == '"':
            if is_quoted and depth == 0:
                return match.start()
        elif mark == "{":
            depth += 1
        elif depth == 0:
            return None if is_quoted else match.start()
        else:
            depth -= 1
    return None


def _clean_tex(value: str) -> str:
    """Return a value without braces, escapes and the commonest accents."""
    if "\\" in value:
        value = ACCENT.sub(lambda match: (match[2] or match[4]) + ACCENTS[match[1] or match[3]], value)
        value = ESCAPED.sub(r"\1", value)
    return unicodedata.normalize("NFC", value.replace("{", "").replace("}", ""))
