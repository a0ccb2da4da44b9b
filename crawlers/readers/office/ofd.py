"""OFD (GB/T 33190-2016): text objects of pages, put into lines by their place and lines into paragraphs.

Read with zipfile and lxml, not with ofdkit: that follows graphic units within graphic units without a bound (an
archive of 770 bytes takes it seven seconds, each twelve bytes more ten times that) and gives lines, not paragraphs.
Elements are told by local names: makers use several namespaces. Text of templates and graphic units is left out.
"""

import math
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from crawlers.readers.office.zips import name_member, open_zip, read_xml
from crawlers.readers.reading import Reading, UnreadableError

MOST_RUNS = 1_000_000  # pieces of text; a page has about 40, or 1,000 where each character is placed by itself
SAME_LINE = 0.5  # of the size of type: pieces whose baselines differ by less stand on one line
GAP = 0.6  # of the size of type: a wider gap within a line is a space
INDENT = 1.0  # of the size of type: a line that begins further right begins a paragraph (print indents by 2)
SHORT = 2.5  # of the size of type: a line that ends further left ends a paragraph (marks may not begin a line)
SAME_SIZE = 0.15  # share by which the size of type may differ within a paragraph
PAGE_NUMBER = re.compile(r"[—\-–－·\s第]*\d{1,4}[—\-–－·\s页]*")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\ufeff]")
WORD_ENDS = re.compile(r"[A-Za-z0-9,.;:)%][A-Za-z0-9(]")  # letters of two lines that need a space between them


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of text, or a line of such pieces, and its place on a page, in millimetres from the top left."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    page: int


def read_ofd(data: bytes) -> Reading:
    """Return the text of an OFD file, a paragraph a line, and where its pages begin; page numbers are left out.

    Raises:
        UnreadableError: `damaged_file`, `password_protected` or `too_large`.
    """
    archive = open_zip(data)
    try:
        pages = [_order_page(page) for page in _read_pages(archive)]
        text, page_starts = join_lines([line for page in pages for line in page], len(pages))
    except UnreadableError:
        raise
    except Exception as error:  # XML of hostile bytes can hold anything
        raise UnreadableError(f"the OFD file is damaged, get it again ({error})", "damaged_file") from error
    return Reading(text=text, format="ofd", page_starts=page_starts)


def _all(element: Any, name: str) -> Iterator[Any]:
    return (found for found in element.iter() if isinstance(found.tag, str) and found.tag.rpartition("}")[2] == name)


def _read_pages(archive: zipfile.ZipFile) -> Iterator[list[Line]]:
    """Yield the pieces of text of each page."""
    members = {posixpath.normpath(name_member(info)).lstrip("/").lower(): info for info in archive.infolist()}

    def find(base: str, location: str | None) -> str:
        path = (location or "").strip().replace("\\", "/")
        beside = posixpath.normpath(posixpath.join("/", posixpath.dirname(base), path)).lstrip("/").lower()
        return beside if beside in members else path.lstrip("/").lower()

    if "ofd.xml" not in members:
        raise UnreadableError("the archive holds no OFD document: save it as PDF or DOCX")
    paths: list[str] = []
    for root in _all(read_xml(archive, members["ofd.xml"]), "DocRoot"):
        document = find("ofd.xml", root.text)
        pages = _all(read_xml(archive, members[document]), "Page")
        paths += [find(document, page.get("BaseLoc")) for page in pages if page.get("BaseLoc")]
    count = 0
    for number, path in enumerate(dict.fromkeys(paths)):  # a page named a million times is read once
        runs = [
            run for item in _all(read_xml(archive, members[path]), "TextObject") for run in _read_object(item, number)
        ]
        count += len(runs)
        if count > MOST_RUNS:
            raise UnreadableError(f"the file holds more than {MOST_RUNS:,} pieces of text", "too_large")
        yield runs


def _read_object(item: Any, page: int) -> Iterator[Line]:
    left, top, *_ = [*_numbers(item.get("Boundary")), 0.0, 0.0]
    matrix = _numbers(item.get("CTM"))
    a, b, c, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    size = (_numbers(item.get("Size")) or [1.0])[0]
    x = y = 0.0
    for code in _all(item, "TextCode"):
        x = (_numbers(code.get("X")) or [x])[0]
        y = (_numbers(code.get("Y")) or [y])[0]
        text = CONTROL.sub(" ", code.text or "")
        if not text.strip():
            continue
        advances = _read_advances(code.get("DeltaX"), text, size)
        ahead = sum(advances[: len(text) - len(text.lstrip())])  # blanks before the text are an indent
        width = sum(advances[: len(text.rstrip())])
        start, scale = a * x + c * y + e + left, math.hypot(a, b)
        baseline = b * x + d * y + f + top
        height = size * math.sqrt(abs(a * d - b * c))
        yield Line(text.strip(), start + ahead * scale, start + width * scale, baseline, height or 1.0, page)


def _numbers(value: str | None) -> list[float]:
    numbers = [float(part) for part in (value or "").replace(",", " ").split()[:6]]
    return numbers if all(map(math.isfinite, numbers)) else []


def _read_advances(deltas: str | None, text: str, size: float) -> list[float]:
    """Return how far each character moves the pen; `g 3 5.2` stands for three times 5.2."""
    advances: list[float] = []
    parts = iter((deltas or "").split())
    for part in parts:
        if len(advances) >= len(text) - 1:
            break
        count, value = (int(next(parts, "0")), next(parts, "0")) if part == "g" else (1, part)
        advances += [float(value)] * min(count, len(text) - 1 - len(advances))
    return advances + [size if ord(character) > 0xFF else size / 2 for character in text[len(advances) :]]


def _order_page(runs: Iterable[Line]) -> list[Line]:
    """Return the lines of a page from top to bottom, without its number; text drawn twice (as bold) is kept once."""
    once = {(run.text, round(run.left), round(run.baseline)): run for run in runs}
    rows: list[list[Line]] = []
    for run in sorted(once.values(), key=lambda run: (run.baseline, run.left)):
        if rows and run.baseline - rows[-1][0].baseline <= SAME_LINE * min(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    lines = [_join_row(sorted(row, key=lambda run: run.left)) for row in rows]
    return [
        line
        for place, line in enumerate(lines)
        if place not in {0, len(lines) - 1} or not PAGE_NUMBER.fullmatch(line.text)
    ]


def _join_row(row: Sequence[Line]) -> Line:
    parts = [row[0].text]
    for before, run in pairwise(row):
        parts += [" "] * (run.left - before.right > GAP * run.size) + [run.text]
    first = row[0]
    return Line("".join(parts), first.left, max(run.right for run in row), first.baseline, first.size, first.page)


def join_lines(lines: Sequence[Line], page_count: int) -> tuple[str, tuple[int, ...]]:
    """Return the text of some lines, a paragraph a line, and the offsets at which pages begin.

    A line goes on with the next where it runs to the right margin and the next begins at the left one, both of them
    in the same size of type. The margins are those of the size in which most of the text is set.
    """
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    body = [line for line in lines if sizes and round(line.size, 1) == sizes.most_common(1)[0][0]]
    left, right = min((line.left for line in body), default=0.0), max((line.right for line in body), default=0.0)
    text: list[str] = []
    length = 0
    starts: list[int] = []
    before: Line | None = None
    for line in lines:
        goes_on = (
            before is not None
            and right - before.right <= SHORT * before.size
            and line.left - left <= INDENT * line.size
            and abs(line.size - before.size) <= SAME_SIZE * before.size
        )
        if before is not None:
            text.append((" " if WORD_ENDS.fullmatch(before.text[-1] + line.text[0]) else "") if goes_on else "\n")
            length += len(text[-1])
        starts += [length] * (line.page + 1 - len(starts))
        text.append(line.text)
        length += len(line.text)
        before = line
    joined = "".join(text) + "\n" * bool(text)
    return joined, tuple(starts + [len(joined)] * (page_count - len(starts)))
