"""Containers: files that hold several documents (ZIP archives, tables with one text a row) -> their documents."""

from collections.abc import Iterator
from typing import Literal

from crawlers.containers.archives import MAGIC, is_document, is_workbook, open_archive, read_archive
from crawlers.containers.delimited import read_delimited
from crawlers.containers.member import Budget, Member
from crawlers.containers.sheets import Sheet, read_workbook
from crawlers.containers.texts import read_texts
from crawlers.readers import UnreadableError
from crawlers.readers.decoding import decode_bytes

DEEPEST = 2  # an archive in an archive is how portals hand attachments out; one deeper has not been seen

Kind = Literal["archive", "workbook", "delimited"]


def _tell_zip(data: bytes) -> Kind | None:
    try:
        with open_archive(data) as archive:
            names = frozenset(archive.namelist())
    except UnreadableError:
        # A damaged document is for its reader to refuse; of the rest, unpacking says what is wrong.
        return None if b"word/" in data or b"OFD.xml" in data else "archive"
    if is_workbook(names):
        return "workbook"
    return None if is_document(names) else "archive"


def _tell_kind(data: bytes) -> Kind | None:
    """Return the kind of container that some bytes are, told by the bytes alone."""
    if data.startswith(MAGIC):
        return _tell_zip(data)
    try:
        text, _ = decode_bytes(data)
    except UnreadableError:
        return None
    try:
        return "delimited" if read_delimited(text) else None
    except UnreadableError:
        return "delimited"


def is_container(data: bytes) -> bool:
    """Whether some bytes hold several documents: a ZIP archive, an XLSX file, or CSV with a header that we know.

    DOCX, OFD and other documents that are ZIPs inside are none; nor is text with commas in it.
    """
    return _tell_kind(data) is not None


def unpack(data: bytes, name: str) -> Iterator[Member]:
    """Yield the documents inside a container, those of containers inside it too; nothing if it is none.

    Never raises: whatever cannot be had is a member without bytes and with a reason, under the name of what it befell
    (a file, a row, a sheet, or the container itself). The same bytes and name give the same members.

    Args:
        data: the container's bytes.
        name: the container's path, which begins the name of every member.
    """
    yield from _unpack(data, name, Budget(), depth=1)


def _unpack(data: bytes, name: str, budget: Budget, depth: int) -> Iterator[Member]:
    kind = _tell_kind(data)
    try:
        if kind == "archive":
            yield from _unpack_archive(data, name, budget, depth)
        elif kind == "workbook":
            sheets = read_workbook(data)
            if not sheets:
                yield Member(name, None, "no visible sheet holds anything")
            for sheet in sheets:
                yield from _unpack_sheet(sheet, name, budget)
        elif kind == "delimited" and (table := read_delimited(decode_bytes(data)[0])):
            yield from _unpack_sheet(table, name, budget)
    except UnreadableError as error:
        yield Member(name, None, str(error))


def _unpack_archive(data: bytes, name: str, budget: Budget, depth: int) -> Iterator[Member]:
    """Yield the files of an archive, containers among them opened.

    Raises:
        UnreadableError: it lies too deep, is damaged or too large.
    """
    if depth > DEEPEST:
        raise UnreadableError(f"archives are opened {DEEPEST} deep, this one lies deeper: unpack it and add the folder")
    for member in read_archive(data, name, budget):
        if member.data is not None and is_container(member.data):
            yield from _unpack(member.data, member.name, budget, depth + 1)
        else:
            yield member


def _unpack_sheet(sheet: Sheet, name: str, budget: Budget) -> Iterator[Member]:
    """Yield the texts of a sheet, or the sheet itself with the reason why it has none."""
    try:
        yield from read_texts(sheet, name, budget)
    except UnreadableError as error:
        yield Member(f"{name}/{sheet.title}" if sheet.title else name, None, str(error))


__all__ = ["Member", "is_container", "unpack"]
