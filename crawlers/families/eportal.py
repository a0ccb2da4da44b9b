"""Family eportal: `/eportal/ui?pageId=…&moduleId=…&currentPage=N`, asked for by GET.

The listing's own address may be that of a static front page: the pager names the address with its numbers.
"""

import re

from lxml.html import HtmlElement

from crawlers.families.links import find_articles, parse_listing
from crawlers.families.listing import ListingPage, PageRequest
from crawlers.families.pager import count_printed, find_number, list_addresses, make_page
from crawlers.families.paging import check_pages, read_parameter, set_parameter
from crawlers.source import Listing

PAGE = "currentPage"
INTERFACE = "/eportal/ui?"
NUMBERED = re.compile(r"/eportal/ui\?(?:[^#]{0,1500}&)?currentPage=([0-9]{1,9})(?![0-9])")


def request_first(listing: Listing) -> tuple[PageRequest, ...]:
    """Return the listing's own address."""
    return (PageRequest(listing.url),)


def read_page(body: bytes, request: PageRequest, listing: Listing) -> ListingPage:
    """Return the articles of a page, and the others up to the last that its pager names.

    Raises:
        ListingError: the page has neither articles nor a pager, or counts more pages than any listing has.
    """
    tree = parse_listing(body, listing.encoding)
    articles = find_articles(tree, request.url, listing.links)
    template = _find_template(tree, request.url, listing)
    found = [count for count in (find_number(tree, request.url, NUMBERED), count_printed(tree, PAGE)) if count]
    # The listing's own address is its first page, numbered or not.
    last = check_pages(max(found, default=1)) if template else 1
    urls = [listing.url, *(set_parameter(template, PAGE, i) for i in range(2, last + 1))]
    return make_page(tree, articles, urls, request, None if found else "pager by currentPage")


def _find_template(tree: HtmlElement, base: str, listing: Listing) -> str:
    """Return an address with the numbers of page and module: the listing's own if it has both, else a link's."""
    if all(read_parameter(listing.url, name) for name in ("pageId", "moduleId")):
        return listing.url
    linked = (url for _, url in list_addresses(tree, base) if NUMBERED.search(url))
    return next(linked, listing.url if INTERFACE in listing.url else "")
