"""Attachments: the documents that a page links, shows in a frame or opens by script, with address and title."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from posixpath import basename, splitext
from typing import NamedTuple
from urllib.parse import SplitResult, unquote_to_bytes, urljoin, urlsplit

from lxml.etree import LxmlError
from lxml.html import HtmlElement
from w3lib.url import safe_url_string

from crawlers.readers.pages.page import decode_page
from crawlers.readers.pages.tree import count_characters, parse_page, remove_furniture
from crawlers.readers.reading import UnreadableError

SUFFIXES = frozenset(("pdf", "doc", "docx", "wps", "ofd", "xls", "xlsx", "et", "zip", "rar", "rtf", "txt"))
PROGRAM_SUFFIXES = frozenset(("zip", "rar", ""))  # what a site packs its programs in; "": not told by the address
SERVLETS = frozenset(("jsp", "jspx", "do", "action", "aspx", "ashx", "asp", "php", "vsb", "cgi", "svc", ""))
VIEWERS = SERVLETS | {"html", "htm", "shtml"}
BINARY = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")
SUFFIX = re.compile(
    r"\.((?=[0-9]?[a-z])[a-z0-9]{2,5})[\s)）】\]”\"'》]{0,9}$", re.I
)  # texts print a bracket behind a file's name
HINT = re.compile(
    rb"\.(?:%b)(?![a-z0-9])|down(?:load|file)|attach|appendix|annex|%b|%b"
    % ("|".join(sorted(SUFFIXES)).encode(), "附件".encode(), "附件".encode("gb18030")),
    re.I,
)
SERVES_FILES = re.compile(
    r"/[^/]{0,60}(?:down(?:load|file|annex)|getfile|attach|appendix|annex)[^/]{0,60}(?:/[^/]{0,80}){0,2}$", re.I
)
VIEWED = frozenset(("file", "src", "url", "pdf", "pdfurl", "fileurl", "filepath", "path"))
NAMED = ("showname", "filename", "attname", "name", "title", "fn", "file")  # the best first
QUOTED = re.compile(r"'([^'\r\n]{1,2000})'|\"([^\"\r\n]{1,2000})\"")
PROGRAM = re.compile(
    r"客户端|阅读器|浏览器|插件|控件|适老[版模]|长[者辈](?:版|模式|助手)|无障碍(?:版|模式|工具|阅读)|(?<![a-z])(?:app|apk)(?![a-z])",
    re.I,
)
LONGEST_PROGRAM = 16  # characters; longer titles that hold such a word are titles of documents
# Titles that name nothing: 下载, 点击查看附件, 附件下载.
GENERIC = re.compile(
    r"(?:请|点击|点此|立即|在线|附件|文件|此处|全文|下载|查看|预览|打开|阅读|浏览|[\s\d:：。…>》（）()【】\[\]]){0,12}"
)
IGNORED = re.compile(r"[\t\r\n\x00]+")  # as browsers do in addresses
FURNITURE = frozenset(("nav", "navbar", "menu", "header", "footer", "foot", "breadcrumb", "friendlink", "friend-link"))
LONGEST_ADDRESS = 2000  # characters; longer ones are scripts or pictures
LONGEST_TITLE = 200  # characters
LONGEST_CLASS = 500  # characters
LARGEST_PAGE = 5_000_000  # bytes; the largest article at hand has 0.3 million
MOST_TEXTS = 20  # pieces of the text of a link
MOST_PAIRS = 50  # of the query of an address
MOST_ADDRESSES = 5000  # that a page gives; articles with all their menus have hundreds
MOST_ATTACHMENTS = 200  # of a page; the longest list of annexes has fewer
LINKING = {
    "a": "href",
    "area": "href",
    "iframe": "src",
    "frame": "src",
    "embed": "src",
    "object": "data",
    "param": "value",
}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document beside a page: its absolute address, and its title as the link says it or else its file's name."""

    url: str
    title: str


class _Target(NamedTuple):
    """A document that an address leads to: `suffix` is empty where only the answer will tell it, so may be `name`."""

    url: str
    suffix: str
    name: str


def find_attachments(body: bytes, address: str) -> tuple[Attachment, ...]:
    """Return the documents that a page links in its article, each once and in their order; none of what is no page.

    Args:
        body: the bytes of the page.
        address: where it was fetched.
    """
    if len(body) > LARGEST_PAGE or body.startswith(BINARY) or not HINT.search(body):
        return ()
    try:
        source, encoding, _ = decode_page(body)
        return _read_page(source, address, "gb18030" if encoding == "gb18030" else "utf-8")
    except (UnreadableError, LxmlError, ValueError, RecursionError, MemoryError, AssertionError):
        return ()


def _read_page(source: str, address: str, query_encoding: str) -> tuple[Attachment, ...]:
    tree = parse_page(source)
    base = _read_base(tree, address)
    remove_furniture(list(_find_furniture(tree)), tree, count_characters(tree))
    found: dict[str, str] = {}
    unnamed: set[str] = set()
    given = ((node, *given) for node in tree.iter() for given in _read_values(node))
    for node, value, is_script in islice(given, MOST_ADDRESSES):
        target = _find_target(value, base, node, is_script)
        url = _quote(target.url, query_encoding) if target else ""
        label = _read_label(node) if url else ""
        if not target or not url or _is_program(label or target.name, target.suffix):
            continue
        if (url not in found and len(found) < MOST_ATTACHMENTS) or (label and url in unnamed):
            found[url] = (label or target.name or _read_text(node))[:LONGEST_TITLE]
            (unnamed.discard if label else unnamed.add)(url)
    return tuple(Attachment(url, title) for url, title in found.items())


def _find_furniture(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield menus, heads and feet of a page; a head inside an article is its own."""
    for node in tree.iter():
        names = f"{node.get('id') or ''} {node.get('class') or ''}"[:LONGEST_CLASS] if node.attrib else ""
        is_named = bool(names) and not FURNITURE.isdisjoint(names.lower().split())
        is_head = node.tag == "header" and next(node.iterancestors("article", "main"), None) is None
        if is_named or is_head or node.tag in ("nav", "footer"):
            yield node


def _read_base(tree: HtmlElement, address: str) -> str:
    base = next((href for node in tree.iter("base") if (href := (node.get("href") or "").strip())), "")
    joined = urljoin(address, base[:LONGEST_ADDRESS])
    return joined if urlsplit(joined).scheme in ("http", "https") else address


def _read_values(node: HtmlElement) -> Iterator[tuple[str, bool]]:
    """Yield the addresses that an element gives, each with whether a script opens it."""
    if not node.attrib:
        return
    address = (node.get(LINKING.get(node.tag, "href")) or "").strip()
    if address and not address[:11].lower().startswith("javascript:"):
        yield address, False
        address = ""
    for script in (address, node.get("onclick") or ""):
        quoted = ["".join(match.groups("")).replace("\\/", "/") for match in QUOTED.finditer(script[:LONGEST_ADDRESS])]
        # downloadFile('/a/1.pdf', '规划.pdf'): the second is a name.
        placed = [text for text in quoted if "/" in text]
        for text in placed or quoted:
            yield text, True


def _find_target(value: str, base: str, node: HtmlElement, is_script: bool) -> _Target | None:
    value = IGNORED.sub("", value).strip()
    url = _join_address(base, value.replace("\\", "/")) if len(value) <= LONGEST_ADDRESS else ""
    if not value or value[0] == "#" or not url:
        return None
    parts = urlsplit(url)
    name = basename(_decode_percent(parts.path).partition(";")[0].rstrip())
    suffix = splitext(name)[1][1:].lower()
    if suffix in SUFFIXES:
        return _Target(url, suffix, name)
    pairs = [(key.lower(), _decode_percent(text)) for key, text in _split_query(parts)]
    is_serving = SERVES_FILES.search(parts.path) is not None
    if suffix in VIEWERS and not is_serving and (viewed := _find_viewed(url, suffix, pairs)):
        return viewed
    named = [text for wanted in NAMED for key, text in pairs if key == wanted and _read_suffix(text)]
    kinds = [_read_suffix(text) for text in (*named, *(text for _, text in pairs))]
    if suffix in SERVLETS and (kind := next((each for each in kinds if each in SUFFIXES), "")):
        return _Target(url, kind, basename(named[0]) if named else "")
    # A script may be given the number of a file, which is no address.
    is_link = "/" in value if is_script else node.tag in ("a", "area")
    if not is_link or suffix not in SERVLETS or named or url == base.partition("#")[0]:
        return None
    return _find_served(url, parts, node, is_serving)


def _find_served(url: str, parts: SplitResult, node: HtmlElement, is_serving: bool) -> _Target | None:
    """Return what an address of no kind serves, where its link names a document or the address says download."""
    for text in (_read_text(node), node.get("title") or "", node.get("download") or ""):
        if (kind := _read_suffix(text)) in SUFFIXES:
            return _Target(url, kind, text.strip())
    has_number = bool(parts.query) or any(character.isdigit() for character in basename(parts.path))
    return _Target(url, "", "") if is_serving and has_number else None


def _find_viewed(url: str, suffix: str, pairs: list[tuple[str, str]]) -> _Target | None:
    """Return the document that a viewer (viewer.html?file=…) shows; a servlet that is given a bare name serves it."""
    for key, text in pairs:
        path = text.partition("?")[0].partition("#")[0]
        if key in VIEWED and (kind := _read_suffix(path)) in SUFFIXES and ("/" in path or suffix not in SERVLETS):
            viewed = _join_address(url, IGNORED.sub("", text.strip()))
            return _Target(viewed, kind, basename(path)) if viewed else None
    return None


def _join_address(base: str, value: str) -> str:
    """Return an absolute address of a page or file without its fragment, nothing if it is none."""
    try:
        url = urljoin(base, value).partition("#")[0]
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.hostname else ""


def _split_query(parts: SplitResult) -> list[tuple[str, str]]:
    pieces = parts.query.split("&", MOST_PAIRS)[:MOST_PAIRS]
    return [(key, text) for key, _, text in (piece.partition("=") for piece in pieces)]


def _read_suffix(text: str) -> str:
    match = SUFFIX.search(text[-LONGEST_TITLE:])
    return match[1].lower() if match else ""


def _decode_percent(text: str) -> str:
    data = unquote_to_bytes(text)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _quote(url: str, query_encoding: str) -> str:
    """Return an address in ASCII, as browsers send it: the path in UTF-8, the query in the encoding of the page."""
    try:
        quoted = safe_url_string(url, encoding=query_encoding)
    except ValueError:
        return ""
    return quoted if quoted.isascii() else ""


def _is_program(title: str, suffix: str) -> bool:
    return suffix in PROGRAM_SUFFIXES and len(title) <= LONGEST_PROGRAM and PROGRAM.search(title) is not None


def _read_label(node: HtmlElement) -> str:
    """Return how an element names what it leads to, nothing if it only says 下载; a frame has no text of its own."""
    is_frame = node.tag in LINKING and node.tag not in ("a", "area")
    keys = ("title",) if is_frame else ("title", "download", "alt", "value")
    named = ("" if is_frame else _read_text(node), *(" ".join((node.get(key) or "").split()) for key in keys))
    return next((text for text in named if text and not GENERIC.fullmatch(text)), "")


def _read_text(node: HtmlElement) -> str:
    return " ".join("".join(islice(node.itertext(), MOST_TEXTS)).split())[:LONGEST_TITLE]
