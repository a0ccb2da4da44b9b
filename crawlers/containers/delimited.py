"""Delimited text: the rows of CSV and TSV, told from ordinary text."""

import contextlib
import csv
import io
from collections.abc import Iterator
from itertools import islice

from crawlers.containers.columns import HEADER_WITHIN, count_known, is_text_known
from crawlers.containers.sheets import Row, Sheet, list_rows
from crawlers.readers import UnreadableError

LARGEST_CELL = 4 * 2**20  # characters; the longest report at hand has 40,000
DELIMITERS = ",\t;|"
# Of the records, how many must be as wide as the header for the whole to be a table:
SMALLEST_REGULAR_SHARE = 0.75  # where it names two columns that we know, or more
SMALLEST_REGULAR_SHARE_OF_ONE = 0.95  # where all that we know is the name of the text column


def read_delimited(text: str) -> Sheet | None:
    """Return the rows of delimited text from the header on, None if it is ordinary text.

    Ordinary text has commas too, so that a table is only believed in which one of the first rows is a header (two
    cells are names of columns that we know, or one is that of a text column) and most records are as wide.
    `csv.Sniffer` is of no use: it guesses from any quotes and commas, finds tables in prose and is slow on long cells.

    Raises:
        UnreadableError: the header is there, but the quoting breaks off or there are too many rows.
    """
    csv.field_size_limit(LARGEST_CELL)
    found = {mark: header for mark in DELIMITERS if (header := _find_header(text, mark))}
    if not found:
        return None
    mark = max(found, key=lambda mark: count_known(found[mark].cells.values()))
    header = found[mark]
    is_sure = count_known(header.cells.values()) > 1
    try:
        rows = list_rows(_read_records(text, mark))
    except csv.Error as error:
        if not is_sure:
            return None
        raise UnreadableError(f"a table whose quoting breaks off ({error}): save it as XLSX", "damaged_file") from error
    rows = [row for row in rows if row.number >= header.number]
    regular = sum(row.width == header.width for row in rows) / len(rows)
    needed = SMALLEST_REGULAR_SHARE if is_sure else SMALLEST_REGULAR_SHARE_OF_ONE
    return Sheet("", rows, header.width) if len(rows) > 1 and regular >= needed else None


def _read_records(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _find_header(text: str, delimiter: str) -> Row | None:
    """Return the row among the first that names columns we know, if there is one."""
    records: list[list[str]] = []
    with contextlib.suppress(csv.Error):  # what came before counts
        records.extend(islice(_read_records(text, delimiter), HEADER_WITHIN))
    for row in list_rows(records):
        known = count_known(row.cells.values())
        if known > 1 or (known and row.width > 1 and is_text_known(row.cells.values())):
            is_markdown = delimiter == "|" and 0 not in row.cells  # | 标题 | 正文 |
            return None if is_markdown else row
    return None
