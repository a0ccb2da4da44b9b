"""Links of a listing: its bytes as a tree, and the articles that it leads to, without the navigation around them."""

import re
from collections.abc import Iterable
from itertools import islice
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from cssselect import SelectorError
from lxml.cssselect import CSSSelector
from lxml.etree import LxmlError
from lxml.html import HtmlElement

from crawlers.families.article_address import LONGEST_ADDRESS, is_article_address
from crawlers.families.listing import Article, ListingError
from crawlers.families.row import find_day, read_title
from crawlers.readers.pages.body import find_furniture
from crawlers.readers.pages.page import CHINESE, decode_page
from crawlers.readers.pages.tree import parse_page
from crawlers.readers.reading import UnreadableError

__all__ = ["find_articles", "is_article_address", "list_links", "parse_listing", "resolve_address", "select_links"]

ROWS = frozenset(("li", "tr", "dd"))
# Some portals make a list of each row: its cells are the items.
ENDS = frozenset(("tr", "ul", "ol", "dl"))
ABOVE_ROWS = frozenset(("body", "html", "table", "tbody"))
MOST_STEPS = 6  # from a link up to its row; portals wrap a link in three elements at most
MOST_IN_ROW = 5  # links; a row with more of them is a menu, or holds the whole page
MOST_LINKS = 20_000  # a list of all documents of a portal has 3,000
HOST = re.compile(r"[\w.-]{1,255}(?::\d{1,5})?")
NO_ADDRESS = re.compile(r"[<>\"\x00-\x08]")  # of a damaged page: an attribute without its end
SPACE = re.compile(r"\s")  # within an address; browsers escape it
Link = tuple[HtmlElement, str]


def parse_listing(body: bytes, encoding: str = "") -> HtmlElement:
    """Return the tree of a listing's page, scripts included.

    Args:
        body: the bytes of the page, or of a piece of one.
        encoding: what the source says they are in; it wins if it explains them.

    Raises:
        ListingError: the page is empty, in no known encoding, or no tree can be made of it.
    """
    if not body.strip(b"\x00\xef\xbb\xbf \t\r\n"):
        raise ListingError("the page is empty")
    try:
        tree: HtmlElement = parse_page(_decode(body, encoding))
    except (UnreadableError, LxmlError, ValueError, RecursionError, MemoryError, AssertionError) as error:
        raise ListingError(f"the page cannot be read: {' '.join(str(error).split())[:200]}") from error
    return tree


def _decode(body: bytes, encoding: str) -> str:
    if encoding:
        try:
            return body.decode(CHINESE.get(encoding.lower(), encoding))
        except (LookupError, UnicodeError):
            pass  # the source is wrong about this page; the bytes tell
    return decode_page(body)[0]


def list_links(tree: HtmlElement, base: str) -> tuple[Link, ...]:
    """Return the links of a page with their absolute addresses, in its order, those that lead back to it left out.

    Args:
        tree: the page.
        base: its address, against which links are resolved unless it names another.
    """
    own = urldefrag(base).url
    named = next((node.get("href") for node in tree.iter("base") if node.get("href")), "")
    base = resolve_address(base, named) or base
    found = ((node, resolve_address(base, node.get("href") or "")) for node in islice(tree.iter("a"), MOST_LINKS))
    return tuple((node, url) for node, url in found if url and url != own)


def resolve_address(base: str, href: str) -> str:
    """Return an absolute http address without fragment, an empty text if there is none."""
    try:
        url = urldefrag(urljoin(base, href.strip())).url
        parts = urlsplit(url)
        is_web = parts.scheme in ("http", "https") and HOST.fullmatch(parts.netloc) and (parts.port or 0) >= 0
    except ValueError:
        return ""
    if not is_web or not href.strip() or len(url) > LONGEST_ADDRESS or NO_ADDRESS.search(url):
        return ""
    return SPACE.sub(lambda match: quote(match[0]), url)


def select_links(tree: HtmlElement, base: str, selector: str) -> tuple[Link, ...]:
    """Return the links that a CSS selector picks, or that lie in what it picks.

    Raises:
        ListingError: the selector is no CSS.
    """
    try:
        picked = set(CSSSelector(selector)(tree))
    except (SelectorError, LxmlError, RecursionError) as error:
        raise ListingError(f"the source's selector {selector!r} is no CSS: {error}") from error
    inside: set[HtmlElement] = set()
    for node in tree.iter():
        if node in picked or node.getparent() in inside:
            inside.add(node)
    return tuple(link for link in list_links(tree, base) if link[0] in inside)


def find_articles(tree: HtmlElement, base: str, selector: str = "") -> tuple[Article, ...]:
    """Return the articles that a listing names, each address once, in the order of the page.

    Without a selector, a link counts if its address is shaped as an article's, or if it is the main one of a list's row
    with a day printed beside it: what else a page links is navigation.

    Args:
        tree: the page.
        base: its address.
        selector: CSS of the links, or of elements that hold them.

    Raises:
        ListingError: the selector is no CSS.
    """
    links = list_links(tree, base)
    linked = {node for node, _ in links}
    chosen = select_links(tree, base, selector) if selector else _leave_furniture(tree, links)
    reached = _mark_rows(chosen)
    dated = {} if selector else _pick_from_rows(links, reached)
    wanted = {node for node, _ in chosen} | dated.keys()
    days: dict[HtmlElement, str | None] = {}
    found: dict[str, Article] = {}
    for node, url in links:
        if node not in wanted:
            continue
        title, day = read_title(node)
        if day is None:
            day = _climb_to_day(node, url, reached, linked, days) if node not in dated else dated[node]
        before = found.get(url, Article(url, "", None))
        found[url] = Article(url, _prefer(before.title, title), before.date or day)
    return tuple(found.values())


def _leave_furniture(tree: HtmlElement, links: tuple[Link, ...]) -> list[Link]:
    """Return the links shaped as those of articles, but not in a foot or menu, unless most lie there."""
    shaped = [link for link in links if is_article_address(link[1])]
    furniture = set(find_furniture(tree))
    outside = [link for link in shaped if furniture.isdisjoint(link[0].iterancestors())] if furniture else shaped
    return outside if 2 * len(outside) >= len(shaped) else shaped


def _prefer(first: str, second: str) -> str:
    """Return the better of two titles of one address: the first, unless it is empty or cut short."""
    is_cut = first.endswith(("…", "..."))
    return second if not first or (is_cut and len(second) > len(first)) else first


def _mark_rows(links: Iterable[Link]) -> dict[HtmlElement, str]:
    """Return the elements around links, each with the address it holds, an empty text if there are several."""
    reached: dict[HtmlElement, str] = {}
    for node, url in links:
        for above in islice(node.iterancestors(), MOST_STEPS):
            if reached.setdefault(above, url) != url:
                reached[above] = ""
    return reached


def _climb_to_day(
    link: HtmlElement,
    url: str,
    reached: dict[HtmlElement, str],
    linked: set[HtmlElement],
    days: dict[HtmlElement, str | None],
) -> str | None:
    """Return the day in the closest element around a link that holds no other article, up to its row."""
    for above in islice(link.iterancestors(), MOST_STEPS):
        if reached.get(above) != url or above.tag in ABOVE_ROWS:
            return None
        if above not in days:
            days[above] = find_day(above, linked)
        if days[above] or above.tag in ENDS:
            return days[above]
    return None


def _pick_from_rows(links: tuple[Link, ...], reached: dict[HtmlElement, str]) -> dict[HtmlElement, str]:
    """Return, with their days, the main links of rows that print a day and hold no link shaped as an article's."""
    rows: dict[HtmlElement, list[Link]] = {}
    for node, url in links:
        row = next((above for above in islice(node.iterancestors(), MOST_STEPS) if above.tag in ROWS), None)
        is_front = not urlsplit(url).path.strip("/")
        if row is not None and row not in reached and not is_front:
            rows.setdefault(row, []).append((node, url))
    picked: dict[HtmlElement, str] = {}
    for row, inside in rows.items():
        if len(inside) > MOST_IN_ROW:
            continue
        titles = {node: read_title(node) for node, _ in inside}
        main = max(titles, key=lambda node: len(titles[node][0]))
        day = titles[main][1] or find_day(row, titles)
        if day and titles[main][0]:
            picked[main] = day
    return picked
