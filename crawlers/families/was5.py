"""Family was5, the search server of TRS: `/was5/web/search?channelid=…&page=N`, HTML, at some sites nearly JSON."""

import re

from crawlers.families.answers import Keys, decode_answer, load_answer, read_number, read_records
from crawlers.families.links import find_articles, parse_listing
from crawlers.families.listing import ListingError, ListingPage, PageRequest
from crawlers.families.paging import (
    count_pages,
    count_records,
    list_counted,
    list_pages,
    read_parameter,
    set_parameter,
)
from crawlers.source import Listing

PAGE = "page"
SIGN = re.compile(r"was5/web|[?&;]channelid=|name=[\"']?channelid|outline", re.I)
UNFILLED = re.compile(r"'###\w{1,20}###'", re.A)  # what a template leaves where a value is missing: no JSON
KEYS = Keys(url=("url", "chnldocurl"), title=("title", "title2"), date=("time", "pubtime"))


def request_first(listing: Listing) -> tuple[PageRequest, ...]:
    """Return the first page of the search."""
    return (PageRequest(set_parameter(listing.url, PAGE, 1)),)


def read_page(body: bytes, request: PageRequest, listing: Listing) -> ListingPage:
    """Return the articles of a page of results, and its other pages.

    Raises:
        ListingError: the page has nothing of the server, neither articles nor a count of pages, or no `docs` and
            `count` where it is JSON.
    """
    text = decode_answer(body, listing.encoding)
    if text.lstrip().startswith("{"):
        return _read_documents(text, request)
    pages = count_pages(text, PAGE)
    if pages is None and not SIGN.search(text):
        raise ListingError("the page has no sign of was5: a count of pages, was5/web or channelid")
    articles = find_articles(parse_listing(body, listing.encoding), request.url, listing.links)
    if pages is None and not articles:
        raise ListingError("the page has neither articles nor a count of pages")
    return ListingPage(articles, list_pages(request.url, PAGE, pages or 1), count_records(text))


def _read_documents(text: str, request: PageRequest) -> ListingPage:
    answer = load_answer(UNFILLED.sub('""', text))
    articles = read_records(answer.get("docs"), request.url, KEYS, "docs")
    total = read_number(answer.get("count"))
    if total is None:
        raise ListingError("the answer has no count")
    asked = (read_number(read_parameter(request.url, name)) for name in ("prepage", "perpage"))
    further = list_counted(request.url, PAGE, total, len(answer["docs"]), next(filter(None, asked), None))
    return ListingPage(articles, further, total)
