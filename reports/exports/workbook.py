"""Workbooks: a publication as XLSX, with merged cells, a header that stays in sight, evidence and sources."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from math import ceil
from typing import Any

import xlsxwriter
from rich.cells import cell_len

from reports.exports.citations import cite_beside
from reports.exports.publication import Publication, find_spans
from reports.tables import Table, to_text

FONT, HEAD_FONT = "宋体", "黑体"
PLAIN = {"font_name": FONT, "font_size": 11, "valign": "vcenter", "text_wrap": True, "border": 1}
HEAD = PLAIN | {"font_name": HEAD_FONT, "bold": True, "bg_color": "#D9E2F3", "align": "center"}
TITLE = {"font_name": HEAD_FONT, "font_size": 14, "bold": True}
NOTE = {"font_name": FONT, "font_size": 9, "font_color": "#555555"}
SETTINGS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
LONGEST_CELL = 32_000  # Excel takes 32,767 characters
WIDEST, NARROWEST, MOST_WIDE = 40.0, 6.0, 200.0  # characters of Latin
LINE, HIGHEST = 15.0, 409.0  # points; a row is not higher in Excel
STAMP = datetime(2000, 1, 1)  # the same publication gives the same bytes
EVIDENCE, SOURCES = "证据", "来源"


def write_workbook(publication: Publication, name: str = "表1") -> bytes:
    """Return a workbook: the table, a sheet of evidence and one of sources where there are any.

    Texts are written as texts, so that nothing that begins with =, +, - or @ is computed.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, SETTINGS) as book:
        book.set_properties({"title": publication.table.title, "created": STAMP})
        styles = {key: book.add_format(style) for key, style in _STYLES.items()}
        _fill_sheet(book.add_worksheet(name), publication.table, styles, publication.merged, publication.widths)
        if publication.evidence:
            _fill_sheet(book.add_worksheet(EVIDENCE), publication.evidence, styles)
        if publication.references or publication.lists:
            cited = [(f"{number}", cite_beside(each)) for number, each in enumerate(publication.references, 1)]
            lists = [(f"L{number}", words) for number, words in enumerate(publication.lists, 1)]
            sources = Table(
                keys=("number", "citation"),
                headings=("编号", "来源（GB/T 7714—2015）"),
                rows=(*cited, *lists),
                title=SOURCES,
                notes=publication.table.notes,
            )
            _fill_sheet(book.add_worksheet(SOURCES), sources, styles, widths=(4, 56))
    return buffer.getvalue()


_STYLES: dict[str, dict[str, Any]] = {"plain": PLAIN, "head": HEAD, "title": TITLE, "note": NOTE}


def _fill_sheet(
    sheet: Any, table: Table, styles: dict[str, Any], merged: int = 0, widths: Sequence[float] = ()
) -> None:
    shown = table.shown()
    sheet.write_string(0, 0, shown.title, styles["title"])
    for column, heading in enumerate(shown.headings):
        sheet.write_string(1, column, heading, styles["head"])
    spans = find_spans(shown.rows, merged)
    inside = {
        (number, column)
        for column, found in enumerate(spans)
        for start, length in found
        for number in range(start, start + length)
        if length > 1
    }
    for number, row in enumerate(shown.rows):
        for column, value in enumerate(row):
            if (number, column) not in inside:
                write_cell(sheet, number + 2, column, value, styles["plain"])
    for column, found in enumerate(spans):
        for start, length in found:
            if length > 1:
                sheet.merge_range(start + 2, column, start + length + 1, column, "", styles["plain"])
                write_cell(sheet, start + 2, column, shown.rows[start][column], styles["plain"])
    for number, note in enumerate(shown.notes, len(shown.rows) + 3):
        sheet.write_string(number, 0, note, styles["note"])
    room = [_choose_width(shown, column, heading, widths) for column, heading in enumerate(shown.headings)]
    for column, width in enumerate(room):
        sheet.set_column(column, column, width)
    for number, row in enumerate(shown.rows, 2):  # not every program finds the height of folded text by itself
        lines = [
            ceil(cell_len(to_text(value, shown.decimals)) / (width - 1)) for value, width in zip(row, room, strict=True)
        ]
        sheet.set_row(number, min(LINE * max(lines[merged:], default=1) + 3, HIGHEST))
    sheet.freeze_panes(2, 0)
    sheet.repeat_rows(1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")


def write_cell(sheet: Any, row: int, column: int, value: Any, style: Any = None) -> None:
    """Write a value in a cell: numbers as numbers, all else as text; nothing where nothing is."""
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, style)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, style)
    elif isinstance(value, date | datetime):
        sheet.write_string(row, column, value.isoformat(), style)
    elif isinstance(value, list | tuple):
        sheet.write_string(row, column, "、".join(map(str, value))[:LONGEST_CELL], style)
    else:
        sheet.write_string(row, column, str(value)[:LONGEST_CELL], style)


def _choose_width(table: Table, column: int, heading: str, widths: Sequence[float]) -> float:
    """Return the width of a column: the one given or that of its cells, and more where a row would be too high."""
    longest = max((cell_len(to_text(row[column], table.decimals)) for row in table.rows), default=0)
    asked = widths[column] * 2.0 if column < len(widths) else max(longest, cell_len(heading), NARROWEST) + 2
    needed = longest / (HIGHEST // LINE - 2) + 1
    return max(asked if column < len(widths) else min(asked, WIDEST), min(needed, MOST_WIDE))
