"""A page as a tree: parsed without comments, what no reader sees taken out, its characters counted."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from lxml.html import HtmlElement, HTMLParser, document_fromstring

from crawlers.readers.reading import UnreadableError

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff\ufeff\u200b]+")
HIDDEN_STYLE = re.compile(r"(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)", re.I)
UNSEEN_NAMES = "script style noscript template button input select option textarea svg canvas audio video map rp rt"
UNSEEN = frozenset(UNSEEN_NAMES.split())
EMBEDDED = frozenset(("iframe", "object", "embed", "frame"))  # they hold no text of the page, but may show a file
LONGEST_SMALL_FORM = 100  # Han; a longer form wraps the whole page (ASP.NET), a shorter one searches or votes
LARGEST_PAGE = 20_000_000  # characters; the longest page at hand has 0.3 million
MOST_ELEMENTS = 250_000  # the richest page at hand has 4,000
LONG_TAG = re.compile(r"<[a-z](?:[^<>\"']|\"[^\"]*+\"|'[^']*+'){5000,}+", re.I)
QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
MOST_ATTRIBUTES = 2000  # of an element; the parser's time grows with their square


class Count(NamedTuple):
    """How much an element holds, those inside it included."""

    han: int  # Han characters
    linked: int  # those of them in links
    length: int  # characters that are no white space

    @property
    def plain(self) -> int:
        """Han characters outside links, the sign of an article."""
        return self.han - self.linked


Counts = dict[HtmlElement, Count]
NOTHING = Count(0, 0, 0)


def parse_page(text: str) -> HtmlElement:
    """Return the root of a page.

    Raises:
        UnreadableError: the page is too large, or nested deeper than the parser goes.
    """
    if len(text) > LARGEST_PAGE:
        raise UnreadableError(f"the page has {len(text)} characters: save the article alone", "too_large")
    if any(len(QUOTED.sub(" ", tag[0]).split()) > MOST_ATTRIBUTES for tag in LONG_TAG.finditer(text)):
        raise UnreadableError("an element of the page has thousands of attributes", "damaged_file")
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    tree = document_fromstring(NO_XML.sub("", text).encode(), parser=parser)
    if any("xcessive depth" in error.message for error in parser.error_log):
        raise UnreadableError("the page is nested too deep to be read: save the article alone", "damaged_file")
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        raise UnreadableError(f"the page has more than {MOST_ELEMENTS} elements: save the article alone", "too_large")
    return tree


def count_characters(tree: HtmlElement) -> Counts:
    """Return what every element of a tree holds, in one pass from the last element to the first."""
    sums: dict[HtmlElement, list[int]] = {}
    counts: Counts = {}
    for node in reversed(list(tree.iter())):
        own = _measure(node.text)
        inner = sums.pop(node, None)
        han, linked, length = own if inner is None else [a + b for a, b in zip(own, inner, strict=True)]
        counts[node] = count = Count(han, han if node.tag == "a" else linked, length)
        parent = node.getparent()
        if parent is not None:
            tail = _measure(node.tail)
            above = sums.setdefault(parent, [0, 0, 0])
            for i in range(3):
                above[i] += count[i] + tail[i]
    return counts


def _measure(text: str | None) -> list[int]:
    if not text or text.isspace():
        return [0, 0, 0]
    return [sum(map(len, HAN.findall(text))), 0, sum(map(len, text.split()))]


def remove_unseen(tree: HtmlElement) -> None:
    """Empty what no reader of the page sees: scripts, styles, controls, hidden elements, small forms."""
    forms = []
    for node in list(tree.iter()):
        tag = node.tag
        if tag in UNSEEN:
            empty_element(node)
        elif tag in EMBEDDED:
            node.text = None
        elif tag == "form":
            forms.append(node)
        elif node.attrib and tag not in {"html", "body"} and _is_hidden(node):
            empty_element(node)
    counts = count_characters(tree) if forms else {}
    for form in forms:
        if counts.get(form, NOTHING).han < LONGEST_SMALL_FORM:
            empty_element(form)


def remove_furniture(furniture: Iterable[HtmlElement], tree: HtmlElement, counts: Counts) -> None:
    """Empty elements of a page that its article never lies in, unless half of the page's text lies in them."""
    most = counts[tree].plain / 2
    for node in furniture:
        if node in counts and (counts[node].plain < most or counts[node].plain == 0):
            empty_element(node)


def empty_element(node: HtmlElement) -> None:
    """Empty an element in place: cheaper than removal, which copies the text after it."""
    node.clear(keep_tail=True)


def _is_hidden(node: HtmlElement) -> bool:
    if node.get("hidden") is not None:
        return True
    style = node.get("style")
    return style is not None and HIDDEN_STYLE.search(style[:2000]) is not None
