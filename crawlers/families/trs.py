"""Family trs, the content system of TRS: `index.html`, then `index_1.html` to `index_{N-1}.html` in the same folder.

The number of pages stands in a script of every page, `createPageHTML(N,0,"index","html")`; without it there is one.
"""

from urllib.parse import urljoin

from crawlers.families.links import find_articles, parse_listing
from crawlers.families.listing import ListingPage, PageRequest
from crawlers.families.pager import find_folder, make_page, read_call, read_extension
from crawlers.families.paging import check_pages
from crawlers.source import Listing


def request_first(listing: Listing) -> tuple[PageRequest, ...]:
    """Return the front page of the listing's folder."""
    return (PageRequest(listing.url),)


def read_page(body: bytes, request: PageRequest, listing: Listing) -> ListingPage:
    """Return the articles of a page, and the others that its script counts.

    Raises:
        ListingError: the page has neither articles nor createPageHTML, or counts more pages than any listing has.
    """
    tree = parse_listing(body, listing.encoding)
    articles = find_articles(tree, request.url, listing.links)
    call = read_call(tree)
    urls = [listing.url]
    if call:
        folder, extension = find_folder(listing.url), call.extension or read_extension(listing.url)
        urls += [urljoin(folder, f"{call.name}_{i}.{extension}") for i in range(1, check_pages(call.pages))]
    return make_page(tree, articles, urls, request, None if call else "createPageHTML")
