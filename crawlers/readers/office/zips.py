"""ZIP archives (DOCX and OFD are such): opened, and their members read, within bounds."""

import io
import zipfile
from typing import Any

from crawlers.readers.reading import UnreadableError

MOST_MEMBERS = 10_000  # a report of 300 pages as OFD has about 1,000
LARGEST_TOTAL = 256 * 2**20  # bytes unpacked; reports at hand have at most 0.3 MB, pictures make them larger
LARGEST_MEMBER = (
    32 * 2**20
)  # bytes unpacked; the longest XML at hand has 0.2 MB, and a tree of XML takes ten times that
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # what Office and OFD use; the others unpack without a bound
ENCRYPTED_FLAG, UTF8_FLAG = 0x1, 0x800


def open_zip(data: bytes) -> zipfile.ZipFile:
    """Return an archive whose members are few, unencrypted and small enough to be read.

    Declared sizes are enough to bound what is unpacked: `zipfile` never hands out more of a member than it declares.

    Raises:
        UnreadableError: `damaged_file`, `password_protected` or `too_large`.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # damaged bytes make zipfile raise errors of many kinds
        raise _damaged(error) from error
    members = archive.infolist()
    if any(member.flag_bits & ENCRYPTED_FLAG for member in members):
        raise UnreadableError("the file is protected by a password: take it off and add the file again", _PROTECTED)
    if len(members) > MOST_MEMBERS:
        raise UnreadableError(f"the archive holds {len(members):,} files, more than {MOST_MEMBERS:,}", _TOO_LARGE)
    total = sum(member.file_size for member in members)
    if total > LARGEST_TOTAL:
        raise UnreadableError(f"the archive unpacks to {total:,} bytes, more than {LARGEST_TOTAL:,}", _TOO_LARGE)
    return archive


def read_member(archive: zipfile.ZipFile, member: str | zipfile.ZipInfo, limit: int = LARGEST_MEMBER) -> bytes:
    """Return the bytes of one member; unpacking stops at `limit` bytes, whatever the archive declares.

    Raises:
        UnreadableError: `damaged_file` (a member that is missing, too) or `too_large`.
    """
    try:
        info = archive.getinfo(member) if isinstance(member, str) else member
        if info.compress_type not in METHODS:
            raise NotImplementedError(f"{info.filename} is compressed in a way that only few programs read")
        with archive.open(info) as stream:
            data = stream.read(limit + 1)
    except Exception as error:  # zlib.error, BadZipFile, KeyError, EOFError, struct.error … of damaged bytes
        raise _damaged(error) from error
    if len(data) > limit:
        raise UnreadableError(f"a part of the file unpacks to more than {limit:,} bytes", _TOO_LARGE)
    return data


def read_xml(archive: zipfile.ZipFile, member: str | zipfile.ZipInfo) -> Any:
    """Return the root element (lxml) of a member that is XML; entities stay unresolved, nothing is fetched.

    Raises:
        UnreadableError: `damaged_file` or `too_large`.
    """
    from lxml import etree  # noqa: PLC0415  loaded only when such a file comes

    data = read_member(archive, member)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _damaged(error) from error


def name_member(info: zipfile.ZipInfo) -> str:
    """Return the name of a member as its maker wrote it, with forward slashes.

    Without the flag for UTF-8 `zipfile` takes names for code page 437; Chinese tools write GBK or UTF-8 there.
    """
    name = info.orig_filename.partition("\0")[0]
    if not info.flag_bits & UTF8_FLAG:
        for encoding in ("utf-8", "gb18030"):
            try:
                name = name.encode("cp437").decode(encoding)
                break
            except UnicodeError:
                continue
    return name.replace("\\", "/")


_DAMAGED, _PROTECTED, _TOO_LARGE = "damaged_file", "password_protected", "too_large"


def _damaged(error: Exception) -> UnreadableError:
    return UnreadableError(f"the file is damaged, get it again ({str(error)[:200]})", _DAMAGED)
