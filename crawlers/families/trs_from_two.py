"""Family trs_from_two: shaped as trs, but the second page is `index_2.html`; the 尾页 link names the last."""

import re
from urllib.parse import urljoin

from crawlers.families.links import find_articles, parse_listing
from crawlers.families.listing import ListingPage, PageRequest
from crawlers.families.pager import (
    count_printed,
    find_folder,
    find_number,
    make_page,
    match_numbers,
    read_call,
    read_extension,
)
from crawlers.families.paging import check_pages
from crawlers.source import Listing

STEM = re.compile(r"([\w-]{1,80})\.(?:s?html?|jhtml)$", re.I)


def request_first(listing: Listing) -> tuple[PageRequest, ...]:
    """Return the front page of the listing's folder."""
    return (PageRequest(listing.url),)


def read_page(body: bytes, request: PageRequest, listing: Listing) -> ListingPage:
    """Return the articles of a page, and the others up to the last that its pager links to.

    Raises:
        ListingError: the page has neither articles nor a pager, or counts more pages than any listing has.
    """
    tree = parse_listing(body, listing.encoding)
    articles = find_articles(tree, request.url, listing.links)
    folder, call = find_folder(listing.url), read_call(tree)
    named = STEM.search(listing.url.removeprefix(folder))
    stem = named[1] if named else call.name if call else "index"
    extension = (call and call.extension) or read_extension(listing.url)
    numbered = match_numbers(f"{urljoin(folder, stem)}_", f".{extension}")
    own = numbered.search(request.url)
    count = find_number(tree, request.url, numbered) or (call.pages if call else count_printed(tree))
    # The last page links to none beyond itself, so that its own number counts.
    last = max(count or 1, int(own[1]) if own else 1)
    urls = [listing.url, *(urljoin(folder, f"{stem}_{i}.{extension}") for i in range(2, check_pages(last) + 1))]
    return make_page(tree, articles, urls, request, None if count else "pager: 尾页, createPageHTML or numbered links")
