"""DOC and old WPS: text of the pieces that a Word 97 to 2003 file is made of, out of its OLE container.

legacy-doc opens the container; the pieces are read here, since its text runs table rows and headings together,
keeps instructions of fields and mixes headers and footers in. Layout: [MS-DOC] 2.4.1, 2.5.1 and 2.8.35.
"""

import re
import struct
from itertools import pairwise
from typing import TYPE_CHECKING

from crawlers.readers.office.docx import NOTES_LINE, lay_out
from crawlers.readers.reading import Reading, UnreadableError

if TYPE_CHECKING:
    from legacy_doc.ole import OleReader

LARGEST_FILE = 256 * 2**20  # bytes, as for archives
MOST_CHARACTERS = 20_000_000  # a report has 20,000; pieces may overlap, so the file's size is no bound
# A sector of the list of lists of sectors stands for 8 MB of file; more of them than that are made to fill memory.
BYTES_PER_DIFAT_SECTOR = 8_000_000
DIFAT_COUNT_AT, FLAGS_AT, COUNTS_AT, CLX_AT = 0x48, 0x0A, 0x4C, 0x01A2
ENCRYPTED, TABLE_ONE, COMPRESSED = 0x0100, 0x0200, 0x40000000
OTHER_OFFICE = {"Workbook": "XLSX", "Book": "XLSX", "PowerPoint Document": "DOCX"}
ROW_END = re.compile(r"\x07{2,}")
LINE_END = re.compile(r"[\r\x0b\x0c\x0e]")


def read_old_word(data: bytes) -> Reading:
    """Return the text of an OLE file that holds a Word document, notes at its end after a line 注释.

    Raises:
        UnreadableError: `password_protected` (also of a DOCX, which is put into an OLE file then), `damaged_file`,
            `too_large`, or `unreadable` for another kind of Office file.
    """
    from legacy_doc.ole import OleReader  # noqa: PLC0415  loaded only when such a file comes
    from legacy_doc.types import ExtractionOptions  # noqa: PLC0415

    if len(data) > LARGEST_FILE:
        raise UnreadableError(f"the file is larger than {LARGEST_FILE:,} bytes", "too_large")
    try:
        if struct.unpack_from("<I", data, DIFAT_COUNT_AT)[0] > len(data) // BYTES_PER_DIFAT_SECTOR + 1:
            raise ValueError("more lists of sectors than the file can have")
        options = ExtractionOptions(max_file_bytes=LARGEST_FILE, max_chain_sectors=LARGEST_FILE // 512)
        ole = OleReader(data, options=options)
        _refuse_others(ole)
        text = _read_text(ole)
    except UnreadableError:
        raise
    except Exception as error:  # LegacyDocError, struct.error and what else damaged bytes lead to
        raise UnreadableError(f"the old Word file is damaged: save it as DOCX ({error})", "damaged_file") from error
    return Reading(text=text, format="doc")


def _refuse_others(ole: "OleReader") -> None:
    if ole.has_stream("EncryptedPackage"):
        raise UnreadableError("the file is protected by a password: take it off and add the file again", _PROTECTED)
    if ole.has_stream("WordDocument"):
        return
    for stream, better in OTHER_OFFICE.items():
        if ole.has_stream(stream):
            raise UnreadableError(f"this is an old Office file, but no text document: save it as {better}")
    raise UnreadableError("this is an OLE file without a Word document: save the text as DOCX")


_PROTECTED = "password_protected"


def _read_text(ole: "OleReader") -> str:
    document = ole.read_stream("WordDocument")
    flags = struct.unpack_from("<H", document, FLAGS_AT)[0]
    if flags & ENCRYPTED:
        raise UnreadableError("the file is protected by a password: take it off and add the file again", _PROTECTED)
    table = ole.read_stream("1Table" if flags & TABLE_ONE else "0Table")
    characters = _join_pieces(document, _find_pieces(document, table))
    # Lengths in this order: text, footnotes, headers, (unused), comments, endnotes, text boxes, boxes of headers.
    parts: list[list[str]] = []
    start = 0
    for length in struct.unpack_from("<8i", document, COUNTS_AT):
        if length < 0:
            raise ValueError("a part of negative length")
        parts.append(_clean(characters[start : start + 2 * length].decode("utf-16le", "replace")))
        start += 2 * length
    main, footnotes, _, _, _, endnotes, boxes, _ = parts
    notes = footnotes + endnotes
    lines = main + boxes + ([NOTES_LINE, *notes] if any(map(str.strip, notes)) else [])
    return lay_out([(line, False)] for line in lines)[0]


def _find_pieces(document: bytes, table: bytes) -> bytes:
    """Return the table of pieces; formatting (blocks that begin with 1) comes before it."""
    start, length = struct.unpack_from("<II", document, CLX_AT)
    clx = table[start : start + length]
    at = 0
    while clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    size = struct.unpack_from("<I", clx, at + 1)[0]
    if clx[at] != 2 or at + 5 + size > len(clx):
        raise ValueError("no table of pieces")
    return clx[at + 5 : at + 5 + size]


def _join_pieces(document: bytes, pieces: bytes) -> bytes:
    """Return the text in UTF-16, in whose units all lengths are counted."""
    count = (len(pieces) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", pieces)
    if ends[-1] > MOST_CHARACTERS:
        raise UnreadableError(f"the file holds more than {MOST_CHARACTERS:,} characters", "too_large")
    parts: list[bytes] = []
    for number, (start, end) in enumerate(pairwise(ends)):
        place = struct.unpack_from("<I", pieces, 4 * (count + 1) + 8 * number + 2)[0]
        is_compressed = bool(place & COMPRESSED)
        first, length = ((place & ~COMPRESSED) // 2, end - start) if is_compressed else (place, 2 * (end - start))
        raw = document[first : first + length]
        if len(raw) != length:
            raise ValueError("a piece lies outside the file")
        parts.append(raw.decode("cp1252", "replace").encode("utf-16le") if is_compressed else raw)
    return b"".join(parts)


def _clean(text: str) -> list[str]:
    """Return the lines of a part: rows of tables end by two marks, cells by one."""
    text = _drop_instructions(text)
    text = ROW_END.sub("\n", text).replace("\x07", " ").replace("\x1e", "-")
    return LINE_END.sub("\n", text).split("\n")


def _drop_instructions(text: str) -> str:
    """Return the text without the instructions of fields, which stand between marks 19 and 20; 21 ends a field."""
    kept: list[str] = []
    is_instruction: list[bool] = []
    hidden = 0
    for part in re.split("([\x13-\x15])", text):
        if part == "\x13":
            is_instruction.append(True)
            hidden += 1
        elif part in {"\x14", "\x15"} and is_instruction:
            hidden -= is_instruction.pop()
            is_instruction += [False] * (part == "\x14")
        elif not hidden:
            kept.append(part)
    return text if hidden else "".join(kept)  # a field without an end would hide the rest of the report
