"""The index box of a page (信息公开) and the line under its title: labels and values, whatever elements hold them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from crawlers.readers.pages.labels import BUTTON_WORDS, LABELS
from crawlers.readers.pages.text import BLOCKS, CELLS
from crawlers.readers.pages.tree import HAN, UNSEEN

EDGE = "\x1f"  # where an inline element begins or ends
GAP = r"[ \u3000\x1f]{0,12}"
COLON = "[:：∶︰﹕]"
LONGEST_LABEL_BLOCK = 3000  # characters; a longer block is text
LONGEST_VALUE = 500
LONGEST_LEAD = 40  # characters before the first label of a line, such as a date
SHORTEST_PARAGRAPH = 30  # Han characters of a block with a full stop, which only an article has
WIDEST_GAP = 3  # blocks between two pairs of one box: a label that is not known, and its value
LONGEST_GAP = 60  # characters of such a block


_ANY_LABEL = "|".join(GAP.join(map(re.escape, label)) for label in sorted(LABELS, key=len, reverse=True))
_ANY_WORD = "|".join(map(re.escape, BUTTON_WORDS))
_START = rf"(?:^|(?<=[ \u3000{EDGE}|｜;；]))"
MARK = re.compile(rf"{_START}(?:[\[【]{GAP}({_ANY_LABEL}){GAP}[\]】]{GAP}{COLON}?|({_ANY_LABEL}){GAP}{COLON})")
BARE = re.compile(rf"^{GAP}({_ANY_LABEL}){GAP}(?:{EDGE}|$)")
BUTTONS = re.compile(rf"(?:^|[ \u3000{EDGE}|｜\[【（(]+)(?:{_ANY_WORD})(?=[ \u3000{EDGE}|｜\]】）):：]|$)")
BLANKS = re.compile(r"[\s\x1f]+")
SPACE = re.compile(r"[ \t\n\r\f\v\xa0]+")


@dataclass(slots=True)
class Block:
    """Text between the edges of two block elements, and the places of the tree that hold it."""

    element: HtmlElement
    text: str
    places: list[tuple[HtmlElement, bool]]  # element, and whether its tail (not its text) is meant

    def blank(self) -> None:
        """Take the text of the block out of the tree."""
        for node, is_tail in self.places:
            if is_tail:
                node.tail = None
            else:
                node.text = None


@dataclass(slots=True)
class Pair:
    """A label with its value, and the blocks (by number) that print them."""

    label: str
    value: str
    first: int
    last: int
    has_mark: bool  # a colon or brackets show that it is a label


@dataclass(slots=True)
class Group:
    """Pairs that stand together."""

    pairs: list[Pair] = field(default_factory=list)

    @property
    def is_box(self) -> bool:
        """Whether this is an index box."""
        names = {pair.label for pair in self.pairs if pair.value}
        return len(names) > 1 and any(LABELS[name] for name in names)


def list_blocks(tree: HtmlElement) -> list[Block]:
    """Return the blocks of text of a tree, in order."""
    blocks: list[Block] = []
    around: list[HtmlElement] = [tree]
    texts: list[str] = []
    places: list[tuple[HtmlElement, bool]] = []

    def end_block() -> None:
        text = SPACE.sub(" ", "".join(texts))
        if text.strip(" \u3000\x1f"):
            blocks.append(Block(around[-1], text.strip(" \u3000\x1f"), places.copy()))
        texts.clear()
        places.clear()

    def add(text: str | None, node: HtmlElement, is_tail: bool) -> None:
        if text:
            texts.append(text)
            places.append((node, is_tail))

    for event, node in etree.iterwalk(tree, events=("start", "end")):
        is_block = node.tag in BLOCKS
        if is_block:
            end_block()
        else:
            texts.append(EDGE)
        if event == "start":
            if is_block:
                around.append(node)
            if node.tag not in UNSEEN:
                add(node.text, node, False)
        else:
            if is_block:
                around.pop()
            if node is not tree:
                add(node.tail, node, True)
    end_block()
    return blocks


def _clean_value(text: str) -> str:
    if match := BUTTONS.search(text):
        text = text[: match.start()]
    return text.replace(EDGE, "").strip(" \u3000\xa0|｜;；，,")[:LONGEST_VALUE]


def _find_next(block: Block) -> HtmlElement | None:
    """Return the element after a block's own, or after one of those that it alone fills."""
    node = block.element
    for _ in range(3):
        if node is None or node.tag in {"body", "html"}:
            return None
        if (sibling := node.getnext()) is not None:
            return sibling
        node = node.getparent()
    return None


def _is_inside(node: HtmlElement | None, outer: HtmlElement) -> bool:
    for _ in range(6):
        if node is None or node is outer:
            return node is outer
        node = node.getparent()
    return False


def _read_value_after(blocks: list[Block], number: int) -> tuple[str, int]:
    """Return the value of a label that fills block `number`, and the last block of that value."""
    if number + 1 >= len(blocks):
        return "", number
    block, after = blocks[number], blocks[number + 1]
    if after.element is block.element or _is_inside(after.element, block.element):
        last = number + 1
    else:
        place = _find_next(block)
        last = number
        while place is not None and last + 1 < len(blocks) and last - number < 5:
            if not _is_inside(blocks[last + 1].element, place):
                break
            last += 1
    texts = [block.text for block in blocks[number + 1 : last + 1]]
    if any(MARK.match(text) or BARE.match(text) for text in texts) or sum(map(len, texts)) > LONGEST_VALUE:
        return "", number
    return _clean_value(" ".join(texts)), last


def _read_pairs(blocks: list[Block]) -> Iterator[Pair]:
    """Yield the pairs of a page; those without value too, since they belong to a box all the same."""
    taken = -1
    for number, block in enumerate(blocks):
        text = block.text
        if number <= taken or len(text) > LONGEST_LABEL_BLOCK:
            continue
        marks = list(MARK.finditer(text))
        if marks and marks[0].start() <= LONGEST_LEAD and "。" not in text[: marks[0].start()]:
            ends = [mark.start() for mark in marks[1:]] + [len(text)]
            for mark, end in zip(marks, ends, strict=True):
                value, taken = _clean_value(text[mark.end() : end]), number
                if not text[mark.end() : end].strip(" \u3000\x1f"):
                    value, taken = _read_value_after(blocks, number) if end == len(text) else ("", number)
                yield Pair(BLANKS.sub("", mark[1] or mark[2]), value, number, taken, has_mark=True)
        elif bare := BARE.match(text):
            rest = text[bare.end() :].strip(" \u3000\x1f")
            if rest:
                value, taken = ("" if BARE.match(rest) else _clean_value(rest)), number
            else:
                value, taken = _read_value_after(blocks, number)
            yield Pair(BLANKS.sub("", bare[1]), value, number, taken, has_mark=False)


def _name_place(node: HtmlElement) -> str:
    """Return what kind of element prints a pair: those of one box are of one kind."""
    cell = next((n for n in (node, *islice(node.iterancestors(), 2)) if n.tag in CELLS), None)
    return "cell" if cell is not None else str(node.tag)


def _group_pairs(blocks: list[Block]) -> list[Group]:
    groups: list[Group] = []
    last = -1
    place = ""
    for pair in _read_pairs(blocks):
        between = blocks[last + 1 : pair.first] if last >= 0 else []
        is_near = last >= 0 and len(between) < WIDEST_GAP and all(len(b.text) <= LONGEST_GAP for b in between)
        here = _name_place(blocks[pair.first].element)
        if not is_near or here != place or any(other.label == pair.label for other in groups[-1].pairs):
            groups.append(Group())
        groups[-1].pairs.append(pair)
        last, place = pair.last, here
    return groups


def read_box(tree: HtmlElement) -> tuple[dict[str, str], list[Block]]:
    """Return labels and values that a page prints, and the blocks that print nothing else.

    Of several values of a label the first wins, one in an index box before others. Beside a box, a pair counts only
    above or below the article: within it a label and a colon are text.
    """
    blocks = list_blocks(tree)
    groups = _group_pairs(blocks)
    in_boxes = {n for group in groups if group.is_box for pair in group.pairs for n in range(pair.first, pair.last + 1)}
    paragraphs = [
        number
        for number, block in enumerate(blocks)
        if number not in in_boxes
        and "。" in block.text
        and sum(map(len, HAN.findall(block.text))) >= SHORTEST_PARAGRAPH
    ]
    first, last = (paragraphs[0], paragraphs[-1]) if paragraphs else (len(blocks), -1)
    boxed: dict[str, str] = {}
    loose: dict[str, str] = {}
    printed: list[Block] = []
    for group in groups:
        pairs = group.pairs if group.is_box else [pair for pair in group.pairs if pair.has_mark]
        is_outside = bool(pairs) and not first <= pairs[0].first <= last
        found = boxed if group.is_box else loose
        for pair in pairs:
            if pair.value and (group.is_box or is_outside):
                found.setdefault(pair.label, pair.value)
        if group.is_box or (is_outside and len({pair.label for pair in pairs}) > 1):
            printed += blocks[pairs[0].first : pairs[-1].last + 1]
    return {**loose, **boxed}, printed
