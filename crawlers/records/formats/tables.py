"""Lists: CSV, tab-delimited text, HTML tables and workbooks whose first row names the columns."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from crawlers.records.entry import Entry, Parsed
from crawlers.records.field_tables import list_known, load_table
from crawlers.records.formats.web_of_science import settle_entry
from crawlers.records.record import ExportError, RecordIssue

HEADER_WITHIN = 10  # rows: captions and notes may stand above it
LONGEST_NAME = 40  # characters; no name of a column that we know is longer
LEAST_COLUMNS = 2  # that we know, for a row to be a header; one of them the titles'
LARGEST_CELL = 4 * 2**20  # characters, as in `containers.delimited`
MOST_LINES = 200  # of a row; the longest abstracts have a dozen, a quotation mark left open takes the rest of the file
DELIMITERS = ",\t;，"
BOTH_NAMES = re.compile(r"([A-Za-z ]{2,40})-(.{1,40})")  # Title-题名
QUOTED_WHOLE = re.compile(r'"((?:[^"]|"")*)"')


class Row(NamedTuple):
    """A row of a table: the first and last line on which it stands, and its cells."""

    first_line: int
    last_line: int
    cells: Sequence[str]


def split_rows(text: str, delimiter: str) -> Iterator[Row]:
    """Yield the rows of delimited text; cells of CSV may hold lines.

    Raises:
        ExportError: the quoting breaks off.
    """
    if delimiter == "\t":  # quotes mean nothing there, except around a whole cell
        for number, line in enumerate(text.split("\n"), 1):
            yield Row(number, number, [_unquote(cell) for cell in line.split("\t")])
        return
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    last = 0
    try:
        for cells in reader:
            if reader.line_num - last > MOST_LINES:
                raise ExportError(last + 1, "a quotation mark opens here and does not close: save the table as XLSX")
            yield Row(last + 1, reader.line_num, cells)
            last = reader.line_num
    except csv.Error as error:
        raise ExportError(last + 1, f"the table breaks off ({error}): save it as XLSX") from error


def _unquote(cell: str) -> str:
    match = QUOTED_WHOLE.fullmatch(cell.strip())
    return match[1].replace('""', '"') if match else cell


def find_delimiter(text: str) -> str | None:
    """Return the delimiter of a text that is a table of records, None if it is none."""
    head = "\n".join(text.split("\n", HEADER_WITHIN + 1)[: HEADER_WITHIN + 1])
    known = {mark: _count_best(head, mark) for mark in DELIMITERS}
    best = max(DELIMITERS, key=lambda mark: known[mark])
    return best if known[best] else None


def _count_best(head: str, mark: str) -> int:
    try:
        return max((_count_known(row.cells) for row in split_rows(head, mark)), default=0)
    except ExportError:
        return 0


def _is_web_of_science(cells: Sequence[str]) -> bool:
    names = {cell.strip().lstrip("\ufeff") for cell in cells}
    return {"PT", "AU", "TI"} <= names


def _count_known(cells: Sequence[str]) -> int:
    """Return how many columns of a header we know, 0 if the row is no header."""
    if _is_web_of_science(cells):
        return len(cells)
    names = {name for cell in cells for name in _name_column(cell)}
    found = len(names & list_known("list"))
    return found if found >= LEAST_COLUMNS and names & set(load_table("list").title) else 0


def _name_column(cell: str) -> list[str]:
    """Return the names under which a column may be known: of Title-题名, the Chinese one before the English one."""
    name = " ".join(cell.split()).casefold().strip("\ufeff\"'【】:： ")
    if len(name) > LONGEST_NAME:
        return []
    both = BOTH_NAMES.fullmatch(name)
    return [both[2].strip(), both[1].strip()] if both else [name]


def parse_rows(rows: Iterable[Row]) -> Parsed:
    """Return the entries of a table.

    Raises:
        ExportError: no row among the first names the columns.
    """
    header: Sequence[str] = ()
    entries: list[Entry] = []
    issues: list[RecordIssue] = []
    for position, row in enumerate(rows):
        if not any(cell.strip() for cell in row.cells):
            continue
        if header:
            entries.append(_read_row(header, row))
            if len(row.cells) > len(header) and any(cell.strip() for cell in row.cells[len(header) :]):
                issues.append(RecordIssue("ragged_row", row.first_line, f"{len(row.cells)} cells of {len(header)}"))
        elif _count_known(row.cells):
            header = row.cells
            issues += [] if _is_web_of_science(header) else _list_unknown(row)
        elif position >= HEADER_WITHIN:
            raise ExportError(row.first_line, "no row above names the columns of a list of records (题名, 作者, …)")
    if not header:
        raise ExportError(1, "no row names the columns of a list of records (题名, 作者, …)")
    if not _is_web_of_science(header):
        return Parsed(entries, issues, "list")
    for entry in entries:
        settle_entry(entry)
    return Parsed(entries, issues, "web_of_science")


def _read_row(header: Sequence[str], row: Row) -> Entry:
    entry = Entry(row.first_line, row.last_line)
    is_coded = _is_web_of_science(header)
    for name, cell in zip(header, row.cells, strict=False):
        known = [name.strip().lstrip("\ufeff")] if is_coded else _name_column(name)
        tag = next((part for part in known if part in list_known("list")), known[0] if known else "")
        if cell.strip():
            entry.add(tag, cell.strip(), row.last_line)
    return entry


def _list_unknown(header: Row) -> list[RecordIssue]:
    names = (cell.strip() for cell in header.cells if not set(_name_column(cell)) & list_known("list"))
    return [RecordIssue("unknown_tag", header.first_line, name[:LONGEST_NAME]) for name in dict.fromkeys(names) if name]
