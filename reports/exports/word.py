"""Word: a publication as DOCX that opens in Word and WPS, in named Chinese fonts, with merged cells."""

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt
from docx.table import _Cell
from rich.cells import cell_len

from reports.exports.citations import cite_beside
from reports.exports.publication import Publication, find_spans, narrow_evidence
from reports.tables import Table, to_text

LATIN, SONG, HEI = "Times New Roman", "宋体", "黑体"
BODY, SMALL, TITLE = Pt(10.5), Pt(9), Pt(14)  # 五号, 小五, 四号
THICK, THIN = "12", "4"  # eighths of a point
A4 = (Cm(21.0), Cm(29.7))
MARGIN = Cm(2.0)
# Word wants the properties of a table in the order of their schema.
AFTER_BORDERS = {qn(f"w:{name}") for name in ("shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption")}
LEAST, MOST = 5.0, 40.0  # Han characters that a column has room for, where it has so many
SHORT = 600  # characters of a row that is not broken over pages
MOST_CHARS = 4_000  # of the printed table; more is laid out across the page


def write_word(publication: Publication) -> bytes:
    """Return a DOCX: the table with its header repeated on every page, notes, evidence and sources."""
    document = Document()
    normal = document.styles["Normal"]
    _name_fonts(normal.element.get_or_add_rPr(), SONG)
    normal.font.size = BODY
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(2)
    normal.paragraph_format.line_spacing = 1.0
    for language in document.styles.element.iter(qn("w:lang")):  # tells which shapes of characters and marks are meant
        language.set(qn("w:eastAsia"), "zh-CN")
    table = publication.table.shown()
    is_wide = len(table.headings) > 5 or sum(len(str(cell)) for row in table.rows for cell in row) > MOST_CHARS
    _lay_out(document.sections[0], is_wide)
    _add_line(document, table.title, TITLE, HEI, is_centered=True)
    _add_table(document, table, publication.merged, publication.widths, BODY)
    _add_notes(document, table.notes)
    if publication.evidence:
        _lay_out(document.add_section(WD_SECTION.NEW_PAGE), is_wide=True)
        evidence = narrow_evidence(publication.evidence)
        _add_line(document, evidence.title, TITLE, HEI, is_centered=True)
        _add_table(document, evidence, 0, (), SMALL)
        _add_notes(document, evidence.notes)
    if publication.references or publication.lists:
        _add_line(document, "参考文献（GB/T 7714—2015）", TITLE, HEI)
        for number, reference in enumerate(publication.references, 1):
            _add_line(document, f"[{number}] {cite_beside(reference)}", SMALL, SONG)
        for number, words in enumerate(publication.lists, 1):
            _add_line(document, f"[L{number}] {words}", SMALL, SONG)
    document.core_properties.title = table.title
    document.core_properties.author = "rencheng"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _name_fonts(properties: Any, east_asian: str) -> None:
    """Name the font of Latin and of Chinese characters: without eastAsia, Word takes one of its own choice."""
    fonts = properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # a theme would win over the names
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script, name in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", east_asian)):
        fonts.set(qn(f"w:{script}"), name)


def _lay_out(section: Any, is_wide: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = A4[::-1] if is_wide else A4
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN


def _add_run(paragraph: Any, text: str, size: Any, font: str, is_bold: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = size, is_bold
    _name_fonts(run._element.get_or_add_rPr(), font)


def _add_line(document: Any, text: str, size: Any, font: str, is_centered: bool = False) -> None:
    paragraph = document.add_paragraph()
    if is_centered:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_run(paragraph, text, size, font, is_bold=font == HEI)


def _add_notes(document: Any, notes: Sequence[str]) -> None:
    for note in notes:
        _add_line(document, f"注：{note}", SMALL, SONG)


def _add_table(document: Any, table: Table, merged: int, widths: Sequence[float], size: Any) -> None:
    section = document.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    shares: Sequence[float] = widths or [_measure(table, column) for column in range(len(table.headings))]
    columns = [Emu(int(room * share / sum(shares))) for share in shares]
    grid = document.add_table(rows=len(table.rows) + 1, cols=len(columns))
    grid.autofit = False
    for column, width in zip(grid._tbl.tblGrid.gridCol_lst, columns, strict=True):
        column.w = width
    _draw_borders(grid._tbl.tblPr)
    rows = grid._tbl.tr_lst
    texts = [table.headings, *([to_text(value, table.decimals) for value in row] for row in table.rows)]
    begins, goes_on = set(), set()
    for column, spans in enumerate(find_spans(table.rows, merged)):
        for start, length in spans:
            if length > 1:
                begins.add((start + 1, column))
                goes_on |= {(number + 1, column) for number in range(start + 1, start + length)}
    for number, (row, cells) in enumerate(zip(rows, texts, strict=True)):
        if sum(map(len, cells)) < SHORT:
            row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        if number == 0:
            row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # repeated on every page
        for column, (tc, text) in enumerate(zip(row.tc_lst, cells, strict=True)):
            cell = _Cell(tc, grid)
            cell.width = columns[column]
            paragraph = cell.paragraphs[0]
            if (number, column) in goes_on:
                tc.vMerge = "continue"
                continue
            if (number, column) in begins:
                tc.vMerge = "restart"
            is_head = number == 0
            _add_run(paragraph, text, size, HEI if is_head else SONG, is_bold=is_head)
            if is_head or column < merged:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _center_upright(tc)


def _center_upright(tc: Any) -> None:
    properties = tc.get_or_add_tcPr()
    align = OxmlElement("w:vAlign")
    align.set(qn("w:val"), "center")
    properties.append(align)


def _measure(table: Table, column: int) -> float:
    """Return how much room a column asks for: more for long texts, but not in proportion."""
    cells = [cell_len(to_text(row[column], table.decimals)) / 2 for row in table.rows[:200]]
    mean = sum(cells) / len(cells) if cells else 0.0
    return 1.5 + max(cell_len(table.headings[column]) / 2, min(max(cells, default=0), LEAST), min(mean, MOST))


def _draw_borders(properties: Any) -> None:
    """Draw the rules of a three-line table, with thin ones between rows so that merged cells are seen."""
    borders = OxmlElement("w:tblBorders")
    for side, width in (("top", THICK), ("bottom", THICK), ("insideH", THIN)):
        border = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", width), ("space", "0"), ("color", "000000")):
            border.set(qn(f"w:{key}"), value)
        borders.append(border)
    later = [child for child in properties if child.tag in AFTER_BORDERS]
    if later:
        later[0].addprevious(borders)
    else:
        properties.append(borders)
