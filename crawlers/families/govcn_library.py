"""Family govcn_library: the search of the policy library of www.gov.cn, JSON with a list for each kind of document.

A page number turns the pages of all kinds at once, so the longest kind says how many pages there are.
"""

from typing import Any

from crawlers.families.answers import Keys, decode_answer, load_answer, read_number, read_records
from crawlers.families.listing import Article, ListingError, ListingPage, PageRequest
from crawlers.families.paging import list_counted, read_parameter, set_parameter
from crawlers.source import Listing

KEYS = Keys(url=("url",), title=("title",), date=("pubtimeStr", "ptime", "pubtime"))
NOTHING_FOUND = 1001  # the code of an answer to a search that finds no document


def request_first(listing: Listing) -> tuple[PageRequest, ...]:
    """Return the first page of the search."""
    return (PageRequest(set_parameter(listing.url, "p", 1)),)


def read_page(body: bytes, request: PageRequest, listing: Listing) -> ListingPage:
    """Return the documents of all kinds on a page of the search.

    Raises:
        ListingError: the answer has no `catMap`, or lists in it that hold no documents.
    """
    answer = load_answer(decode_answer(body, listing.encoding))
    search = answer.get("searchVO")
    kinds = search.get("catMap") if isinstance(search, dict) else answer.get("catMap")
    if kinds is None and answer.get("code") == NOTHING_FOUND:
        return ListingPage((), (), 0)
    if not isinstance(kinds, dict):
        raise ListingError("the answer has no catMap, the lists of documents by kind")
    lists = {name: kind["listVO"] for name, kind in kinds.items() if _holds_list(kind)}
    found: dict[str, Article] = {}
    for name, records in lists.items():
        for article in read_records(records, request.url, KEYS, f"catMap.{name[:50]}.listVO"):
            found.setdefault(article.url, article)
    totals = [total for kind in kinds.values() if (total := _read_total(kind)) is not None]
    if not totals:
        raise ListingError("the answer has no totalCount in its catMap")
    shown = max(map(len, lists.values()), default=0)
    size = read_number(read_parameter(request.url, "n"))
    further = list_counted(request.url, "p", max(totals), shown, size)
    return ListingPage(tuple(found.values()), further, sum(totals))


def _holds_list(kind: Any) -> bool:
    return isinstance(kind, dict) and kind.get("listVO") is not None


def _read_total(kind: Any) -> int | None:
    return read_number(kind.get("totalCount")) if isinstance(kind, dict) else None
