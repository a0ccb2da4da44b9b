"""Archives: the files in a ZIP, under names that are safe to keep."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from crawlers.containers.member import Budget, Member
from crawlers.readers import UnreadableError
from crawlers.readers.office.zips import ENCRYPTED_FLAG, name_member, read_member

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")  # the second begins an archive of nothing
# Members of which one suffices: Office packages, OFD, OpenDocument and EPUB. A mere folder `word` tells nothing.
DOCUMENT_MARKS = frozenset({"[Content_Types].xml", "OFD.xml", "mimetype", "word/document.xml"})
WORKBOOK_MARKS = frozenset({"xl/workbook.xml", "xl/workbook.bin"})
NOT_DOCUMENTS = frozenset({"Thumbs.db", "desktop.ini", "__MACOSX"})
LARGEST_FILE = 64 * 2**20  # bytes, as of files given by hand
HIDDEN = (".", "~$")  # ~$ are the lock files of Office
UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
DRIVE = re.compile(r"^[A-Za-z]:")


def make_safe(name: str) -> str:
    """Return a member's name as a relative posix path without `.`, `..`, drives and control characters."""
    parts = DRIVE.sub("", UNSAFE.sub("_", name).replace("\\", "/")).split("/")
    return "/".join(part for part in parts if part.strip() not in {"", ".", ".."})


def open_archive(data: bytes) -> zipfile.ZipFile:
    """Return an archive of which single members may be encrypted, damaged or too large (`open_zip` refuses such).

    Raises:
        UnreadableError: it has no list of members.
    """
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # damaged bytes make zipfile raise errors of many kinds
        raise UnreadableError(f"the archive is damaged, get it again ({str(error)[:200]})", "damaged_file") from error


def is_workbook(names: frozenset[str]) -> bool:
    """Whether the names of a ZIP's members are those of an XLSX file (or XLSM, XLSB)."""
    return not names.isdisjoint(WORKBOOK_MARKS)


def is_document(names: frozenset[str]) -> bool:
    """Whether the names of a ZIP's members are those of one document in many parts."""
    return not names.isdisjoint(DOCUMENT_MARKS)


def _is_hidden(name: str) -> bool:
    return any(part.startswith(HIDDEN) or part in NOT_DOCUMENTS for part in name.split("/"))


def _make_unique(name: str, seen: Counter[str]) -> str:
    """Return the name, numbered if another member of the archive has it already."""
    seen[name] += 1
    if seen[name] == 1:
        return name
    path = PurePosixPath(name)
    return _make_unique(path.with_name(f"{path.stem} ({seen[name]}){path.suffix}").as_posix(), seen)


def read_archive(data: bytes, name: str, budget: Budget) -> Iterator[Member]:
    """Yield the files of a ZIP, in its order; folders, hidden and system files are left out.

    Raises:
        UnreadableError: the archive is damaged, or holds more than the budget allows.
    """
    seen: Counter[str] = Counter()
    with open_archive(data) as archive:
        for info in archive.infolist():
            written = name_member(info)
            inner = make_safe(written)
            if written.endswith("/") or not inner or _is_hidden(inner):
                continue
            budget.spend(info.file_size if info.file_size <= LARGEST_FILE else 0)
            yield _read_file(archive, info, f"{name}/{_make_unique(inner, seen)}")


def _read_file(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Member:
    if info.flag_bits & ENCRYPTED_FLAG:
        return Member(name, None, "protected by a password: unpack the archive and add the folder")
    if info.file_size > LARGEST_FILE:  # what it declares is all that is ever unpacked
        return Member(name, None, f"{info.file_size >> 20} MB is more than the {LARGEST_FILE >> 20} MB allowed")
    try:
        return Member(name, read_member(archive, info, LARGEST_FILE))
    except UnreadableError as error:
        return Member(name, None, str(error))
