"""The body of a page: the elements that hold its article, by known containers or by where the text lies."""

import logging
import re
from copy import deepcopy
from dataclasses import dataclass
from importlib.resources import files
from typing import NamedTuple

from cssselect import SelectorError
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement, fragment_fromstring

from crawlers.readers.pages.tree import NOTHING, Counts
from crawlers.readers.reading import UnreadableError

NEARLY_ALL = 0.7  # of the richest container's text: what a closer one holds to be chosen before it
MOST = 0.85  # of the page's text: where it lies, the article lies
HALF = 0.5  # of the page's text, where no element holds most: a short notice above a long foot
FEW_LINKED = 20  # Han characters in links; with more of them than another guess, menus came with this one
SMALLEST_BODY = 40  # Han characters outside links; the shortest notice has more
LAYOUT = {"body", "div", "table", "tbody", "tr", "td", "section", "article", "main", "center", "form", "font"}
# Bounds on what readability is given, since its time grows with size times depth.
MOST_ELEMENTS = 20_000
LONGEST_TEXT = 400_000  # characters; ten work reports
DEEPEST = 80
MARK = "data-place"


class Selector(NamedTuple):
    """A simple selector: an element's name and the value or start of its id or class, in small letters."""

    tag: str
    attribute: str
    value: str
    is_start: bool


@dataclass(frozen=True, slots=True)
class Body:
    """The elements that hold an article; `is_known`: by a selector, not by a guess."""

    elements: list[HtmlElement]
    is_known: bool
    plain: int  # Han characters outside links


def _parse_selector(line: str) -> Selector:
    if match := re.fullmatch(r"\[(id|class)\^=([\w-]+)\]", line):
        return Selector("", match[1], match[2].lower(), is_start=True)
    tag, mark, value = (part.lower() for part in re.split(r"([#.]|$)", line, maxsplit=1))
    return Selector(tag, {"#": "id", ".": "class", "": ""}[mark], value, is_start=False)


def _read_selectors() -> tuple[list[Selector], list[Selector]]:
    """Return the selectors of containers and of furniture. A comment is told from an id by the space after its #."""
    lines = files("crawlers.readers.pages").joinpath("body_selectors.txt").read_text("utf-8").splitlines()
    lines = [line.strip() for line in lines if line.strip() and not line.startswith("# ")]
    containers = [_parse_selector(line) for line in lines if not line.startswith("!")]
    return containers, [_parse_selector(line[1:]) for line in lines if line.startswith("!")]


CONTAINERS, FURNITURE = _read_selectors()


class PageIndex:
    """The elements of a page by name, id and class, letters' case ignored."""

    def __init__(self, tree: HtmlElement) -> None:
        self.found: dict[tuple[str, str], list[HtmlElement]] = {}
        named = {selector.tag for selector in (*CONTAINERS, *FURNITURE) if not selector.attribute}
        for node in tree.iter():
            if node.tag in named:
                self.found.setdefault(("", node.tag), []).append(node)
            if not node.attrib:
                continue
            for attribute in ("id", "class"):
                for value in set((node.get(attribute) or "")[:500].lower().split()):
                    self.found.setdefault((attribute, value), []).append(node)

    def select(self, selector: Selector) -> list[HtmlElement]:
        """Return the elements that a selector means."""
        if selector.is_start:
            keys = [k for k in self.found if k[0] == selector.attribute and k[1].startswith(selector.value)]
            return [node for key in keys for node in self.found[key]]
        nodes = self.found.get((selector.attribute, selector.value or selector.tag), [])
        return [node for node in nodes if node.tag == selector.tag] if selector.tag else nodes


def find_furniture(tree: HtmlElement) -> list[HtmlElement]:
    """Return the elements of a page that are known to hold no part of an article."""
    index = PageIndex(tree)
    return [node for selector in FURNITURE for node in index.select(selector)]


def find_body(tree: HtmlElement, counts: Counts, selector: str | None = None) -> Body:
    """Return the body of a page: by the source's own CSS selector, a known container, or where the text lies.

    Raises:
        UnreadableError: the selector of the source is no CSS.
    """
    if selector and (body := _find_by_source(tree, counts, selector)):
        return body
    return _find_container(tree, counts) or _find_by_text(tree, counts)


def _make_body(elements: list[HtmlElement], counts: Counts, is_known: bool) -> Body:
    return Body(elements, is_known, sum(counts.get(element, NOTHING).plain for element in elements))


def _find_by_source(tree: HtmlElement, counts: Counts, selector: str) -> Body | None:
    try:
        matches = CSSSelector(selector)(tree)
    except SelectorError as error:
        raise UnreadableError(f"the source's selector of the body, {selector!r}, is no CSS: {error}") from error
    return _make_body(_pick_richest(matches, counts), counts, is_known=True) if matches else None


def _pick_richest(matches: list[HtmlElement], counts: Counts) -> list[HtmlElement]:
    """Return the match with most text, and those beside it in the same element."""
    richest = max(matches, key=lambda node: counts.get(node, NOTHING).plain)
    parent = richest.getparent()
    return [node for node in dict.fromkeys(matches) if node is richest or node.getparent() is parent]


def _find_container(tree: HtmlElement, counts: Counts) -> Body | None:
    index = PageIndex(tree)
    matches = [nodes for selector in CONTAINERS if (nodes := index.select(selector))]
    bodies = [_make_body(_pick_richest(nodes, counts), counts, is_known=True) for nodes in matches]
    most = max((body.plain for body in bodies), default=0)
    if most < SMALLEST_BODY:
        return None
    return next(body for body in bodies if body.plain >= NEARLY_ALL * most)


def _find_by_text(tree: HtmlElement, counts: Counts) -> Body:
    """Return the elements that readability finds, or, where it lost text, the smallest that holds most text."""
    page = tree.find("body")
    page = tree if page is None else page
    place = _descend(page, MOST, counts)
    share = HALF if place is page else MOST
    if place is page and counts[page].linked > counts[page].plain:  # menus around a short notice
        place = _descend(page, HALF, counts)
    around = _make_body([place], counts, is_known=False)
    elements = _find_by_readability(tree, counts)
    guess = _make_body(elements, counts, is_known=False)
    linked = sum(counts.get(element, NOTHING).linked for element in elements)
    is_whole = not elements or page in elements or linked > counts[place].linked + FEW_LINKED
    return around if is_whole or guess.plain < share * around.plain else guess


def _descend(page: HtmlElement, share: float, counts: Counts) -> HtmlElement:
    """Return the smallest element that lays out at least a share of the page's text."""
    place, least = page, max(share * counts[page].plain, 1)
    while inner := [node for node in place if node.tag in LAYOUT and counts[node].plain >= least]:
        place = inner[0]
    return place


def _find_by_readability(tree: HtmlElement, counts: Counts) -> list[HtmlElement]:
    """Return the elements that readability takes for the article; none if it fails or the page is beyond its bounds."""
    if len(counts) > MOST_ELEMENTS or counts[tree].length > LONGEST_TEXT or _is_deep(tree):
        return []
    from readability import Document  # noqa: PLC0415 - loaded only for a page of an unknown site

    logging.getLogger("readability.readability").setLevel(logging.CRITICAL + 1)
    nodes = list(tree.iter())
    copy = deepcopy(tree)
    for number, node in enumerate(copy.iter()):
        names = {key: node.get(key, "")[:100] for key in ("id", "class") if node.get(key)}
        node.attrib.clear()
        node.attrib.update({**names, MARK: str(number)})
    try:
        found = fragment_fromstring(Document(copy).summary(html_partial=True), create_parent="div")
    except Exception:  # whatever it stumbles over, the page is read without it
        return []
    numbers = sorted({int(mark) for node in found.iter() if (mark := node.get(MARK) or "").isdecimal()})
    kept = {nodes[number] for number in numbers}
    return [node for number in numbers if kept.isdisjoint((node := nodes[number]).iterancestors())]


def _is_deep(tree: HtmlElement) -> bool:
    depths: dict[HtmlElement, int] = {}
    for node in tree.iter():
        depths[node] = depth = depths.get(node.getparent(), 0) + 1
        if depth > DEEPEST:
            return True
    return False
