"""Rows of a listing: the whole title of a link, and the day printed beside it."""

import re
from collections.abc import Container, Iterator
from datetime import date
from itertools import islice

from lxml.etree import iterwalk
from lxml.html import HtmlElement

DASH = r"\s{0,2}[-/.－／．—–―─]{1,2}\s{0,2}"
DAY = re.compile(
    rf"(?<!\d)((?:19|20)\d\d)(?:{DASH}|\s{{0,2}}年\s{{0,2}})(\d{{1,2}})(?:{DASH}|\s{{0,2}}月\s{{0,2}})(\d{{1,2}})(?!\d)(?:\s?日)?"
)
BESIDE_DAY = re.compile(
    r"\d{1,2}[:：]\d{1,2}(?:[:：]\d{1,2})?|发布|成文|印发|公开|更新|生成|发文|日期|时间|[\s\[\]【】()（）〔〕:：|·,，-]"
)
TODAY = "今天"  # in a page's head: the day of the visit
CUT = ("…", "...", "。。。")
BULLETS = "·•●■▪◆・►▶>» "
HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
TAG = re.compile(r"<[^<>]{0,200}>")
LONGEST_LINE = 60  # characters; a longer text beside a link is the article's summary, which names days of its own
LONGEST_TITLE = 1000  # characters; beyond it, a link wraps the page
MOST_NODES = 400  # of a row or a link that are looked at
UNSEEN = frozenset(("script", "style", "noscript", "template"))


def read_day(text: str) -> str | None:
    """Return the first day that a text names, as ISO, None if it names none that exists."""
    for match in DAY.finditer(text[:LONGEST_TITLE].translate(HALF_WIDTH)):
        try:
            return date(*map(int, match.groups())).isoformat()
        except ValueError:
            continue
    return None


def read_title(link: HtmlElement) -> tuple[str, str | None]:
    """Return the title that a link stands for, and the day if one is printed within it.

    The `title` attribute wins where it says more than the text, or the text is cut short.
    """
    texts = list(_walk_texts(link, ()))
    days = [text for text in texts if _is_day(text)]
    rest = [text for text in texts if not _is_day(text)]
    text = _fold("".join(rest or texts))[:LONGEST_TITLE].lstrip(BULLETS)
    named = (_fold(TAG.sub(" ", node.get(key) or "")) for node, key in _list_labels(link))
    whole = next((name for name in named if name), "")[:LONGEST_TITLE]
    is_cut = text.endswith(CUT)
    if whole and (len(whole) > len(text) or (is_cut and not whole.endswith(CUT))):
        text = whole
    return text, read_day(days[0]) if days and rest else None


def find_day(row: HtmlElement, linked: Container[HtmlElement]) -> str | None:
    """Return the day printed in a row, None if none; `linked` are the elements of links, whose words do not count."""
    lines = list(_walk_texts(row, linked))
    alone = (line for line in lines if _is_day(line))
    within = (line for line in lines if len(line.strip()) <= LONGEST_LINE and TODAY not in line)
    return next(filter(None, map(read_day, (*alone, *within))), None)


def _is_day(text: str) -> bool:
    """Whether a text is a day and nothing else but its time, brackets and label."""
    if len(text.strip()) > LONGEST_LINE:
        return False
    text = text.translate(HALF_WIDTH)
    match = DAY.search(text)
    return match is not None and not BESIDE_DAY.sub("", text[: match.start()] + text[match.end() :])


def _fold(text: str) -> str:
    return " ".join(text.split())


def _walk_texts(top: HtmlElement, skipped: Container[HtmlElement]) -> Iterator[str]:
    """Yield the texts under an element in the order of the page, without those of scripts and skipped elements."""
    walk = iterwalk(top, events=("start", "end"))
    for event, node in islice(walk, 2 * MOST_NODES):
        if event == "start":
            if node in skipped or node.tag in UNSEEN:
                walk.skip_subtree()
            elif node.text and not node.text.isspace():
                yield node.text
        elif node is not top and node.tail and not node.tail.isspace():
            yield node.tail


def _list_labels(link: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Yield what may hold a link's title besides its text: its own attribute, that of what it holds, a picture's."""
    yield link, "title"
    for node in islice(link.iter(), MOST_NODES):
        if node is not link:
            yield node, "title"
    for node in islice(link.iter("img"), MOST_NODES):
        yield node, "alt"
