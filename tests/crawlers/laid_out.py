"""Lays our fictional reports out as A4 pages, the way offices print them, and keeps where every sentence begins."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
from conftest import SAMPLE
from fpdf import FPDF
from fpdf.enums import TextMode

FONTS = Path(pylopdf_fonts_zh_cn.__file__).parent
WIDTH, HEIGHT = 595.28, 841.89  # A4 in points
LEFT, TOP, BOTTOM = 79.0, 105.0, 99.0  # GB/T 9704: 28 mm, 37 mm, 35 mm
EM = 16.0  # 三号
MEASURE = 27 * EM
LEADING = 28.0
NOT_FIRST = frozenset("，。、；：？！）》”’〕】％%")
NOT_LAST = frozenset("（《“‘〔【")
TOKEN = re.compile(r"[A-Za-z0-9.%]+|.")
HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、")


@dataclass
class Laid:
    """A PDF, its number of pages, and (report, sentence, page from 0) of every sentence."""

    data: bytes = b""
    pages: int = 0
    sentences: list[tuple[int, str, int]] = field(default_factory=list)
    first_pages: list[int] = field(default_factory=list)


@cache
def reports() -> tuple[tuple[str, ...], ...]:
    """Paragraphs of the thirty sample reports, without front matter."""
    bodies = (path.read_text("utf-8").split("---\n", 2)[2] for path in sorted(SAMPLE.glob("*/*.md")))
    return tuple(
        tuple(line.strip(" #\u3000").replace("**", "") for line in body.splitlines() if line.strip()) for body in bodies
    )


def split_sentences(paragraph: str) -> list[str]:
    return [part for part in re.split(r"(?<=[。！？])(?![”’）])", paragraph) if part]


def is_centred(paragraph: str, position: int) -> bool:
    return position < 4 and not re.search(r"[。：]$", paragraph)


class Page(FPDF):
    """A4 with a running header and `— 3 —` at the foot."""

    def __init__(self, header: str) -> None:
        super().__init__(unit="pt", format="A4")
        self.running = header
        self.set_auto_page_break(False)
        self.add_font("body", fname=FONTS / "NotoSerifSC-Regular.otf")
        self.set_font("body", size=EM)

    def header(self) -> None:
        self.set_font("body", size=10.5)
        self.text(LEFT, 60, self.running)
        self.text(WIDTH / 2 - 20, HEIGHT - 60, f"— {self.page_no()} —")
        self.set_font("body", size=EM)


def break_lines(page: FPDF, text: str, indent: float) -> list[str]:
    """Return a paragraph's lines: full to the measure, numbers whole, no line beginning with a comma."""
    lines, line, room = [], "", MEASURE - indent
    for token in TOKEN.findall(text):
        if line and page.get_string_width(line + token) > room + 0.1:
            carried = ""
            while line and (token[0] in NOT_FIRST or line[-1] in NOT_LAST):
                carried, line = line[-1] + carried, line[:-1]
                if carried[0] not in NOT_FIRST and line[-1:] not in NOT_LAST:
                    break
            lines.append(line)
            line, room = carried, MEASURE
        line += token
    return [*lines, line]


def _print_lines(page: FPDF, y: float, text: str, centred: bool, size: float) -> tuple[float, list[tuple[int, int]]]:
    """Print a paragraph from height y; return the next height and (first character, page) of its lines."""
    page.set_font_size(size)
    indent = 0.0 if centred else 2 * EM
    mode = TextMode.FILL_STROKE if HEADING.match(text) else TextMode.FILL
    begun, done = [], 0
    lines = break_lines(page, text, indent)
    for number, line in enumerate(lines):
        if y > HEIGHT - BOTTOM:
            page.add_page()
            page.set_font_size(size)
            y = TOP + EM
        begun.append((done, page.page_no() - 1))
        done += len(line)
        width = page.get_string_width(line)
        x = LEFT + ((MEASURE - width) / 2 if centred else (indent if not number else 0.0))
        is_last = number == len(lines) - 1
        spare = 0.0 if centred or is_last else MEASURE - (0.0 if number else indent) - width
        with page.local_context(text_mode=mode, char_spacing=spare / max(len(line) - 1, 1)):
            page.text(x, y, line)
        y += LEADING * size / EM
    return y, begun


def lay_out(texts: tuple[tuple[str, ...], ...], header: str = "政府工作报告汇编（演示样本）") -> Laid:
    """Return one PDF of all texts, each from a new page on."""
    laid, page = Laid(), Page(header)
    page.set_title("政府工作报告汇编")
    for report, paragraphs in enumerate(texts):
        page.add_page()
        laid.first_pages.append(page.page_no() - 1)
        y = TOP + EM
        for position, paragraph in enumerate(paragraphs):
            centred = is_centred(paragraph, position)
            y, begun = _print_lines(page, y, paragraph, centred, 22.0 if paragraph == "政府工作报告" else EM)
            at = 0
            for sentence in split_sentences(paragraph):
                laid.sentences.append((report, sentence, [number for start, number in begun if start <= at][-1]))
                at += len(sentence)
    laid.pages = page.page_no()
    laid.data = bytes(page.output())
    return laid


def to_docx(texts: tuple[tuple[str, ...], ...], target: Path) -> None:
    """Write the texts as an office would: first-line indents, justified, a header and the page's number below."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Noto Serif CJK SC", Pt(EM)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    document.sections[0].header.paragraphs[0].text = "政府工作报告汇编（演示样本）"
    footer = document.sections[0].footer.paragraphs[0].add_run()
    for kind, content in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:instrText" if content else "w:fldChar")
        if content:
            element.text = content
        else:
            element.set(qn("w:fldCharType"), kind)
        footer._r.append(element)
    for paragraphs in texts:
        for position, text in enumerate(paragraphs):
            paragraph = document.add_paragraph()
            run = paragraph.add_run(text)
            run.bold = bool(HEADING.match(text)) or None
            centred = is_centred(text, position)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
            paragraph.paragraph_format.first_line_indent = None if centred else Pt(2 * EM)
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.paragraph_format.page_break_before = position == 0
    document.save(target)


def to_html(texts: tuple[tuple[str, ...], ...]) -> str:
    """Return the texts as a page whose paragraphs are indented by two characters."""
    rows = [
        f"<p class='{'centred' if is_centred(text, position) else ''}{' first' * (position == 0)}'>"
        f"{f'<b>{text}</b>' if HEADING.match(text) else text}</p>"
        for paragraphs in texts
        for position, text in enumerate(paragraphs)
    ]
    style = (
        "@page{size:A4;margin:37mm 28mm 35mm}body{font:16pt 'Noto Serif CJK SC'}"
        "p{text-indent:2em;text-align:justify;margin:.4em 0}"
        ".centred{text-align:center;text-indent:0}.first{break-before:page}"
    )
    return (
        f"<html lang='zh-CN'><meta charset='utf-8'><title>政府工作报告汇编</title><style>{style}</style>{''.join(rows)}"
    )


def to_scan(data: bytes, dots_per_inch: int = 200) -> bytes:
    """Return a PDF whose pages are pictures of the pages of another."""
    import pypdfium2

    scan = FPDF(unit="pt", format="A4")
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            scan.add_page()
            scan.image(page.render(scale=dots_per_inch / 72, grayscale=True).to_pil(), 0, 0, WIDTH, HEIGHT)
    return bytes(scan.output())
