"""Family site_label: pieces of HTML by `/site/label/8888?IsAjax=1&siteId=…&pageIndex=N`, which a page puts into itself.

A listing's address is that of such a piece, or of the page, if the page names the piece's address in one word.
"""

import re

from lxml.html import HtmlElement

from crawlers.families.links import find_articles, parse_listing, resolve_address
from crawlers.families.listing import ListingError, ListingPage, PageRequest
from crawlers.families.pager import count_printed, find_number, make_page, write_source
from crawlers.families.paging import check_pages, read_parameter, set_parameter
from crawlers.source import Listing

PAGE = "pageIndex"
LABEL = re.compile(r"(?:https?:)?[\w./:-]{0,200}/site/label/[0-9]{1,9}\?[^\s\"'<>\\]{1,1500}", re.A)
NUMBERED = re.compile(r"[?&]pageIndex=([0-9]{1,9})(?![0-9])")
COUNTS = ("data-page-count", "data-pagecount", "data-total-pages")
# Without one of these, a script adds what a piece is to hold, and the word found is not its address.
NAMING = ("labelName", "siteId", "columnId", "organId")


def request_first(listing: Listing) -> tuple[PageRequest, ...]:
    """Return the listing's own address, a piece or the page around it."""
    return (PageRequest(listing.url),)


def read_page(body: bytes, request: PageRequest, listing: Listing) -> ListingPage:
    """Return the articles of a piece or page, and the other pieces that it counts.

    Raises:
        ListingError: there are neither articles nor a count of pages, the page names no piece, or there are more pages
            than any listing has.
    """
    tree = parse_listing(body, listing.encoding)
    articles = find_articles(tree, request.url, listing.links)
    count = _read_count(tree, request.url)
    piece = request.url if LABEL.search(request.url) else _find_piece(tree, request.url)
    if count is not None and count > 1 and not piece:
        raise ListingError(
            "the page names no /site/label/ address in one word: give that of a piece as the listing's url"
        )
    pages = range(1, check_pages(count or 1) + 1) if piece else ()
    urls = [set_parameter(piece, PAGE, i) for i in pages]
    is_known = count is not None or (piece and piece != request.url)
    return make_page(tree, articles, urls, request, None if is_known else "count of pages, nor /site/label/ address")


def _read_count(tree: HtmlElement, base: str) -> int | None:
    for node in tree.iter():
        for name in COUNTS:
            if (value := node.get(name) or "").isascii() and value.isdigit() and len(value) < 10:
                return int(value)
    linked = find_number(tree, base, NUMBERED)
    return count_printed(tree, PAGE) if linked is None else linked


def _find_piece(tree: HtmlElement, base: str) -> str:
    """Return the address of a piece that the source of a page holds whole, an empty text if it holds none."""
    for match in LABEL.finditer(write_source(tree)):
        url = resolve_address(base, match[0].replace("&amp;", "&"))
        if any(read_parameter(url, name) for name in NAMING):
            return url
    return ""
