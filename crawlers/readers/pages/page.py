"""Web pages: bytes -> the article's text, and what the page claims about it. Built for portals that nobody has seen."""

import re

from lxml.etree import LxmlError

from crawlers.readers.decoding import BYTE_ORDER_MARKS, decode_bytes
from crawlers.readers.pages.body import find_body, find_furniture
from crawlers.readers.pages.doubts import Issues, doubt_page
from crawlers.readers.pages.fields import read_fields
from crawlers.readers.pages.text import write_text
from crawlers.readers.pages.tree import count_characters, parse_page, remove_furniture, remove_unseen
from crawlers.readers.reading import Reading, UnreadableError

DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w-]{3,20})""", re.I)
DECLARED_WITHIN = 20_000  # bytes; scripts may stand before the declaration
# Only encodings of Chinese pages: one that explains every byte (iso-8859-1) explains nothing.
CHINESE = {
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "utf-8": "utf-8",
    "utf8": "utf-8",
}
LARGEST_DAMAGE = 0.002  # share of characters that may be damaged: cut descriptions, a byte lost on the way
TAGS = (
    "!doctype html head body title meta link script style noscript div p table tbody tr td span center font section"
    " article main header nav footer ul ol dl form frameset h1 h2 h3 h4 h5 h6 a b strong br img hr base iframe"
)
FIRST_TAG = re.compile(rf"<(?:{'|'.join(TAGS.split())})(?=[\s/>])", re.I)
BEFORE_TAG = re.compile(r"\s*(?:<\?xml[^<>]{0,200}\?>\s*)?")
SNIFFED = 100_000  # bytes; comments may stand first


def is_html(data: bytes) -> bool:
    """Tell whether bytes are a web page or a piece of one: their first tag comes before any text."""
    mark = next((encoding for start, encoding in BYTE_ORDER_MARKS if data.startswith(start)), "latin-1")
    text = data[:SNIFFED].decode(mark, "ignore").lstrip("\ufeff\x00").removeprefix("\xef\xbb\xbf")
    place = BEFORE_TAG.match(text).end()  # type: ignore[union-attr]
    while text.startswith("<!--", place) and (end := text.find("-->", place)) >= 0:
        place = end + 3
        while place < len(text) and text[place].isspace():
            place += 1
    return FIRST_TAG.match(text, place) is not None


def decode_page(data: bytes) -> tuple[str, str, Issues]:
    """Return the text of a page, its encoding and doubts: bytes before declarations, since these are often wrong.

    Raises:
        UnreadableError: no encoding explains the bytes.
    """
    match = DECLARED.search(data, 0, DECLARED_WITHIN)
    declared = CHINESE.get(match[1].decode("ascii", "ignore").lower()) if match else None
    if not data.startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS)):
        for encoding in dict.fromkeys(("utf-8", declared)):
            try:
                if encoding:
                    return data.decode(encoding), encoding, ()
            except UnicodeDecodeError:
                continue
    try:
        return *decode_bytes(data), ()
    except UnreadableError:
        return _decode_damaged(data, declared)


def _decode_damaged(data: bytes, declared: str | None) -> tuple[str, str, Issues]:
    """Return the text of a page of which few characters are damaged; it is doubted."""
    texts = {name: data.decode(name, "replace") for name in dict.fromkeys((declared or "utf-8", "utf-8", "gb18030"))}
    encoding = min(texts, key=lambda name: texts[name].count("\ufffd"))
    text = texts[encoding]
    damaged = text.count("\ufffd")
    if damaged > max(LARGEST_DAMAGE * len(text), 2) or data.count(0) > LARGEST_DAMAGE * len(data):
        raise UnreadableError("the page is in no known encoding: save it again in UTF-8")
    return text, encoding, (("characters_lost", f"{damaged} of {len(text)} characters are damaged ({encoding})"),)


def read_page(data: bytes, body: str | None = None) -> Reading:
    """Return the article of a web page, what the page claims about it, and doubts whether it is one.

    `body` is the source's own CSS selector of the article; it wins where it matches.

    Raises:
        UnreadableError: the bytes are empty, in no known encoding, no tree can be made of them, or `body` is no CSS.
    """
    source, encoding, issues = decode_page(data)
    if not source.strip("\ufeff\x00 \t\r\n"):
        raise UnreadableError("the page is empty", "empty_file")
    try:
        return _read_source(source, encoding, issues, body)
    except (LxmlError, ValueError, RecursionError, MemoryError, AssertionError) as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(
            f"the page is damaged: {type(error).__name__}: {str(error)[:100]}", "damaged_file"
        ) from error


def _read_source(source: str, encoding: str, issues: Issues, selector: str | None) -> Reading:
    tree = parse_page(source)
    remove_unseen(tree)
    claims, printed = read_fields(tree)
    for block in printed:
        block.blank()
    remove_furniture(find_furniture(tree), tree, count_characters(tree))
    counts = count_characters(tree)
    body = find_body(tree, counts, selector)
    text, bold = write_text(body.elements, counts)
    title = claims.get("page_title", "")
    return Reading(
        text=text,
        format="html",
        encoding=encoding,
        bold=bold,
        claims=claims,
        issues=issues + doubt_page(source, tree, body, text, title, counts),
    )
