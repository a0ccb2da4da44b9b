"""Family xxgk, the index of public information of Hanweb: `/module/xxgk/search.jsp?…&currpage=N`, tables in HTML."""

import re

from lxml.html import HtmlElement

from crawlers.families.answers import decode_answer
from crawlers.families.links import find_articles, parse_listing
from crawlers.families.listing import ListingError, ListingPage, PageRequest
from crawlers.families.paging import count_pages, count_records, list_pages, set_parameter
from crawlers.readers.pages.tree import HIDDEN_STYLE, empty_element
from crawlers.source import Listing

PAGE = "currpage"
LONGEST_STYLE = 500  # characters
SIGN = re.compile(r"/module/xxgk/|currpage|tr_main_value|fun_?go_?page", re.I)


def request_first(listing: Listing) -> tuple[PageRequest, ...]:
    """Return the first page of the index."""
    return (PageRequest(set_parameter(listing.url, PAGE, 1)),)


def read_page(body: bytes, request: PageRequest, listing: Listing) -> ListingPage:
    """Return the articles of a page of the index, and its other pages.

    Raises:
        ListingError: the page has nothing of the module, or neither articles nor a count of pages.
    """
    text = decode_answer(body, listing.encoding)
    if not SIGN.search(text):
        raise ListingError("the page has no sign of xxgk: /module/xxgk/, currpage or tr_main_value")
    tree = parse_listing(body, listing.encoding)
    _empty_boxes(tree)
    articles = find_articles(tree, request.url, listing.links)
    pages = count_pages(text, PAGE)
    if pages is None and not articles:
        raise ListingError("the page has neither articles nor a count of pages")
    return ListingPage(articles, list_pages(request.url, PAGE, pages or 1), count_records(text))


def _empty_boxes(tree: HtmlElement) -> None:
    """Empty what a row shows only under the mouse: its index box, whose first day is not that of publication."""
    linking: set[HtmlElement] = set()
    for link in tree.iter("a"):
        for node in link.iterancestors():
            if node in linking:
                break
            linking.add(node)
    for node in list(tree.iter("div", "table")):
        if node not in linking and HIDDEN_STYLE.search((node.get("style") or "")[:LONGEST_STYLE]):
            empty_element(node)
