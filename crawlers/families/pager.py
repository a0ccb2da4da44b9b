"""The pager of a static listing: a call in a script, links with numbers, words; and the pages that follow from it."""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml.etree import tostring
from lxml.html import HtmlElement

from crawlers.families.links import resolve_address
from crawlers.families.listing import Article, ListingError, ListingPage, PageRequest
from crawlers.families.paging import check_pages, count_pages, count_records

# createPageHTML(5,0,"index","html"), createPageHTML('page-div',5,0,'index','shtml',90): no brackets within.
CALL = re.compile(r"createPageHTML\s{0,9}\(([^()]{1,300})\)", re.I)
COMMENTED = re.compile(r"(?:^|[\n;{}\s])//[^\n]{0,200}\Z")
VARIABLE = re.compile(r"\b([A-Za-z_]\w{0,40})\s{0,9}=\s{0,9}[\"']?([0-9]{1,9})\b", re.A)
COUNT_NAMES = ("countPage", "_nPageCount", "nPageCount", "m_nPageCount")
CURRENT_NAMES = ("currentPage", "_nCurrIndex", "nCurrIndex", "currPage")
PAGE_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}", re.A)
EXTENSION = re.compile(r"s?html?|jhtml", re.I)
LONGEST_SCRIPTS = 500_000  # characters that are searched; a listing has a few thousand
LAST = frozenset(("尾页", "末页", "最后一页", "最后页", "最末页"))
# Where a pager is drawn by a script, its links keep the address of a page in one of these.
ATTRIBUTES = ("href", "tagname", "data-href", "data-url", "value", "onclick")
TAGS = ("a", "option", "span", "li", "input", "button")
MOST_TAGS = 20_000  # a page that lists 3,000 documents has half of them
MOST_QUOTED = 5
MOST_CALLS = 20
LONGEST_COUNT = 12  # characters, as 共128条/9页; what is longer in a link is a title
MOST_IN_TITLE = 10  # elements; a link left open wraps half a page
LONGEST_WORDS = 6  # of a pager's link: a number, 下一页; longer ones are titles of articles with numbers for names
QUOTED = re.compile(r"""["']([^"'<>\s]{1,1500})["']""")
FRONT = re.compile(r"/index\.(?:s?html?|jhtml)$", re.I)


class PageCall(NamedTuple):
    """What the script that draws a pager is called with: how many pages, and what their files are called."""

    pages: int
    name: str = "index"
    extension: str = ""


def read_call(tree: HtmlElement) -> PageCall | None:
    """Return how a page calls the script that draws its pager, None if it calls none and sets no such variables."""
    text = "\n".join(node.text or "" for node in tree.iter("script"))[:LONGEST_SCRIPTS]
    values = {match[1]: int(match[2]) for match in VARIABLE.finditer(text)}
    for call in islice(CALL.finditer(text), MOST_CALLS):
        if COMMENTED.search(text, max(call.start() - 200, 0), call.start()):
            continue
        words = [word.strip() for word in call[1].split(",")]
        numbers = [
            int(word) for word in (str(values.get(word, word.strip("'\""))) for word in words) if _is_number(word)
        ]
        names = [word.strip("'\"") for word in words if word[:1] in ("'", '"') and not _is_number(word.strip("'\""))]
        if numbers:
            extension = next((i for i in range(len(names) - 1, 0, -1) if EXTENSION.fullmatch(names[i])), 0)
            name = names[extension - 1].removeprefix("./") if extension else ""
            is_named = bool(PAGE_NAME.fullmatch(name))
            return PageCall(numbers[0], name if is_named else "index", names[extension] if extension else "")
    has_current = any(name in values for name in CURRENT_NAMES)
    count = next((values[name] for name in COUNT_NAMES if name in values and has_current), None)
    return None if count is None else PageCall(count)


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 10


def list_addresses(tree: HtmlElement, base: str) -> Iterator[tuple[HtmlElement, str]]:
    """Yield the links and controls of a page with the absolute addresses that they name, in whatever attribute."""
    for node in islice(tree.iter(*TAGS), MOST_TAGS):
        for attribute in ATTRIBUTES:
            if value := node.get(attribute):
                for text in _find_quoted(value) if attribute == "onclick" else [value]:
                    if url := resolve_address(base, text):
                        yield node, url


def _find_quoted(call: str) -> list[str]:
    return [match[1] for match in islice(QUOTED.finditer(call[:3000]), MOST_QUOTED)]


def find_number(tree: HtmlElement, base: str, numbered: re.Pattern[str]) -> int | None:
    """Return the number of the last page that the pager links to, None if it links to none.

    Args:
        tree: the page.
        base: its address.
        numbered: finds the number in the address of a page, as its first group.
    """
    matches = ((node, numbered.search(url)) for node, url in list_addresses(tree, base))
    found = [(_read_words(node), int(match[1])) for node, match in matches if match]
    last = [number for words, number in found if words in LAST]
    return max(last or [number for words, number in found if len(words) <= LONGEST_WORDS], default=None)


def _read_words(node: HtmlElement) -> str:
    return "".join("".join(islice(node.itertext(), 10))[:1000].split()) or (node.get("title") or "").strip()


def match_numbers(stem: str, end: str) -> re.Pattern[str]:
    """Return what finds the number in addresses that differ in nothing else, http or https."""
    plain = re.sub(r"^https?:", "https?:", re.escape(stem))
    return re.compile(rf"^{plain}([0-9]{{1,9}}){re.escape(end)}$", re.I)


def count_printed(tree: HtmlElement, parameter: str = "page") -> int | None:
    """Return how many pages a page says that there are, in words, variables, or links by a numbering parameter."""
    return count_pages(write_source(tree), parameter)


def make_page(
    tree: HtmlElement, articles: tuple[Article, ...], urls: Iterable[str], request: PageRequest, missing: str | None
) -> ListingPage:
    """Return a page of a listing: its articles, the other pages by GET, and how many articles it prints there are.

    Args:
        tree: the page.
        articles: what it names.
        urls: all pages of the listing, this one included or not.
        request: what the page was asked for with.
        missing: the sign of the family that the page lacks, None if it has it.

    Raises:
        ListingError: the page has neither articles nor the sign, or the listing more pages than any has.
    """
    if missing and not articles:
        raise ListingError(f"the page names no articles and has no {missing}")
    own = _find_key(request.url)
    pages = {key: url for url in reversed(list(urls)) if (key := _find_key(url)) != own}
    check_pages(len(pages))
    further = tuple(PageRequest(url) for url in reversed(pages.values()))
    return ListingPage(articles, further, count_records(write_source(tree)))


def find_folder(url: str) -> str:
    """Return the folder of a listing: its address, without the name of the front page if it has one."""
    url = url.partition("#")[0].partition("?")[0]
    above, _, last = url.rpartition("/")
    return f"{above}/" if "." in last or not last else f"{url}/"


def read_extension(url: str) -> str:
    """Return the ending of a listing's file name, `html` if it names no file."""
    ending = urlsplit(url).path.rpartition("/")[2].rpartition(".")[2]
    return ending if EXTENSION.fullmatch(ending) else "html"


def _find_key(url: str) -> str:
    """Return what two addresses of the same page share: a folder and its front page are one."""
    parts = urlsplit(url)
    path = FRONT.sub("/", parts.path)
    return f"{parts.netloc.lower()}{path}?{parts.query}"


def write_source(tree: HtmlElement) -> str:
    """Return the source of a page to search for counts: no comments, which keep old pagers, no titles."""
    copy = deepcopy(tree)
    for link in list(copy.iter("a")):
        is_small = len(list(islice(link.iter(), MOST_IN_TITLE + 1))) <= MOST_IN_TITLE
        if is_small and len(_read_words(link)) > LONGEST_COUNT:
            link.clear(keep_tail=True)
    return str(tostring(copy, encoding="unicode", method="html"))
