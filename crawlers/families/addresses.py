"""Family addresses: the source file names the articles themselves; there is no page to read."""

from crawlers.families.listing import Article, ListingError, ListingPage, PageRequest
from crawlers.source import Listing


def request_first(listing: Listing) -> tuple[PageRequest, ...]:
    """Return no page: the articles are known."""
    return ()


def read_page(body: bytes, request: PageRequest, listing: Listing) -> ListingPage:
    """Refuse a page, since none was asked for.

    Raises:
        ListingError: always.
    """
    raise ListingError(f"{request.url}: family addresses asks for no page")


def list_articles(listing: Listing) -> tuple[Article, ...]:
    """Return the articles, each once, without titles: the pages themselves tell them."""
    return tuple(Article(url, "") for url in dict.fromkeys(listing.addresses))
