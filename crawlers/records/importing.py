"""Importing: the bytes of an export, told by their content -> records."""

import re
from collections.abc import Sequence

from crawlers.readers.decoding import decode_bytes
from crawlers.readers.reading import UnreadableError
from crawlers.records.entry import Parsed, Parser
from crawlers.records.formats import bibtex, cssci, endnote, noteexpress, refworks, ris, self_defined, web_of_science
from crawlers.records.formats.tables import Row, find_delimiter, parse_rows, split_rows
from crawlers.records.formats.workbooks import list_old_sheets, list_rows, list_sheets
from crawlers.records.making import make_records, tell_database
from crawlers.records.record import Database, Export, ExportError
from crawlers.records.signatures import find_signature

PARSERS: dict[str, Parser] = {
    "refworks": refworks.parse,
    "endnote": endnote.parse,
    "noteexpress": noteexpress.parse,
    "self_defined": self_defined.parse,
    "cssci": cssci.parse,
    "web_of_science": web_of_science.parse,
    "ris": ris.parse,
    "bibtex": bibtex.parse,
}
FORMATS = (*PARSERS, "e_study", "citespace", "web_of_science_tab", "csv", "xls_text", "xls_html", "xls", "xlsx")
DATABASES: dict[str, Database] = {
    "self_defined": "cnki",
    "e_study": "cnki",
    "citespace": "cnki",
    "cssci": "cssci",
    "web_of_science": "wos",
    "web_of_science_tab": "wos",
}
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MARKUP = re.compile(r"\s{0,99}<(?:!doctype|html|head|body|meta|table|\?xml|style|div|tr)\b", re.I)
LINE_END = re.compile(r"\r\n|\r|\n")
OPENING = 50  # lines within which the first record must begin
MOST_QUOTED = 60  # characters of a line that a message shows
MIXED = "no encoding explains the bytes here: cut short, or two encodings in one file: export it again, as UTF-8"
KNOWN = "no export that we know begins here (CNKI, CSSCI, Web of Science, Wanfang, RIS, BibTeX, CSV, XLS or XLSX list)"


def import_records(data: bytes, file: str) -> Export:
    """Return the records of an export and what is doubtful about them.

    Args:
        data: the bytes of the file; its format is told by them.
        file: its name, which stands in the records and which their ids depend on: two files need two names.

    Raises:
        ExportError: the file is in no format that we know; it names the line at which reading stopped.
    """
    try:
        name, encoding, parsed = _parse(data)
    except UnreadableError as error:
        is_text = not data.startswith((ZIP, OLE)) and not data.count(0)
        raise ExportError(_find_undecodable(data), MIXED if is_text else str(error)) from error
    if not parsed.entries:
        raise ExportError(1, "the file holds no record")
    database = DATABASES.get(name) or tell_database(parsed)
    records, doubts = make_records(parsed, file, database)
    return Export(
        name, database, encoding, tuple(records), tuple(sorted([*parsed.issues, *doubts], key=lambda i: i.line))
    )


def _parse(data: bytes) -> tuple[str, str, Parsed]:
    """Return the format, encoding and entries of a file."""
    if data.startswith(ZIP):
        return "xlsx", "", _parse_sheets(list_sheets(data))
    if data.startswith(OLE):
        return "xls", "", _parse_sheets(list_old_sheets(data))
    text, encoding = decode_bytes(data)
    text = text.removeprefix("\ufeff")
    if MARKUP.match(text):
        return "xls_html", encoding, parse_rows(list_rows(text))
    lines = LINE_END.split(text)
    if lines and not lines[-1]:
        lines.pop()
    name, parsed = _parse_lines(lines)
    return name, encoding, parsed


def _parse_sheets(sheets: Sequence[Sequence[Row]]) -> Parsed:
    """Return the entries of the first sheet that is a list of records.

    Raises:
        ExportError: none is.
    """
    refusal: ExportError | None = None
    for rows in sheets:
        try:
            return parse_rows(rows)
        except ExportError as error:
            refusal = refusal or error
    raise refusal or ExportError(1, "the workbook is empty")


def _parse_lines(lines: Sequence[str]) -> tuple[str, Parsed]:
    name = _tell_format(lines)
    if name is None:
        text = "\n".join(lines)
        delimiter = find_delimiter(text)
        if delimiter is None:
            raise _refuse(lines)
        parsed = parse_rows(split_rows(text, delimiter))
        if parsed.table == "web_of_science":
            return "web_of_science_tab", parsed
        return "xls_text" if delimiter == "\t" else "csv", parsed
    parsed = PARSERS[name](lines)
    if name == "self_defined" and self_defined.is_e_study(parsed):
        return "e_study", parsed
    if name == "web_of_science" and web_of_science.is_citespace(lines, parsed):
        return "citespace", parsed
    return name, parsed


def _tell_format(lines: Sequence[str]) -> str | None:
    """Return the format of which a line among the first begins a record, None if there is none."""
    return next((name for line in lines[:OPENING] if (name := find_signature(line))), None)


def _refuse(lines: Sequence[str]) -> ExportError:
    number, line = next(((n, line.strip()) for n, line in enumerate(lines, 1) if line.strip()), (1, ""))
    return ExportError(number, f"{KNOWN}: {line[:MOST_QUOTED]!r}" if line else "the file is empty")


def _find_undecodable(data: bytes) -> int:
    """Return the line of the first byte that is no UTF-8, 1 if there is none."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 1
