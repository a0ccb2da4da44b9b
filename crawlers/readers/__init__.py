"""Readers: raw bytes -> plain text and what the file claims about itself. Formats are told by bytes, not by names."""

import re
from typing import Literal

from crawlers.readers.decoding import decode_bytes
from crawlers.readers.markdown import read_markdown
from crawlers.readers.reading import Reading, UnreadableError

Format = Literal["text", "html", "pdf", "docx", "doc", "rtf", "ofd"]

MAGIC_BYTES: dict[bytes, Format] = {
    b"%PDF": "pdf",
    b"\xd0\xcf\x11\xe0": "doc",  # every OLE file: its reader tells DOC and WPS from XLS, PPT and encrypted DOCX
    b"{\\rtf": "rtf",
}
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
ZIP_MAGIC = b"PK\x03\x04"
OTHERS = {  # what a ZIP is that holds no document we read, by a member's name
    b"xl/": "a workbook without a column of texts: save one text a row with headings such as 城市, 年份, 正文",
    b"ppt/": "a presentation: save it as PDF and add that",
    b"content.xml": "an OpenDocument file: save it as DOCX and add that",
}
PDF_WITHIN = 1024  # bytes; a PDF may begin after a few bytes of a mail or a download


def _tell_zip(data: bytes) -> Format:
    if re.search(rb"OFD\.xml", data, re.I):
        return "ofd"
    if b"word/" in data:
        return "docx"
    what = next((name for member, name in OTHERS.items() if member in data), "an archive: unpack it and add the folder")
    raise UnreadableError(f"this is {what}")


def sniff_format(data: bytes) -> Format:
    """Return the format of some bytes (Markdown is text too).

    Raises:
        UnreadableError: the bytes are empty, or of a format that no reader understands.
    """
    from crawlers.readers.pages.page import is_html

    if not data.strip():
        raise UnreadableError("the file is empty", "empty_file")
    if data.startswith(ZIP_MAGIC):
        return _tell_zip(data)
    if found := next((name for magic, name in MAGIC_BYTES.items() if data.startswith(magic)), None):
        return found
    if data.startswith(PICTURES) and b"\0" in data:
        raise UnreadableError("this is a picture: make a PDF of it and add that")
    if is_html(data):
        return "html"
    if b"%PDF-" in data[:PDF_WITHIN]:
        return "pdf"
    decode_bytes(data)
    return "text"


def read_bytes(data: bytes, body: str | None = None, ocr: bool = True) -> Reading:
    """Return the plain text of some bytes and what they claim about themselves.

    Args:
        data: the bytes of one document.
        body: for a page, the CSS selector of its article where the source names one.
        ocr: whether scanned pages are recognised where the extra `ocr` is installed; it takes seconds a page.

    Raises:
        UnreadableError: the bytes are empty, encrypted, damaged, of an unknown format or in no known encoding.
    """
    # ruff: noqa: PLC0415  each reader loads its library only when such a file comes
    match sniff_format(data):
        case "html":
            from crawlers.readers.pages.page import read_page

            reading = read_page(data, body)
        case "pdf":
            from crawlers.readers.printed.pdf import read_pdf

            reading = read_pdf(data, ocr)
        case "docx":
            from crawlers.readers.office.docx import read_docx

            reading = read_docx(data)
        case "doc":
            from crawlers.readers.office.old_word import read_old_word

            reading = read_old_word(data)
        case "rtf":
            from crawlers.readers.office.rtf import read_rtf

            reading = read_rtf(data)
        case "ofd":
            from crawlers.readers.office.ofd import read_ofd

            reading = read_ofd(data)
        case "text":
            reading = read_markdown(*decode_bytes(data))
    return reading


__all__ = ["Format", "Reading", "UnreadableError", "read_bytes", "sniff_format"]
