"""Titles: those that a page carries, and how like two prints of a title are."""

import re
from itertools import islice
from unicodedata import normalize

from lxml.html import HtmlElement

SHORTEST_TITLE = 6  # characters; of shorter ones (通知) nothing can be said
LONG_TITLE = 8  # characters; shorter ones differ by chance (政府工作报告 and 要闻动态)
LONGEST_TITLE = 300  # characters; the rest of a longer one is not compared
MOST_TITLES = 50  # of a page, and pieces of one; an article has a handful
NOT_OF_A_TITLE = re.compile(r"[\W_]+")
ABOUT = re.compile(r"关于(?:印发|转发|批转|公布|发布|调整)?")
HEADINGS = ("title", "h1", "h2", "h3")
METAS = ("articletitle", "og:title")


def read_titles(tree: HtmlElement) -> list[str]:
    """Return what a page calls itself: its meta tags, its title, its headings."""
    metas = (node for node in tree.iter("meta") if (node.get("name") or node.get("property") or "").lower() in METAS)
    titles = [node.get("content") or "" for node in islice(metas, MOST_TITLES)]
    for node in islice(tree.iter(*HEADINGS), MOST_TITLES):
        titles.append(" ".join(islice(node.itertext(), MOST_TITLES)))
    return [title[:LONGEST_TITLE] for title in titles]


def fold_title(title: str) -> str:
    """Return a title without what differs between two prints of it: punctuation, white space, width, capitals."""
    return NOT_OF_A_TITLE.sub("", normalize("NFKC", title[:LONGEST_TITLE]).casefold())


def find_topic(title: str) -> str:
    """Return what stands behind 关于印发, the whole of other titles: a whole site names the government before it."""
    match = ABOUT.search(title[:LONGEST_TITLE])
    return title[match.end() :] if match else title


def compare_titles(listed: str, printed: str) -> float:
    """Return which share of the bigrams of the shorter title the other has; 0 where one is too short to tell."""
    pairs, others = _pair_up(listed), _pair_up(printed)
    return len(pairs & others) / min(len(pairs), len(others)) if pairs and others else 0.0


def measure_shown(listed: str, printed: str) -> float:
    """Return which share of the bigrams of a listed title a text prints; 0 where one is too short to tell."""
    pairs = _pair_up(listed)
    return len(pairs & _pair_up(printed)) / len(pairs) if pairs else 0.0


def _pair_up(title: str) -> set[str]:
    folded = fold_title(title)
    return {folded[i : i + 2] for i in range(len(folded) - 1)} if len(folded) >= SHORTEST_TITLE else set()
