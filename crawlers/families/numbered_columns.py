"""Family numbered_columns: `column-index-N.shtml`, `list_N.html`, `list_ftN.shtml`, `N.html`: a number in the name.

How the pages are named follows from the listing's own address; which is the last is told by the pager.
"""

import re
from collections import Counter

from lxml.html import HtmlElement

from crawlers.families.links import find_articles, parse_listing
from crawlers.families.listing import ListingError, ListingPage, PageRequest
from crawlers.families.pager import count_printed, find_number, list_addresses, make_page, match_numbers, read_call
from crawlers.families.paging import check_pages
from crawlers.source import Listing

# The number is that of the first page, 0 or 1; a larger one belongs to the column's name.
NAMED = re.compile(
    r"(?P<stem>https?://[^?#]{1,1500}/[^/?#]{0,200}?)(?:(?<!\d)(?P<first>[01]))?(?P<end>\.\w{1,6}(?:\?.*)?)"
)


def request_first(listing: Listing) -> tuple[PageRequest, ...]:
    """Return the first page of the column."""
    return (PageRequest(listing.url),)


def read_page(body: bytes, request: PageRequest, listing: Listing) -> ListingPage:
    """Return the articles of a page, and the others up to the last that its pager names.

    Raises:
        ListingError: the listing's address has no file name, the page has neither articles nor a pager, or it counts
            more pages than any listing has.
    """
    named = NAMED.fullmatch(listing.url)
    if not named:
        raise ListingError(f"{listing.url}: the address has no file name, so that no pages can be numbered after it")
    tree = parse_listing(body, listing.encoding)
    articles = find_articles(tree, request.url, listing.links)
    first = int(named["first"] or 1)
    stem = named["stem"] if named["first"] else named["stem"] + _find_separator(tree, request.url, named)
    numbered = match_numbers(stem, named["end"])
    own, linked = numbered.search(request.url), find_number(tree, request.url, numbered)
    last = linked
    if last is None:
        call = read_call(tree)
        count = call.pages if call else count_printed(tree)
        last = None if count is None else count - 1 + first
    most = max(last or 0, int(own[1]) if own else 0)
    check_pages(most)
    urls = [listing.url, *(f"{stem}{i}{named['end']}" for i in range(first + 1, most + 1))]
    return make_page(
        tree, articles, urls, request, None if last is not None else "pager: 尾页, 共…页 or numbered links"
    )


def _find_separator(tree: HtmlElement, base: str, named: re.Match[str]) -> str:
    """Return what stands between the name of a first page without number and the numbers of the others."""
    pattern = re.compile(rf"{re.escape(named['stem'])}([_-]?)[0-9]{{1,4}}{re.escape(named['end'])}")
    found = Counter(match[1] for _, url in list_addresses(tree, base) if (match := pattern.fullmatch(url)))
    return found.most_common(1)[0][0] if found else "_"
