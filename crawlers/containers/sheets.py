"""Sheets: the rows of workbooks (XLSX), cells as text."""

import io
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from crawlers.readers import UnreadableError
from crawlers.readers.office.zips import open_zip

MOST_ROWS = 50_000  # as many as documents in a container; also what keeps row numbers at five digits
LARGEST_EXACT = 1e15  # up to here a whole number in a cell is shown as it was typed
EXCEL_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how Excel writes control characters: _x000D_


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not empty: its number (counted from 1, as Excel does), its cells that are not empty by column
    (counted from 0), and how many cells it has in all.
    """

    number: int
    cells: dict[int, str]
    width: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet. `width` is how many cells a row may have, None where cells cannot have been torn apart."""

    title: str
    rows: list[Row]
    width: int | None = None


def _write_cell(value: Any) -> str:
    """Return a cell's value as people write it: ISO dates, whole numbers without a point."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < LARGEST_EXACT:
        return str(int(value))
    text = EXCEL_ESCAPE.sub(lambda match: chr(int(match[1], 16)), str(value))
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def list_rows(records: Iterable[Iterable[Any]]) -> list[Row]:
    """Return the rows that are not empty.

    Raises:
        UnreadableError: there are more rows than a table may have.
    """
    rows: list[Row] = []
    for number, record in enumerate(islice(records, MOST_ROWS + 1), 1):
        if number > MOST_ROWS:
            raise UnreadableError(f"more than {MOST_ROWS} rows: split the table", "too_large")
        values = list(record)
        written = {at: _write_cell(value) for at, value in enumerate(values) if value is not None}
        if cells := {at: cell for at, cell in written.items() if cell.strip()}:
            rows.append(Row(number, cells, len(values)))
    return rows


def read_workbook(data: bytes) -> list[Sheet]:
    """Return the visible sheets of an XLSX file that hold anything; of formulas, the values last computed.

    Raises:
        UnreadableError: the file is damaged, too large or of another format (XLSB).
    """
    from openpyxl import load_workbook  # noqa: PLC0415  loaded only when needed

    open_zip(data).close()  # refuses what is encrypted or unpacks to too much
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that we do not read
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            return [sheet for sheet in _list_sheets(book) if sheet.rows]
    except UnreadableError:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part makes it stumble over
        raise UnreadableError(
            f"the workbook cannot be read ({type(error).__name__}): save it as XLSX again", "damaged_file"
        ) from error


def _list_sheets(book: Any) -> Iterator[Sheet]:
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            sheet.reset_dimensions()  # what a sheet says about its size is often wrong, and cuts rows off
            yield Sheet(str(sheet.title), list_rows(sheet.iter_rows(values_only=True)))
