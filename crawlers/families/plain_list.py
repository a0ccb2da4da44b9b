"""Family plain_list: a page that no other family describes; CSS selectors in the source name its links and its next."""

from crawlers.families.links import find_articles, parse_listing, select_links
from crawlers.families.listing import ListingError, ListingPage, PageRequest
from crawlers.source import Listing


def request_first(listing: Listing) -> tuple[PageRequest, ...]:
    """Return the listing's own address."""
    return (PageRequest(listing.url),)


def read_page(body: bytes, request: PageRequest, listing: Listing) -> ListingPage:
    """Return the articles that the selector `links` picks, and the one page that `next` leads to.

    Raises:
        ListingError: `links` picks no article, or one of the two is no CSS.
    """
    tree = parse_listing(body, listing.encoding)
    articles = find_articles(tree, request.url, listing.links)
    if not articles:
        raise ListingError(f"the selector {listing.links!r} picks no link of the page")
    following = select_links(tree, request.url, listing.next) if listing.next else ()
    return ListingPage(articles, tuple(PageRequest(url) for _, url in following[:1]))
