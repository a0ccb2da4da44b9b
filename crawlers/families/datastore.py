"""The datastore of a jpage column: records of HTML in XML that is often not well-formed, so it is cut, not parsed.

Older sites write it as JavaScript: `totalRecord=120;dataStore=['<li>…</li>','<li>…</li>'];`.
"""

import re
from html import unescape

from crawlers.families.answers import make_address

SIGN = re.compile(r"<recordset|<datastore|\bdataStore\s{0,9}=", re.I)
RECORD = re.compile(r"<record(?:\s[^<>]{0,200})?>")
RECORD_END = re.compile(r"</record(?:set)?\s{0,9}>")
SCRIPTED = re.compile(r"\b(?:dataStore|InitData\w{0,30})\s{0,9}=\s{0,9}\[", re.I | re.A)
SCRIPTED_RECORD = re.compile(r"\s{0,99}(?:'((?:[^'\\]|\\.){0,9999})'|\"((?:[^\"\\]|\\.){0,9999})\")\s{0,99},?")
MOST_RECORDS = 20_000  # of an answer; portals send a hundred or two
GROUP_HREF = re.compile(r"<a\b[^<>]{0,200}?\bhref\s{0,5}=\s{0,5}[\"']?([^\"'<>]{1,2000})", re.I)
LONGEST_GROUP = 3000  # characters
PROXY = "dataproxy.jsp"


def is_datastore(text: str) -> bool:
    """Tell whether an answer is a datastore, in either form."""
    return SIGN.search(text) is not None


def list_records(text: str) -> list[str]:
    """Return the HTML of the records in a datastore, or in what is left of one."""
    pieces = [RECORD_END.split(piece, maxsplit=1)[0] for piece in RECORD.split(text)[1 : MOST_RECORDS + 1]]
    records = [_unwrap_record(piece) for piece in pieces or _list_scripted(text)]
    return [record for record in records if record.strip()]


def _unwrap_record(piece: str) -> str:
    html = piece.strip().removeprefix("<![CDATA[").removesuffix("]]>")
    return unescape(html) if "<a" not in html.lower() and "&lt;a" in html.lower() else html


def _list_scripted(text: str) -> list[str]:
    opening = SCRIPTED.search(text)
    records: list[str] = []
    place = opening.end() if opening else len(text)
    while len(records) < MOST_RECORDS and (match := SCRIPTED_RECORD.match(text, place)):
        records.append(re.sub(r"\\(.)", r"\1", match[1] or match[2] or ""))
        place = match.end()
    return records


def count_stored(text: str, name: str) -> int | None:
    """Return a number that a datastore tells (`totalrecord`, `totalpage`), None where it does not."""
    element = rf"<{name}>\s{{0,9}}(?:<!\[CDATA\[)?\s{{0,9}}([0-9]{{1,9}})"
    variable = rf"\b{name}\s{{0,9}}=\s{{0,9}}['\"]?([0-9]{{1,9}})"
    match = re.search(f"{element}|{variable}", text, re.I | re.A)
    return int(match[1] or match[2]) if match else None


def find_next_group(text: str, base: str) -> str | None:
    """Return the address in the `<nextgroup>` of a datastore, None if there is none."""
    start = text.find("<nextgroup>")
    if start < 0:
        return None
    piece = text[start : start + LONGEST_GROUP].partition("</nextgroup>")[0]
    match = GROUP_HREF.search(unescape(piece) if "<a" not in piece else piece)
    url = make_address(base, match[1]) if match else None
    return url if url and PROXY in url else None
