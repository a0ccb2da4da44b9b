"""Addresses of articles: which links of a page lead to documents, told by the shapes that portals give them."""

import re
from urllib.parse import unquote, urlsplit

ATTACHMENTS = frozenset(("pdf", "doc", "docx", "wps", "ofd"))
STATIC = frozenset(("html", "htm", "shtml", "shtm", "jhtml", "xhtml"))
DYNAMIC = frozenset(("jsp", "php", "asp", "aspx", "do", "action"))
LONGEST_ADDRESS = 2000  # characters; what browsers and servers take
COLUMN_FOLDERS = frozenset(("column", "columns", "col", "channel", "channels"))
FRONT = re.compile(r"(?:index|default|main|home)(?:[_-]\d{1,4})?", re.I)
# What is named so is a page of links, however long its number.
COLUMN = re.compile(
    r"(?:c|col|column|columns|node|channel|nw|page|p|lm)[_-]?\d{1,20}(?:[_-]\d{1,4})?"
    r"|(?:\w|-){0,60}(?:list|index|more|navlist|gknrz)(?:ft)?[_-]?\d{0,4}(?:[_-]\d{1,4})?",
    re.I,
)
HEXADECIMAL = r"(?=[0-9a-f]*[0-9])(?:[0-9a-f]{32}|[0-9a-f]{24})"
WHOLE_HEXADECIMAL = re.compile(HEXADECIMAL, re.I)
UUID = r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
ARTICLE = re.compile(
    r"t\d{6,8}_\d{1,12}"  # TRS: the day and a number
    rf"|art_(?:\d{{1,12}}_\d{{1,12}}|{HEXADECIMAL})"  # Hanweb
    r"|m?post_\d{1,12}"  # gkmlpt
    r"|content_\d{3,20}"
    r"|c\d{1,2}_\d{4,12}"
    rf"|{HEXADECIMAL}|{UUID}",
    re.I,
)
# Long enough that it numbers documents, not columns: these have up to four digits where they have a page of their own.
LONG_NUMBER = re.compile(r"(?<!\d)\d{5,20}(?!\d)")
WHOLE_NUMBER = re.compile(r"\d{12,20}")  # a snowflake, or a time to the second
DAY = re.compile(
    r"(?:^|/)(?:19|20)\d\d(?:[/_-]?(?:0[1-9]|1[0-2]|[1-9])[/_-](?:3[01]|[12]\d|0?[1-9])|(?:0[1-9]|1[0-2])[0-3]\d)(?=/)"
)
INFO = re.compile(r"/info/\d{1,8}/\d{1,12}$")
SHOWING = re.compile(r"show|detail|view|article|content|info|news|doc", re.I)
IDENTIFIER = re.compile(r"(?:^|&)[a-z_]{0,20}id=[\w-]{2,64}(?=&|$)", re.I)


def is_article_address(url: str) -> bool:
    """Tell whether an address is shaped as those of articles are, by the portal systems in use and by what repeats."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    folder, _, last = unquote(parts.path).rpartition("/")
    if len(url) > LONGEST_ADDRESS or not last:
        return False
    name, _, extension = last.rpartition(".") if "." in last else (last, "", "")
    kind = extension.lower()
    if kind in ATTACHMENTS or FRONT.fullmatch(name):
        return kind in ATTACHMENTS or _is_own_folder(folder)
    column = folder.rpartition("/")[2].lower() in COLUMN_FOLDERS
    if column or not (kind in STATIC | DYNAMIC or (not kind and "." not in last)):
        return False
    if not kind or ARTICLE.fullmatch(name) or COLUMN.fullmatch(name):
        return bool(ARTICLE.fullmatch(name) or (not kind and WHOLE_NUMBER.fullmatch(name)))
    is_shown = kind in DYNAMIC and SHOWING.search(name) and IDENTIFIER.search(parts.query)
    return bool(is_shown or LONG_NUMBER.search(name) or DAY.search(f"{folder}/") or INFO.search(f"{folder}/{name}"))


def _is_own_folder(folder: str) -> bool:
    """Whether a folder is that of one article: it is numbered, where a column's is named in words or by a UUID."""
    rest, _, name = folder.rpartition("/")
    is_column = rest.rpartition("/")[2].lower() in COLUMN_FOLDERS
    return not is_column and bool(WHOLE_NUMBER.fullmatch(name) or WHOLE_HEXADECIMAL.fullmatch(name))
