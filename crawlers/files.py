"""Files given by hand: folders walked, bytes taken into the raw store as they are."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from crawlers.containers import Member, is_container, unpack
from crawlers.containers.archives import NOT_DOCUMENTS
from crawlers.readers import UnreadableError, sniff_format
from crawlers.store import CONTAINER, WITHDRAWN, ManifestRow, RawStore

LARGEST_FILE_BYTES = 64 * 2**20  # the largest report at hand is 0.3 MB; a film dropped into the folder is not one


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one document: `added`, `known` (the bytes last taken from there), `unreadable` (stored, but no
    reader understands it), `refused` (not stored), `unpacked` (a container, its documents follow) or `withdrawn` (a
    changed container holds it no more), with the reason.
    """

    name: str
    outcome: Literal["added", "known", "unreadable", "refused", "unpacked", "withdrawn"]
    reason: str = ""
    row: ManifestRow | None = None


def name_path(path: Path) -> str:
    """Return the absolute path as text; names in GBK (zips made on Chinese Windows) become readable."""
    raw = os.fsencode(os.path.abspath(path))  # noqa: PTH100 (a link keeps its own name: it may be all that tells the city)
    for encoding in ("utf-8", "gb18030"):
        try:
            return Path(raw.decode(encoding)).as_posix()
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace")


def find_files(path: Path, but: Path | None = None) -> list[Path]:
    """Return the file, or all files below the folder in order of their names, hidden and system files left out.

    Args:
        path: a file or folder.
        but: a folder inside that is left out (the home folder itself).

    Raises:
        FileNotFoundError: there is no such file or folder.
    """
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise FileNotFoundError(f"{name_path(path)}: no such file or folder")
    is_outside = but is not None and not path.resolve().is_relative_to(but)
    return sorted(
        file
        for file in path.rglob("*")
        if file.is_file()
        and not any(part.startswith(".") or part in NOT_DOCUMENTS for part in file.relative_to(path).parts)
        and not (but is not None and is_outside and file.resolve().is_relative_to(but))
    )


@dataclass(frozen=True, slots=True)
class _Taking:
    """One walk over files given by hand: where their bytes go, and what was last taken from each path."""

    store: RawStore
    run_id: str
    url: str | None
    known: dict[str, ManifestRow] = field(default_factory=dict)

    def take(self, name: str, data: bytes, status: str = "added") -> tuple[ManifestRow, bool]:
        """Store bytes under the path they came from and return their manifest row, and whether it is known already."""
        last = self.known.get(name)
        row = ManifestRow(
            run_id=self.run_id,
            source="add",
            path=name,
            url=self.url if self.url or last is None else last.url,
            status=status,
            blocked_reason=None,
            fetched_at=datetime.now(UTC).isoformat(timespec="seconds"),
            content_type=None,
            bytes=len(data),
            raw_sha256=self.store.put_bytes(data),
            city_code=None,
        )
        is_known = last is not None and (last.raw_sha256, last.url, last.status) == (row.raw_sha256, row.url, status)
        self.known[name] = row
        return row, is_known


def add_files(store: RawStore, paths: list[Path], run_id: str, url: str | None = None) -> Iterator[Added]:
    """Take files into the store and yield what became of each; adding the same file twice adds nothing.

    A container (an archive, a table with one text a row) is kept whole, and each document in it is taken under the
    container's path; those that a changed container no longer holds are withdrawn. The manifest is appended in one go
    at the end of the walk, or when the walk is abandoned.
    """
    taking = _Taking(store, run_id, url, _list_taken(store))
    rows: list[ManifestRow] = []
    try:
        for path in paths:
            for added in _add_file(taking, path):
                if added.row is not None:
                    rows.append(added.row)
                yield added
    finally:
        store.append_rows(rows)


def _list_taken(store: RawStore) -> dict[str, ManifestRow]:
    """Return the newest row of each file given by hand that was not withdrawn since."""
    newest = {row.path: row for row in store.read_manifest() if row.path}
    return {path: row for path, row in newest.items() if row.status != WITHDRAWN}


def withdraw_files(store: RawStore, path: Path, run_id: str) -> int:
    """Withdraw a file, or all files below a folder, that were given by hand; return how many.

    The bytes and the history stay; the file itself need not exist any more.

    Raises:
        FileNotFoundError: no such file was added.
    """
    name = name_path(path)
    taken = [row for where, row in _list_taken(store).items() if where == name or where.startswith(f"{name}/")]
    if not taken:
        raise FileNotFoundError(f"{name}: no such file was added")
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    store.append_rows(replace(row, run_id=run_id, status=WITHDRAWN, fetched_at=moment) for row in taken)
    return len(taken)


def _add_file(taking: _Taking, path: Path) -> Iterator[Added]:
    name = name_path(path)
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE_BYTES:
            too_large = f"{size / 2**20:.0f} MB is more than the {LARGEST_FILE_BYTES >> 20} MB allowed"
            yield Added(name, "refused", too_large)
            return
        data = path.read_bytes()
    except OSError as error:
        yield Added(name, "refused", error.strerror or str(error))
        return
    if is_container(data):
        yield from _add_container(taking, name, data)
    else:
        yield _add_document(taking, Member(name, data))


def _add_container(taking: _Taking, name: str, data: bytes) -> Iterator[Added]:
    row, is_known = taking.take(name, data, CONTAINER)
    yield Added(name, "unpacked", row=None if is_known else row)
    before = [row for path, row in taking.known.items() if path.startswith(f"{name}/")]
    held = set()
    for member in unpack(data, name):
        held.add(member.name)
        yield _add_document(taking, member)
    for gone in before:
        if gone.path not in held:
            yield Added(gone.path or "", "withdrawn", row=replace(gone, run_id=taking.run_id, status=WITHDRAWN))


def _add_document(taking: _Taking, member: Member) -> Added:
    if member.data is None:
        return Added(member.name, "refused", member.reason)
    row, is_known = taking.take(member.name, member.data)
    try:
        sniff_format(member.data)
    except UnreadableError as error:
        return Added(member.name, "unreadable", str(error), None if is_known else row)
    return Added(member.name, "known" if is_known else "added", member.reason, None if is_known else row)
