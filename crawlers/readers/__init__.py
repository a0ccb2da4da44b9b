"""Readers: raw bytes -> plain text and what the file claims about itself. Formats are told by bytes, not by names."""

from crawlers.readers.decoding import decode_bytes
from crawlers.readers.markdown import read_markdown
from crawlers.readers.reading import Reading, UnreadableError

MAGIC_BYTES = {
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Office (DOC, WPS, XLS) file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "an RTF file",
}


ZIP_MAGIC = b"PK\x03\x04"
ZIP_MEMBERS = {b"word/": "a DOCX file", b"xl/": "an XLSX file", b"OFD.xml": "an OFD file"}


def _name_format(data: bytes) -> str | None:
    """Return the name of a format that bytes show to be another than text, None if they do not."""
    if data.startswith(ZIP_MAGIC):
        return next((name for member, name in ZIP_MEMBERS.items() if member in data), "a ZIP file")
    return next((name for magic, name in MAGIC_BYTES.items() if data.startswith(magic)), None)


def sniff_format(data: bytes) -> str:
    """Return the format of some bytes: `text` (Markdown is text too).

    Raises:
        UnreadableError: the bytes are empty, or of a format that no reader of this release understands.
    """
    if not data.strip():
        raise UnreadableError("the file is empty")
    if name := _name_format(data):
        raise UnreadableError(f"this is {name}, which this release cannot read: save it as plain text and add that")
    decode_bytes(data)
    return "text"


def read_bytes(data: bytes) -> Reading:
    """Return the plain text of some bytes and what they claim about themselves.

    Raises:
        UnreadableError: the bytes are empty, of an unknown format or in no known encoding.
    """
    sniff_format(data)
    text, encoding = decode_bytes(data)
    return read_markdown(text, encoding)


__all__ = ["Reading", "UnreadableError", "read_bytes", "sniff_format"]
