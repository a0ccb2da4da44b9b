"""Texts: the rows of a table as Markdown documents, their other cells as front matter."""

import json
import re
from collections.abc import Iterator, Mapping

from crawlers.containers.archives import make_safe
from crawlers.containers.columns import (
    HEADER_WITHIN,
    SMALLEST_TEXT,
    count_han,
    count_known,
    find_text_column,
    name_columns,
)
from crawlers.containers.member import Budget, Member
from crawlers.containers.sheets import Row, Sheet
from crawlers.readers import UnreadableError
from crawlers.readers.front_matter import LARGEST_BLOCK

FULL_CELL = 32_767  # characters that a cell of Excel can hold: what is longer was cut off there
LINE_ENDS = re.compile(r"\r\n?")
NOT_IN_YAML = re.compile(r"[\x7f-\x9f\u2028\u2029\ue000-\uf8ff\ufeff\ufffe\uffff]")  # nor in decode_bytes
FIRST_KEYS = ("title", "place", "year", "date", "issuer", "doc_number", "source")


def _quote(value: str) -> str:
    """Return a value as a scalar of YAML in double quotes, of which JSON's strings are nearly a part."""
    return NOT_IN_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


def write_document(fields: Mapping[str, str], text: str) -> tuple[bytes, list[str]]:
    """Return a Markdown document and the keys of the fields for which its front matter had no room.

    Args:
        fields: keys of word characters, in lower case, and values; `split_front_matter` gives back the same, stripped.
        text: the body, kept as it is but for its line ends and blank lines around it.
    """
    order = [*(key for key in FIRST_KEYS if key in fields), *(key for key in fields if key not in FIRST_KEYS)]
    lines, left_out, room = ["---"], [], LARGEST_BLOCK - len("---\n---\n")
    for key in order:
        line = f"{key}: {_quote(fields[key].strip())}"
        if len(line) < room:
            lines.append(line)
            room -= len(line) + 1
        else:
            left_out.append(key)
    body = LINE_ENDS.sub("\n", text).strip("\n")
    return "\n".join([*lines, "---", "", body, ""]).encode(), left_out


def _split_header(rows: list[Row]) -> tuple[dict[int, str], list[Row]]:
    """Return the header and the rows below it.

    It is the first row with a known name, else the one above the first long text; without either it is empty.
    """
    for at, row in enumerate(rows[:HEADER_WITHIN]):
        if count_known(row.cells.values()):
            return row.cells, rows[at + 1 :]
        if any(count_han(cell) >= SMALLEST_TEXT for cell in row.cells.values()):
            return (rows[at - 1].cells, rows[at:]) if at else ({}, rows)
    return rows[0].cells, rows[1:]


def read_texts(sheet: Sheet, name: str, budget: Budget) -> Iterator[Member]:
    """Yield a document for each row of a table of texts, and a member without bytes for each row without a text.

    Raises:
        UnreadableError: no column holds texts, or there are more than the budget allows.
    """
    header, rows = _split_header(sheet.rows)
    cells: dict[int, list[str]] = {at: [] for at in header}
    for row in rows:
        for at, cell in row.cells.items():
            cells.setdefault(at, []).append(cell)
    keys = name_columns(header, cells)
    column = find_text_column(keys, cells)
    if column is None:
        names = "、".join(cell.strip()[:20] for cell in list(header.values())[:20])
        raise UnreadableError(
            f"a table, but none of texts: no column is named 正文 or holds {SMALLEST_TEXT} Han characters a cell; "
            f"columns found: {names or 'none'}"
        )
    prefix = f"{make_safe(sheet.title).replace('/', '_').lstrip('.')}-" if sheet.title else ""
    for row in rows:
        # Five digits, so that no row's number is taken for a year or for the code of a place.
        where = f"{name}/{prefix}row-{row.number:05}.md"
        if sheet.width is not None and row.width > sheet.width:
            torn = f"{row.width} cells below {sheet.width} columns: a cell with the delimiter in it is not quoted"
            yield Member(where, None, torn)
        elif column not in row.cells:
            yield Member(where, None, f"no text in the column {header.get(column, keys[column]).strip()}")
        else:
            fields = {keys[at]: cell for at, cell in sorted(row.cells.items()) if at != column}
            document, left_out = write_document(fields, row.cells[column])
            budget.spend(len(document))
            yield Member(where, document, _doubt(row.cells[column], left_out))


def _doubt(text: str, left_out: list[str]) -> str:
    doubts = [f"columns too long for the front matter were left out: {'、'.join(left_out)}"] if left_out else []
    if len(text) == FULL_CELL:
        doubts.append(f"the text fills its cell ({FULL_CELL} characters, Excel's limit): its end may be cut off")
    return "; ".join(doubts)
