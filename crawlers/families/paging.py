"""Numbered pages: the parameter of an address that says which one, and how many a site says there are."""

import re
from urllib.parse import parse_qsl, urlsplit

from crawlers.families.listing import ListingError, PageRequest

MOST_PAGES = 2000  # 40,000 documents at 20 a page; more is a count misread, or a search without its words
GAP = r"(?:\s|&nbsp;|[:：]|<[^<>]{0,200}>){0,12}"
PAGES_PRINTED = (
    re.compile(rf"[共总][计有]?{GAP}([0-9]{{1,7}}){GAP}页", re.A),
    re.compile(rf"总页数{GAP}([0-9]{{1,7}})", re.A),
    re.compile(r"第\s{0,3}[0-9]{1,7}\s{0,3}/\s{0,3}([0-9]{1,7})\s{0,3}页", re.A),
)
RECORDS_PRINTED = re.compile(rf"[共总约][计有到]?{GAP}([0-9]{{1,8}}){GAP}[条项篇](?![件款目])", re.A)
# `var totalpage = 12;`, `"totalPages": 12`, and a hidden input of such a name with its value.
PAGES_NAMED = re.compile(
    r"\b(?:total_?pages?|page_?count|count_?page)['\"]?"
    r"\s{0,5}(?:[:=]|[^<>]{0,60}?\bvalue\s{0,3}=)\s{0,5}['\"]?([0-9]{1,7})\b",
    re.I | re.A,
)
PAGE_CALLED = re.compile(
    r"\b(?:fun)?go_?(?:to)?page\(\s{0,3}(?:['\"][^'\"<>]{0,300}['\"]\s{0,3},\s{0,3})?([0-9]{1,7})", re.I
)


def read_parameter(url: str, name: str) -> str:
    """Return the value of an address's parameter, empty where it has none."""
    return next((value for key, value in parse_qsl(urlsplit(url).query) if key == name), "")


def set_parameter(url: str, name: str, value: str | int) -> str:
    """Return an address with a parameter set wherever it stands, or added; all else stays as it is written."""
    url = url.partition("#")[0]
    changed, count = re.subn(rf"([?&]{re.escape(name)}=)[^&]*", lambda match: f"{match[1]}{value}", url)
    return changed if count else f"{url}{'&' if '?' in url else '?'}{name}={value}"


def check_pages(count: int) -> int:
    """Return a number of pages that a listing may have.

    Raises:
        ListingError: it is larger than any listing's.
    """
    if count > MOST_PAGES:
        raise ListingError(f"the listing says that it has {count} pages, more than {MOST_PAGES}")
    return count


def divide_pages(total: int, size: int) -> int:
    """Return how many pages of a size hold a number of records.

    Raises:
        ListingError: more than any listing has.
    """
    return check_pages(-(-total // max(size, 1)))


def list_pages(url: str, name: str, count: int) -> tuple[PageRequest, ...]:
    """Return the numbered pages of an address, the first is 1, without the one that the address itself asks for.

    Raises:
        ListingError: they are more than any listing has.
    """
    own = read_parameter(url, name) or "1"
    numbers = (number for number in range(1, check_pages(count) + 1) if str(number) != own)
    return tuple(PageRequest(set_parameter(url, name, number)) for number in numbers)


def list_counted(url: str, name: str, total: int, shown: int, size: int | None = None) -> tuple[PageRequest, ...]:
    """Return the other pages of a listing that says how many records it has, but not how many pages.

    Args:
        url: the address of the page at hand.
        name: the parameter that numbers the pages.
        total: the records of the whole listing.
        shown: the records of the page at hand. The first page is full where there is another, so it shows the size of
            a page; a later one may be the last, and says nothing.
        size: the records of a page, where the site or the address tells them.

    Raises:
        ListingError: the pages are more than any listing has.
    """
    is_first = (read_parameter(url, name) or "1") == "1"
    size = size or (shown if is_first else None)
    return list_pages(url, name, divide_pages(total, size)) if size else ()


def count_pages(text: str, name: str) -> int | None:
    """Return how many pages a page of HTML says its listing has: printed, named in a script or an input, or linked to.

    Args:
        text: the source of the page.
        name: the parameter that numbers the pages in links.
    """
    for patterns in (PAGES_PRINTED, (PAGES_NAMED,)):
        if found := [int(match[1]) for pattern in patterns for match in pattern.finditer(text)]:
            return max(found)
    linked = re.compile(rf"[?&;]{re.escape(name)}=([0-9]{{1,7}})(?![0-9])", re.A)
    found = [int(match[1]) for pattern in (linked, PAGE_CALLED) for match in pattern.finditer(text)]
    return max(found, default=None)


def count_records(text: str) -> int | None:
    """Return how many records a page of HTML prints that its listing has, None where it prints no number."""
    match = RECORDS_PRINTED.search(text)
    return int(match[1]) if match else None
