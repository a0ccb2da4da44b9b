"""The text of a page's elements as a browser shows it: a line for each block, a row of a table on one line."""

import re
from collections.abc import Iterable

from lxml import etree
from lxml.html import HtmlElement

from crawlers.readers.pages.labels import is_button_line
from crawlers.readers.pages.tree import NOTHING, Counts

BLOCK_NAMES = (
    "address article aside blockquote body br caption center dd details dir div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary"
    " table tbody td tfoot th thead title tr ul"
)
BLOCKS = frozenset(BLOCK_NAMES.split())
PREFORMATTED = frozenset(("pre", "textarea", "listing"))  # where a line end of the source is one
CELLS = frozenset(("td", "th"))
BOLD_TAGS = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"))
WEIGHT = re.compile(r"font-weight\s{0,9}:\s{0,9}(?:(bold)|(\d{3,4})|(normal|lighter))", re.I)
LIGHTEST_BOLD = 600  # as browsers draw it
LONGEST_CELL = 600  # characters; a longer one is a column of the page, not a cell of a row
PIECES = re.compile(r"[ \t\n\r\f\xa0]+|[^ \t\n\r\f\xa0]+")
SPACES = " \t\n\r\f\xa0"
WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef‘’“”…—]")


class LineWriter:
    """Lines in the making: white space is collapsed and bold spans are kept as text arrives."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.bold: list[tuple[int, int]] = []
        self.offset = 0
        self._start_line()

    def _start_line(self) -> None:
        self.pieces: list[str] = []
        self.spans: list[tuple[int, int]] = []
        self.length = 0
        self.gap = ""

    def add(self, text: str | None, is_bold: bool = False) -> None:
        """Add text to the line; a line break of the source between two wide characters is no space."""
        for piece in PIECES.findall(text or ""):
            if piece[0] in SPACES:
                self.gap = "".join({*self.gap, *piece})  # its kinds are enough, and stay few
                continue
            if self.gap and self.pieces and not self._is_source_break(piece):
                self._put(" ", is_bold and bool(self.spans) and self.spans[-1][1] == self.length)
            self.gap = ""
            self._put(piece, is_bold)

    def _is_source_break(self, piece: str) -> bool:
        if "\xa0" in self.gap or not ("\n" in self.gap or "\r" in self.gap):
            return False
        return bool(WIDE.match(piece) and WIDE.match(self.pieces[-1][-1]))

    def _put(self, piece: str, is_bold: bool) -> None:
        end = self.length + len(piece)
        if is_bold and self.spans and self.spans[-1][1] == self.length:
            self.spans[-1] = (self.spans[-1][0], end)
        elif is_bold:
            self.spans.append((self.length, end))
        self.pieces.append(piece)
        self.length = end

    def end_line(self) -> None:
        """Close the line; an empty one is not kept."""
        whole = "".join(self.pieces)
        line = whole.strip()
        if line and not is_button_line(line):
            cut = len(whole) - len(whole.lstrip())
            for start, end in self.spans:
                first, last = max(start - cut, 0), min(end - cut, len(line))
                if first < last:
                    self.bold.append((self.offset + first, self.offset + last))
            self.lines.append(line)
            self.offset += len(line) + 1
        self._start_line()


def _is_row(row: HtmlElement, counts: Counts) -> bool:
    """Tell a row of a table from a row that lays out the page."""
    lengths = [counts.get(cell, NOTHING).length for cell in row if cell.tag in CELLS]
    is_filled = sum(length > 0 for length in lengths) > 1
    return is_filled and max(lengths) <= LONGEST_CELL and next(row.iter("table"), None) is None


def _is_bold(node: HtmlElement, is_around: bool) -> bool:
    style = node.get("style")
    if style and (match := WEIGHT.search(style[:2000])):
        return bool(match[1]) or (match[2] is not None and int(match[2]) >= LIGHTEST_BOLD)
    return is_around or node.tag in BOLD_TAGS


def write_text(elements: Iterable[HtmlElement], counts: Counts) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the text of some elements and its bold spans.

    `counts` are those of the tree: they tell rows of data from rows that lay out a page.
    """
    writer = LineWriter()
    for element in elements:
        _write_element(element, counts, writer)
    return "".join(f"{line}\n" for line in writer.lines), tuple(writer.bold)


def _write_element(element: HtmlElement, counts: Counts, writer: LineWriter) -> None:
    row: HtmlElement | None = None
    bold = [False]

    def end_block(tag: str) -> None:
        if row is None:
            writer.end_line()
        elif tag == "br":
            writer.add("\n")
        else:
            writer.add("\xa0")

    def write(text: str | None, is_bold: bool) -> None:
        if not preformatted:
            writer.add(text, is_bold)
            return
        for number, line in enumerate((text or "").split("\n")):
            if number:
                end_block("br")
            writer.add(line, is_bold)

    preformatted = 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        is_block = node.tag in BLOCKS
        if node.tag in PREFORMATTED and event == "start":
            preformatted += 1
        if event == "start":
            if is_block:
                end_block(node.tag)
            if row is None and node.tag == "tr" and _is_row(node, counts):
                row = node
            bold.append(_is_bold(node, bold[-1]))
            write(node.text, bold[-1])
            continue
        preformatted -= node.tag in PREFORMATTED
        bold.pop()
        if node is row:
            row = None
        if is_block:
            end_block(node.tag)
        if node is not element:
            write(node.tail, bold[-1])
    writer.end_line()
