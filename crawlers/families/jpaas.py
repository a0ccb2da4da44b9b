"""Family jpaas, the newer system of Hanweb: a shell that names its units, and an interface that gives their HTML.

A unit is asked for without a page first: its answer says how many articles a page has (`rows`) and how many there are.
"""

import re
from html import unescape
from itertools import islice
from typing import Any
from urllib.parse import quote, unquote, urlencode, urlsplit

from lxml.html import HtmlElement

from crawlers.families.answers import decode_answer, load_answer, make_address, read_number
from crawlers.families.links import find_articles, parse_listing
from crawlers.families.listing import ListingError, ListingPage, PageRequest
from crawlers.families.paging import divide_pages
from crawlers.source import Listing

UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
PAGED = "&paramJson="  # always the last parameter of our requests
QUERY = re.compile(r"\bqueryData\s{0,5}=\s{0,5}(?:\"([^\"<>]{2,4000})\"|'([^'<>]{2,4000})')", re.I)
PAIR = re.compile(
    r"['\"]?\b([A-Za-z]\w{0,40})['\"]?\s{0,5}:\s{0,5}(?:'([^']{0,500})'|\"([^\"]{0,500})\"|([\w.-]{1,100}))"
)
ADDRESS = re.compile(r"\burl\s{0,5}=\s{0,5}[\"']([^\"'<>\s]{1,500})[\"']", re.I)
LONGEST_TAG = 6000  # characters
NEEDED = ("webId", "pageId")
TURNED = re.compile(r"列表|分页|list|page", re.I)  # how a unit is called whose pages can be turned
MOST_QUERIES = 200  # of a page; a shell has ten
MOST_UNITS = 20  # of a page; a shell has three
PAGE_NUMBER = re.compile(r"\"pageNo\":([0-9]{1,7})", re.A)


def request_first(listing: Listing) -> tuple[PageRequest, ...]:
    """Return the shell: the page of the column."""
    return (PageRequest(listing.url.partition("#")[0]),)


def read_page(body: bytes, request: PageRequest, listing: Listing) -> ListingPage:
    """Return the units that the shell names, or the articles in the answer of a unit and its other pages.

    Raises:
        ListingError: the shell has no `queryData` of a unit, or the answer no `data.html`.
    """
    text = decode_answer(body, listing.encoding)
    if not urlsplit(request.url).path.endswith(UNIT):
        return ListingPage((), _list_units(text, request.url))
    return _read_unit(load_answer(text), request, listing)


def _list_units(text: str, base: str) -> tuple[PageRequest, ...]:
    units: dict[PageRequest, str] = {}
    for match in islice(QUERY.finditer(text), MOST_QUERIES):
        query = unescape(match[1] or match[2])
        pairs = {pair[1]: pair[2] or pair[3] or pair[4] or "" for pair in PAIR.finditer(query)}
        if not all(pairs.get(name) for name in NEEDED):
            continue
        start = max(text.rfind("<", max(match.start() - LONGEST_TAG, 0), match.start()), 0)
        end = text.find(">", match.end(), match.end() + LONGEST_TAG)
        named = ADDRESS.search(text[start : end if end >= 0 else match.end()])
        address = make_address(base, named[1] if named else UNIT)
        if address and urlsplit(address).path.endswith(UNIT):
            url = f"{address.partition('?')[0]}?{urlencode(pairs, quote_via=quote, errors='ignore')}"
            units.setdefault(PageRequest(url), pairs.get("tagId", ""))
    if not units:
        raise ListingError(f"the page has no queryData of a unit, with {' and '.join(NEEDED)}")
    if len(units) > MOST_UNITS:
        raise ListingError(f"the page names {len(units)} units, more than {MOST_UNITS}")
    return tuple(unit for unit, tag in units.items() if TURNED.search(tag)) or tuple(units)


def _read_unit(answer: dict[str, Any], request: PageRequest, listing: Listing) -> ListingPage:
    data = answer.get("data")
    html = data.get("html") if isinstance(data, dict) else data
    if not isinstance(html, str) or not html.strip():
        raise ListingError("the answer has no data.html")
    tree = parse_listing(html.encode("utf-8", "ignore"), "utf-8")
    articles = find_articles(tree, listing.url, listing.links)
    total, size = _read_counts(tree)
    if total is None or size is None:
        return ListingPage(articles, (), total)
    unit, _, asked = request.url.partition(PAGED)
    own = PAGE_NUMBER.search(unquote(asked))
    numbers = set(range(1, divide_pages(total, size) + 1)) - {int(own[1]) if own else 1}
    further = (PageRequest(unit if number == 1 else _turn_page(unit, number, size)) for number in sorted(numbers))
    return ListingPage(articles, tuple(further), total)


def _turn_page(unit: str, number: int, size: int) -> str:
    return unit + PAGED + quote(f'{{"pageNo":{number},"pageSize":{size}}}')


def _read_counts(tree: HtmlElement) -> tuple[int | None, int | None]:
    """Return the number of articles and that of a page, as the element that turns pages has them."""
    for node in tree.iter():
        values = {"count": node.get("count"), "rows": node.get("rows")}
        if query := node.get("querydata"):
            values = {pair[1]: pair[2] or pair[3] or pair[4] for pair in PAIR.finditer(query[:LONGEST_TAG])}
        total, size = read_number(values.get("count")), read_number(values.get("rows"))
        if total is not None and size:
            return total, size
    return None, None
