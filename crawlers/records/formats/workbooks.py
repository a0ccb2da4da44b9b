"""Workbooks: XLSX, XLS, and the HTML and XML tables that CNKI names .xls -> rows."""

import io
from collections.abc import Iterator
from typing import Any

from crawlers.containers.sheets import list_rows as write_rows
from crawlers.containers.sheets import read_workbook
from crawlers.readers.pages.tree import parse_page
from crawlers.readers.reading import UnreadableError
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


def list_old_sheets(data: bytes) -> list[list[Row]]:
    """Return the rows of each visible sheet of an XLS file that holds any.

    Raises:
        UnreadableError: the file is damaged, locked or no workbook.
    """
    import xlrd  # noqa: PLC0415  loaded only when needed

    try:
        with xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), ragged_rows=True) as book:
            shown = [sheet for sheet in book.sheets() if not sheet.visibility]
            sheets = [write_rows(_list_values(sheet, book.datemode)) for sheet in shown]
    except MemoryError:
        raise
    except Exception as error:  # xlrd raises whatever a damaged part makes it stumble over
        raise UnreadableError(
            f"the workbook cannot be read ({type(error).__name__}): save it as XLSX or CSV", "damaged_file"
        ) from error
    return [
        [Row(row.number, row.number, [row.cells.get(at, "") for at in range(row.width)]) for row in rows]
        for rows in sheets
        if rows
    ]


def _list_values(sheet: Any, datemode: int) -> Iterator[list[Any]]:
    """Yield the values of each row, None for empty cells, days as days."""
    from xlrd import XL_CELL_DATE, XL_CELL_ERROR  # noqa: PLC0415
    from xlrd.xldate import xldate_as_datetime  # noqa: PLC0415

    for number in range(sheet.nrows):
        yield [
            None
            if cell.value == "" or cell.ctype == XL_CELL_ERROR
            else xldate_as_datetime(cell.value, datemode)
            if cell.ctype == XL_CELL_DATE
            else cell.value
            for cell in sheet.row(number)
        ]


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
