"""Tables: numbered, with a Chinese title and a note; each a CSV file, and all of them one workbook."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reports.spreadsheets import BOM, disarm

DIGITS = 6
STAMP = datetime(2000, 1, 1)
LONGEST_CELL = 32_000  # Excel takes 32,767 characters
WIDEST = 40  # characters of a column


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a journal prints it; `notes` stand below it."""

    number: int
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What its file and its sheet are called."""
        return f"表{self.number:02}-{self.title}"


def write_csv(columns: Sequence[str], rows: Sequence[Sequence[Any]], for_excel: bool = False) -> str:
    """Return CSV text; `for_excel` begins with a byte order mark and puts an apostrophe before what Excel computes."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for row in (columns, *rows):
        writer.writerow([disarm(_round(cell)) if for_excel else _round(cell) for cell in row])
    return (BOM if for_excel else "") + buffer.getvalue()


def write_notes(tables: Sequence[Table]) -> str:
    """Return titles and notes of the tables, which their CSV files leave out."""
    lines = []
    for table in tables:
        lines += [f"**表 {table.number}　{table.title}**（{len(table.rows)} 行）", ""]
        lines += [f"- {note}" for note in table.notes] + [""] * bool(table.notes)
    return "\n".join(lines)


def write_workbook(tables: Sequence[Table]) -> bytes:
    """Return the workbook, a sheet for each table; the same tables give the same bytes."""
    import xlsxwriter

    buffer = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, settings) as book:
        book.set_properties({"title": "附表", "created": STAMP})
        bold, head = book.add_format({"bold": True}), book.add_format({"bold": True, "bottom": 1})
        for table in tables:
            sheet = book.add_worksheet(table.name)
            sheet.write_string(0, 0, f"表 {table.number}　{table.title}", bold)
            for column, name in enumerate(table.columns):
                sheet.write_string(1, column, name, head)
            for number, row in enumerate(table.rows, 2):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(number, column, cell[:LONGEST_CELL])
                    elif cell is not None:
                        sheet.write_number(number, column, _round(cell))
            for number, note in enumerate(table.notes, len(table.rows) + 2):
                sheet.write_string(number, 0, f"注：{note}")
            _set_widths(sheet, table)
            sheet.freeze_panes(2, 1)
    return buffer.getvalue()


def _set_widths(sheet: Any, table: Table) -> None:
    for column, name in enumerate(table.columns):
        cells = [str(row[column]) for row in table.rows[:200]]
        sheet.set_column(column, column, min(max(map(len, [*cells, name])) * 1.6 + 2, WIDEST))


def _round(cell: Any) -> Any:
    return round(float(cell), DIGITS) + 0.0 if isinstance(cell, float) else cell
