"""Paragraphs: printed lines with their boxes -> running text, whoever read the lines (a PDF's text, or OCR).

Lengths are points (1/72 inch) or ems (the width of a Han character); heights are measured downward from the page's top.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

MARGIN_SHARE = 0.12  # of the page's height: GB/T 9704 leaves 37 mm of 297 above the text, headers stand within
SAME_HEIGHT = 8.0  # points by which a running header may move from page to page (scans jump a little)
REPEATED_IN = 5  # pages, of which three show a header: left and right pages differ, chapters have their own
FEW_LINES = 5  # of a page or column, below which its own lines do not show its edges
INDENT = 1.2  # ems; a first line is indented by two, scans and unjustified lines waver by less than one
LOOSE = 0.8  # ems by which a full line may miss the right edge (punctuation is squeezed, Latin letters vary)
APART = 1.5  # times the usual distance of two lines: between them a new paragraph begins
SAME_ROW = 0.3  # of the smaller height: middles nearer than this stand in one row
OTHER_SIZE = 0.8  # ratio of two sizes under which lines are not of one paragraph: 三号 16 pt under 二号 22 pt is .73
TERMINAL = frozenset("。！？；：…”）!?;:")
PAGE_NUMBER = re.compile(
    r"[-—–―－·•~]*(?:page|第)?(?:\d{1,4}|[ivxl]{1,6}|[一二三四五六七八九十百]{1,5}(?=页))页?"
    r"(?:(?:of|[,，/／])?共?\d{1,4}页?)?[-—–―－·•~]*",
    re.IGNORECASE,
)
LEADER = re.compile(r"(?:…{2,}|[.．·•]{5,})[ \t]*[-—（(]?\d{1,4}[-—）)]?$")
LEADER_TAIL = 40  # characters searched, so that a line of dots costs no more than its length
UNBREAKABLE = re.compile(r"[（《“‘〔【]*(?:[A-Za-z0-9.,%+/~:-]{1,40}|.)[，。、；：？！）》”’〕】％]*")
SPACE_AT_DIGIT = re.compile(
    r"(?<=[\u3400-\u9fff，。、；：！？）]) +(?=\d)|(?<=[\d%]) +(?=[\u3400-\u9fff，。、；：！？（])"
)


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as printed: text (cells of a table parted by tabs), page counted from 0, box in points, top < bottom.

    `size` is the width of an em in points, 0 where unknown; `column` is 0 on pages of one column, then 1 or 2.
    """

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    size: float = 0.0
    is_bold: bool = False
    column: int = 0

    @property
    def middle(self) -> float:
        """Height of the line's middle: boxes of different fonts differ at their tops."""
        return (self.top + self.bottom) / 2


Edges = tuple[float, float]
Place = tuple[int, int]


def tidy_spaces(text: str) -> str:
    """Return a line's text without spaces between Han characters and digits, others single, real ones kept."""
    return SPACE_AT_DIGIT.sub("", re.sub(r" {2,}", " ", text)).strip()


def remove_margins(lines: Sequence[PrintedLine], heights: Sequence[float]) -> list[PrintedLine]:
    """Return the lines without running headers, footers and page numbers; `heights` are the pages', in points.

    Running is what stands at one height of the margins, digits aside, on three of five pages or on both of two.
    """
    marginal: dict[str, list[PrintedLine]] = defaultdict(list)
    for line in lines:
        if _is_marginal(line, heights):
            marginal[re.sub(r"[\W\d_]+", "", line.text)].append(line)
    running: set[PrintedLine] = set()
    for key, alike in marginal.items():
        usual = median(line.middle for line in alike)
        near = [line for line in alike if abs(line.middle - usual) <= SAME_HEIGHT]
        pages = sorted({line.page for line in near})
        is_frequent = any(third - first < REPEATED_IN for first, third in zip(pages, pages[2:], strict=False))
        if key and (is_frequent or len(pages) == len(heights) == 2):
            running.update(near)
    kept = [line for line in lines if line not in running]
    middles: dict[int, list[float]] = defaultdict(list)
    for line in kept:
        middles[line.page].append(line.middle)
    return [
        line
        for line in kept
        if not (
            _is_marginal(line, heights)
            and PAGE_NUMBER.fullmatch(re.sub(r"\s+", "", line.text))
            and line.middle in (min(middles[line.page]), max(middles[line.page]))
        )
    ]


def _is_marginal(line: PrintedLine, heights: Sequence[float]) -> bool:
    return not MARGIN_SHARE <= line.middle / heights[line.page] <= 1 - MARGIN_SHARE


def _find_gutter(lines: Sequence[PrintedLine], width: float) -> float | None:
    """Return the abscissa that parts nearly all lines of a page into a left and a right column, if there is one."""
    for share in range(35, 66):
        x = width * share / 100
        left, right = sum(line.right <= x for line in lines), sum(line.left >= x for line in lines)
        if min(left, right) >= FEW_LINES and left + right >= 0.8 * len(lines):
            return x
    return None


def _merge_rows(lines: Iterable[PrintedLine]) -> list[PrintedLine]:
    """Return lines from top to bottom, pieces of one height made one line with tabs between them."""
    rows: list[list[PrintedLine]] = []
    for line in sorted(lines, key=lambda line: line.middle):
        last = rows[-1][-1] if rows else None
        if last and line.middle - last.middle < SAME_ROW * min(line.bottom - line.top, last.bottom - last.top):
            rows[-1].append(line)
        else:
            rows.append([line])
    merged = []
    for row in rows:
        row.sort(key=lambda line: line.left)
        text = "\t".join(line.text for line in row)
        merged.append(replace(row[0], text=text, right=max(line.right for line in row)))
    return merged


def order_lines(lines: Sequence[PrintedLine], width: float) -> list[PrintedLine]:
    """Return one page's lines in reading order: down the page, or down the left and then the right column.

    Lines across both columns (a headline) part what stands above them from what stands below.
    """
    gutter = _find_gutter(lines, width)
    if gutter is None:
        return _merge_rows(lines)
    ordered, left, right = list[PrintedLine](), list[PrintedLine](), list[PrintedLine]()
    for line in sorted(lines, key=lambda line: line.middle):
        if line.right <= gutter:
            left.append(replace(line, column=1))
        elif line.left >= gutter:
            right.append(replace(line, column=2))
        else:
            ordered += [*_merge_rows(left), *_merge_rows(right), line]
            left, right = [], []
    return [*ordered, *_merge_rows(left), *_merge_rows(right)]


def _find_edges(lines: Iterable[PrintedLine], em: float) -> Edges:
    """Return the left and right edge that at least two lines share, the outermost if none do."""
    lefts = sorted(line.left for line in lines)
    rights = sorted((line.right for line in lines), reverse=True)
    left = next((a for a, b in pairwise(lefts) if b - a < em / 2), lefts[0])
    right = next((a for a, b in pairwise(rights) if a - b < em), rights[0])
    return left, right


def _usual_step(lines: Sequence[PrintedLine]) -> float | None:
    """Return the distance of two lines within a paragraph: the lower quartile of all distances, None if too few."""
    steps = sorted(b.middle - a.middle for a, b in pairwise(lines) if b.page == a.page and b.middle > a.middle)
    return steps[len(steps) // 4] if len(steps) >= FEW_LINES - 1 else None


class _Layout:
    """Edges and distances of each page and column; where a page has few lines, those usual in the document."""

    def __init__(self, lines: Sequence[PrintedLine]) -> None:
        self.em = median([line.size for line in lines if line.size] or [12.0])
        by_place: dict[Place, list[PrintedLine]] = defaultdict(list)
        for line in lines:
            by_place[line.page, line.column].append(line)
        self.edges = {place: _find_edges(some, self.em) for place, some in by_place.items()}
        for column in (0, 1, 2):
            places = [place for place in by_place if place[1] == column]
            full = [self.edges[place] for place in places if len(by_place[place]) >= FEW_LINES]
            if full:
                left, right = median(edges[0] for edges in full), median(edges[1] for edges in full)
                for place in places:
                    width = self.edges[place][1] - self.edges[place][0]
                    if len(by_place[place]) < FEW_LINES or width < OTHER_SIZE * (right - left):
                        self.edges[place] = left, right
        usual = _usual_step(lines) or float("inf")
        self.steps = {place: _usual_step(some) or usual for place, some in by_place.items()}

    def indent_of(self, line: PrintedLine) -> float:
        return (line.left - self.edges[line.page, line.column][0]) / (line.size or self.em)

    def room_after(self, line: PrintedLine) -> float:
        return (self.edges[line.page, line.column][1] - line.right) / (line.size or self.em)

    def is_short(self, line: PrintedLine, following: PrintedLine) -> bool:
        """Tell whether the first word of the following line would have had room at the end of a line."""
        word = UNBREAKABLE.match(following.text)
        return self.room_after(line) > LOOSE + sum(0.55 if c.isascii() else 1.0 for c in (word[0] if word else ""))

    def parts(self, line: PrintedLine, following: PrintedLine) -> bool:
        """Tell whether a paragraph ends between two lines."""
        if any("\t" in one.text or LEADER.search(one.text[-LEADER_TAIL:]) for one in (line, following)):
            return True  # rows of a table or of contents
        sizes = sorted((line.size or following.size, following.size or line.size))
        if sizes[0] < OTHER_SIZE * sizes[1] or self.is_short(line, following):
            return True
        if (line.page, line.column) == (following.page, following.column):
            step = following.middle - line.middle
            if step < 0 or step > APART * self.steps[line.page, line.column]:
                return True
        indent = self.indent_of(following)
        is_alike = abs(indent - self.indent_of(line)) < INDENT / 2 or abs(indent - self.room_after(following)) < INDENT
        return indent > INDENT and not (is_alike and line.text[-1] not in TERMINAL)  # a block, or a centred title


def _find_joint(before: str, after: str) -> str:
    """Return what stands between two lines of a paragraph: a space between Latin words, nothing in Chinese."""
    is_latin = re.search(r"[A-Za-z][,.;:)]?$", before) and re.match(r"[A-Za-z(]", after)
    return " " if is_latin else ""


def join_lines(lines: Sequence[PrintedLine], pages: int) -> tuple[str, tuple[int, ...], tuple[tuple[int, int], ...]]:
    """Return the text, one paragraph a line, where each of `pages` pages begins in it, and the spans set in bold.

    A page without lines begins where the next one does. A paragraph that runs on holds the start of its second page.
    """
    layout = _Layout(lines)
    parts: list[str] = []
    starts: dict[int, int] = {}
    bold: list[tuple[int, int]] = []
    length = 0
    for before, line in zip((None, *lines), lines, strict=False):
        text = re.sub(r"\s*\t\s*", " ", line.text)
        if before:
            joint = "\n" if layout.parts(before, line) else _find_joint(before.text, text)
            parts.append(joint)
            length += len(joint)
        starts.setdefault(line.page, length)
        if line.is_bold and bold and bold[-1][1] == length:
            bold[-1] = (bold[-1][0], length + len(text))
        elif line.is_bold:
            bold.append((length, length + len(text)))
        parts.append(text)
        length += len(text)
    if parts:
        parts.append("\n")
        length += 1
    page_starts = [length] * pages
    for page in reversed(range(pages)):
        page_starts[page] = length = starts.get(page, length)
    return "".join(parts), tuple(page_starts), tuple(bold)
