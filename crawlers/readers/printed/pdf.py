"""PDF: characters with their boxes, as pdfium finds them, made lines, paragraphs and pages."""

import ctypes
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import groupby
from statistics import median
from typing import Any, NamedTuple

from crawlers.readers.printed.paragraphs import PrintedLine, join_lines, order_lines, remove_margins, tidy_spaces
from crawlers.readers.printed.scans import read_scans
from crawlers.readers.reading import Reading, UnreadableError

MAX_PAGES = 2000  # the longest plan known to us has under 600; at 10 ms a page this still ends in half a minute
MAX_CHARACTERS = 5_000_000  # of one file: twice what 2,000 full pages hold; a page made to exhaust us holds more
WORD_GAP = 0.8  # ems: from here on a gap without a space between Han characters was meant as one
CELL_GAP = 2.0  # ems: two cells of a row, for no justified line is stretched that far
HEAVY_WEIGHT = 700  # CSS and OpenType: bold
HEAVY_NAME = re.compile(r"bold|heavy|black|hei(?!fang)|黑", re.IGNORECASE)
NO_TITLE = re.compile(r"\.\w{2,5}$|[/\\]|microsoft|powerpoint|无标题|^文档|^幻灯片|^新建", re.IGNORECASE)
HAN = re.compile(r"[\u3400-\u9fff]")
# Fonts share the glyph of a character and of its radical, and browsers write the radical into the PDF.
# NFKC undoes the Kangxi radicals; of the supplement these are whole characters of simplified script.
RADICALS = str.maketrans(
    "⺟⺠⺩⺬⺮⺶⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
    "母民王示竹羊虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
)
COMPATIBLE = re.compile(r"[\u2f00-\u2fd5\uf900-\ufaff]")
UNPRINTED = frozenset({"Cc", "Cf", "Co", "Cn"})  # control, format, private and unassigned characters
PDFIUM_HYPHEN = "\x02"  # pdfium's mark of a hyphen at a line's end


class Glyph(NamedTuple):
    """A printed character: its place among the page's and its box in points from the page's upper left corner."""

    text: str
    place: int
    is_generated: bool  # a space that pdfium saw, not the file
    left: float
    right: float
    top: float
    bottom: float
    baseline: float  # tells lines apart where boxes do not: browsers embed fonts in which 一 is a flat box


Style = tuple[str, bool]  # name of the font, whether it is heavy
Box = tuple[float, float, float, float]


def _find_turn(page: Any) -> Callable[[float, float, float, float], Box]:
    """Return what turns a box (left, bottom, right, top) of the file into (left, right, top, bottom) as displayed."""
    x0, y0, x1, y1 = page.get_bbox()
    turns: dict[int, Callable[[float, float, float, float], Box]] = {
        0: lambda left, bottom, right, top: (left - x0, right - x0, y1 - top, y1 - bottom),
        90: lambda left, bottom, right, top: (bottom - y0, top - y0, left - x0, right - x0),
        180: lambda left, bottom, right, top: (x1 - right, x1 - left, bottom - y0, top - y0),
        270: lambda left, bottom, right, top: (y1 - top, y1 - bottom, x1 - right, x1 - left),
    }
    return turns[page.get_rotation()]


def _read_glyphs(page: Any, textpage: Any, raw: Any) -> Iterator[Glyph]:
    turn = _find_turn(page)
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for place in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, place)
        text = "-" if chr(code) == PDFIUM_HYPHEN else chr(code)
        if not text.isspace() and (text == "\ufffd" or unicodedata.category(text) in UNPRINTED):
            continue
        raw.FPDFText_GetLooseCharBox(textpage, place, box)
        generated = bool(raw.FPDFText_IsGenerated(textpage, place))
        raw.FPDFText_GetCharOrigin(textpage, place, x, y)
        baseline = turn(x.value, y.value, x.value, y.value)[3]
        yield Glyph(text, place, generated, *turn(box.left, box.bottom, box.right, box.top), baseline)


def _group_glyphs(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the glyphs of one line after another: a line ends where a glyph is not beside the last, or steps back."""
    line: list[Glyph] = []
    for glyph in glyphs:
        if glyph.text.isspace():
            if line:
                line.append(glyph)
            continue
        last = next((one for one in reversed(line) if not one.text.isspace()), glyph)
        half = max(last.bottom - last.top, glyph.bottom - glyph.top) / 2
        if line and (abs(glyph.baseline - last.baseline) > half or glyph.left < last.left - half):
            yield line
            line = []
        line.append(glyph)
    if line:
        yield line


def _find_space(before: Glyph, spaces: Sequence[Glyph], after: Glyph, em: float) -> str:
    """Return what the text holds between two printed glyphs: a space, the tab of a table's cells, or nothing."""
    real = [space for space in spaces if not space.is_generated]
    gap = (after.left - max([before.right, *(space.right for space in real)])) / em
    if gap > CELL_GAP:
        return "\t"
    is_word = before.text.isascii() and after.text.isascii()
    return " " if real or gap > WORD_GAP or (spaces and is_word) else ""


def _make_line(glyphs: Sequence[Glyph], page: int) -> PrintedLine:
    printed = [glyph for glyph in glyphs if not glyph.text.isspace()]
    ems = [glyph.right - glyph.left for glyph in printed if HAN.match(glyph.text)]
    size = median(ems) if ems else 0.0
    em = size or median(glyph.bottom - glyph.top for glyph in printed) or 1.0
    parts = [printed[0].text]
    before, spaces = printed[0], list[Glyph]()
    for glyph in glyphs[1:]:
        if glyph.text.isspace():
            spaces.append(glyph)
            continue
        parts += [_find_space(before, spaces, glyph, em), glyph.text]
        before, spaces = glyph, []
    text = "".join(parts).encode("utf-16", "surrogatepass").decode("utf-16", "ignore").translate(RADICALS)
    return PrintedLine(
        tidy_spaces(COMPATIBLE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)),
        page,
        printed[0].left,
        max(glyph.right for glyph in printed),
        median(glyph.top for glyph in printed),
        median(glyph.bottom for glyph in printed),
        size,
    )


def _read_style(textpage: Any, place: int, raw: Any) -> Style:
    buffer, flags = ctypes.create_string_buffer(256), ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, place, buffer, 256, flags)
    try:
        name = buffer.value.decode("utf-8")
    except UnicodeDecodeError:
        name = buffer.value.decode("gb18030", "replace")  # Windows writes 黑体 in its own encoding
    mode = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(textpage, place))
    weight = raw.FPDFText_GetFontWeight(textpage, place)
    is_outlined = mode == raw.FPDF_TEXTRENDERMODE_FILL_STROKE  # how Office makes a font bold that has no bold face
    return name, is_outlined or weight >= HEAVY_WEIGHT or bool(HEAVY_NAME.search(name))


def _read_lines(page: Any, number: int, raw: Any) -> Iterator[tuple[PrintedLine, Style]]:
    with closing(page.get_textpage()) as textpage:
        for glyphs in _group_glyphs(_read_glyphs(page, textpage, raw)):
            line = _make_line(glyphs, number)
            if not line.text:
                continue
            printed = [glyph.place for glyph in glyphs if not glyph.text.isspace()]
            first, middle = (_read_style(textpage, place, raw) for place in (printed[0], printed[len(printed) // 2]))
            yield line, (middle[0], first[1] and middle[1])


def _mark_bold(styled: Sequence[tuple[PrintedLine, Style]]) -> list[PrintedLine]:
    """Return the lines, those bold whose font is heavy and is not the one most of the text is set in."""
    counts: Counter[Style] = Counter()
    for line, style in styled:
        counts[style] += len(line.text)
    body = counts.most_common(1)[0][0] if counts else None
    return [replace(line, is_bold=style[1] and style != body) for line, style in styled]


def _find_title(document: Any) -> dict[str, str]:
    title = " ".join(str(document.get_metadata_value("Title")).split())
    is_plain = len(HAN.findall(title)) >= 4 and not NO_TITLE.search(title)
    return {"title": title} if is_plain else {}


def _read_document(document: Any, raw: Any, ocr: bool) -> Reading:
    if len(document) > MAX_PAGES:
        raise UnreadableError(f"it has {len(document)} pages, more than {MAX_PAGES}: split it", "too_large")
    styled: list[tuple[PrintedLine, Style]] = []
    sizes: list[tuple[float, float]] = []
    characters = 0
    for number in range(len(document)):
        with closing(document[number]) as page:
            sizes.append(page.get_size())
            found = list(_read_lines(page, number, raw))
        styled += found
        characters += sum(len(line.text) for line, _ in found)
        if characters > MAX_CHARACTERS:
            raise UnreadableError(f"it has more than {MAX_CHARACTERS} characters: split it", "too_large")
    heights = [height for _, height in sizes]
    lines = remove_margins(_mark_bold(styled), heights)
    lines, issues = read_scans(document, lines, ocr)
    ordered = [
        line
        for number, some in groupby(lines, key=lambda line: line.page)
        for line in order_lines(list(some), sizes[number][0])
    ]
    text, page_starts, bold = join_lines(ordered, len(document))
    return Reading(
        text=text,
        format="pdf",
        bold=bold,
        page_starts=page_starts,
        claims=_find_title(document),
        issues=issues,
    )


def read_pdf(data: bytes, ocr: bool = False) -> Reading:
    """Return the text of a PDF, a paragraph a line, and where its pages begin.

    Running headers, footers and page numbers are left out. With `ocr` and the extra of that name installed,
    pages that are pictures are recognised; otherwise they are named in an issue, and the text may be empty.
    pdfium is not safe to call from two threads at once.

    Raises:
        UnreadableError: the file is protected by a password, damaged, or larger than we read.
    """
    import pypdfium2  # noqa: PLC0415 - loaded only when such a file comes
    import pypdfium2.raw  # noqa: PLC0415

    try:
        with pypdfium2.PdfDocument(data) as document:
            return _read_document(document, pypdfium2.raw, ocr)
    except UnreadableError:
        raise
    except Exception as error:  # hostile bytes make pdfium and its binding raise errors of many kinds
        if getattr(error, "err_code", None) in {pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY}:
            raise UnreadableError("it asks for a password: save it without one", "password_protected") from error
        raise UnreadableError(f"it cannot be read as a PDF: {error}", "damaged_file") from error
