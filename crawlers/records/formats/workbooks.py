"""Workbooks: XLSX, XLS, and the HTML and XML tables that CNKI names .xls -> rows."""

import io
from collections.abc import Iterator

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
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415  loaded only when needed

    sheets = []
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for told in book.sheets_metadata:
            if told.typ is SheetTypeEnum.WorkSheet and told.visible is SheetVisibleEnum.Visible:
                sheets.append(write_rows(book.get_sheet_by_name(told.name).to_python(skip_empty_area=False)))
    except BaseException as error:  # whatever a damaged part makes it stumble over; a panic of Rust is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise UnreadableError(
            f"the workbook cannot be read ({type(error).__name__}): save it as XLSX or CSV", "damaged_file"
        ) from error
    return [
        [Row(row.number, row.number, [row.cells.get(at, "") for at in range(row.width)]) for row in rows]
        for rows in sheets
        if rows
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
