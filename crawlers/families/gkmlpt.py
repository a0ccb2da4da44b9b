"""Family gkmlpt, the common platform of Guangdong: an index page with the site's number, then JSON of a category.

The category is the fragment of the listing's address: `/gkmlpt/index#45`.
"""

import re
from urllib.parse import urlsplit

from crawlers.families.answers import Keys, decode_answer, load_answer, read_number, read_records
from crawlers.families.listing import ListingError, ListingPage, PageRequest
from crawlers.families.paging import list_counted
from crawlers.source import Listing

PLATFORM = re.compile(r"https?://[^/?#]{1,300}(?:/[^/?#]{1,200}){0,9}?/gkmlpt(?=[/?#]|$)")
INTERFACE = "/gkmlpt/api/"
CATEGORY = re.compile(r"[0-9]{1,12}", re.A)
SITE = re.compile(r"\bSID['\"]?\s{0,9}[:=]\s{0,9}['\"]?([0-9A-Za-z_-]{1,40})", re.A)
KEYS = Keys(
    url=("url", "post_url"),
    title=("title",),
    date=("display_publish_time", "first_publish_time", "publish_time", "date", "created_at", "create_time"),
)


def request_first(listing: Listing) -> tuple[PageRequest, ...]:
    """Return the index page of the platform: it knows the number of the site."""
    return (PageRequest(listing.url.partition("#")[0]),)


def read_page(body: bytes, request: PageRequest, listing: Listing) -> ListingPage:
    """Return what the index page leads to, or what a page of the interface names.

    Raises:
        ListingError: the index has no `SID`, the listing no category, or the answer no `articles` or `total`.
    """
    text = decode_answer(body, listing.encoding)
    if INTERFACE in urlsplit(request.url).path:
        return _read_articles(text, request)
    platform, category = PLATFORM.match(listing.url), listing.url.partition("#")[2].strip("/")
    if not platform or not CATEGORY.fullmatch(category):
        raise ListingError(f"{listing.url}: the address is not that of a category, /gkmlpt/index#45")
    site = SITE.search(text)
    if not site:
        raise ListingError("the page has no SID, the number of the site on the platform")
    return ListingPage((), (PageRequest(f"{platform[0]}/api/all/{category}?page=1&sid={site[1]}"),))


def _read_articles(text: str, request: PageRequest) -> ListingPage:
    answer = load_answer(text)
    if "articles" not in answer:
        raise ListingError("the answer has no articles")
    articles = read_records(answer["articles"], request.url, KEYS, "articles")
    total = read_number(answer.get("total"))
    if total is None:
        raise ListingError("the answer has no total")
    return ListingPage(articles, list_counted(request.url, "page", total, len(answer["articles"])), total)
