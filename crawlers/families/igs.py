"""Family igs, the index server of TRS: `/igs/front/search/list.html?index=…&pageNumber=N`, JSON, or HTML in a shell."""

from typing import Any

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

PAGE, SIZE = "pageNumber", "pageSize"
# Names as the server's indexes have them: those of the content system in capitals, those of a site's own index.
KEYS = Keys(
    url=("DOCPUBURL", "docpuburl", "url", "DOCURL", "link"),
    title=("DOCTITLE", "FileName", "doctitle", "title", "BT"),
    date=("PUBDATE", "DOCRELTIME", "publishTime", "pubDate", "pubdate", "ZXSJ", "trs_time", "CRTIME"),
)
LISTS = ("content", "list", "rows", "records")
TOTALS = ("total", "totalElements", "totalCount", "totalSize")
PAGES = ("totalPages", "totalPage", "pages", "pageCount")


def request_first(listing: Listing) -> tuple[PageRequest, ...]:
    """Return the first page of the search."""
    return (PageRequest(set_parameter(listing.url, PAGE, 1)),)


def read_page(body: bytes, request: PageRequest, listing: Listing) -> ListingPage:
    """Return the articles of a page of results, and its other pages.

    Raises:
        ListingError: the page is JSON without a list or a count, or HTML without articles or a count of pages.
    """
    text = decode_answer(body, listing.encoding)
    if not text.lstrip().startswith("<"):
        return _read_content(load_answer(text), request)
    pages = count_pages(text, PAGE)
    if pages is None:
        raise ListingError("the page has no count of pages, and no links to pages by pageNumber")
    articles = find_articles(parse_listing(body, listing.encoding), request.url, listing.links)
    return ListingPage(articles, list_pages(request.url, PAGE, pages), count_records(text))


def _read_content(answer: dict[str, Any], request: PageRequest) -> ListingPage:
    holder, name = _find_list(answer)
    articles = read_records(holder[name], request.url, KEYS, name)
    total, pages = _read_first(holder, TOTALS), _read_first(holder, PAGES)
    if pages is not None:
        return ListingPage(articles, list_pages(request.url, PAGE, pages), total)
    if total is None:
        raise ListingError(f"the answer has no count: {', '.join((*PAGES, *TOTALS))}")
    size = read_number(read_parameter(request.url, SIZE))
    return ListingPage(articles, list_counted(request.url, PAGE, total, len(holder[name]), size), total)


def _find_list(answer: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Return the object that holds the list of records, and the name of the list."""
    holders = [answer.get("page"), answer.get("data"), answer]
    holders += [holder.get("page") for holder in holders if isinstance(holder, dict)]
    for holder in holders:
        for name in LISTS:
            if isinstance(holder, dict) and isinstance(holder.get(name), list):
                return holder, name
    raise ListingError(f"the answer has no list of records: {', '.join(LISTS)}")


def _read_first(holder: dict[str, Any], names: tuple[str, ...]) -> int | None:
    return next((number for name in names if (number := read_number(holder.get(name))) is not None), None)
