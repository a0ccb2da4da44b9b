"""Workbooks: XLSX, and the HTML and XML tables that CNKI names .xls -> rows."""

from collections.abc import Iterator

from crawlers.containers.sheets import read_workbook
from crawlers.readers.pages.tree import parse_page
from crawlers.records.formats.tables import Row

ROWS = ("tr", "row")  # of HTML, and of the XML that Excel wrote in 2003
CELLS = ("td", "th", "cell")


def list_sheets(data: bytes) -> list[list[Row]]:
    """Return the rows of each sheet of an XLSX file that holds any.

    Raises:
        UnreadableError: the file is damaged, too large or of another format.
    """
    sheets = []
    for sheet in read_workbook(data):
        width = max(max(row.cells, default=0) for row in sheet.rows) + 1
        sheets.append(
            [Row(row.number, row.number, [row.cells.get(at, "") for at in range(width)]) for row in sheet.rows]
        )
    return sheets


def list_rows(text: str) -> Iterator[Row]:
    """Yield the rows of the tables of a page, counted from 1.

    Raises:
        UnreadableError: the page is too large or nested too deep.
    """
    number = 0
    for node in parse_page(text).iter(*ROWS):
        cells = ["".join(cell.itertext()) for cell in node if cell.tag in CELLS]
        if cells:
            number += 1
            yield Row(number, number, cells)
