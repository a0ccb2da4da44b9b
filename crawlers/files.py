"""Files given by hand: folders walked, bytes taken into the raw store as they are."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from crawlers.readers import UnreadableError, sniff_format
from crawlers.store import WITHDRAWN, ManifestRow, RawStore

LARGEST_FILE_BYTES = 64 * 2**20  # the largest report at hand is 0.3 MB; a film dropped into the folder is not one
NOT_DOCUMENTS = {"Thumbs.db", "desktop.ini", "__MACOSX"}


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file: `added`, `known` (the bytes last taken from there), `unreadable` (stored, but no
    reader understands it) or `refused` (not stored), with the reason.
    """

    path: Path
    outcome: Literal["added", "known", "unreadable", "refused"]
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


def add_files(store: RawStore, paths: list[Path], run_id: str, url: str | None = None) -> Iterator[Added]:
    """Take files into the store and yield what became of each; adding the same file twice adds nothing.

    The manifest is appended in one go at the end of the walk, or when the walk is abandoned.
    """
    known = {path: (row.raw_sha256, row.url) for path, row in _list_taken(store).items()}
    rows: list[ManifestRow] = []
    try:
        for path in paths:
            added = _add_file(store, path, run_id, url, known)
            if added.row is not None:
                known[added.row.path or ""] = (added.row.raw_sha256, added.row.url)
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


def _add_file(
    store: RawStore, path: Path, run_id: str, url: str | None, known: dict[str, tuple[str, str | None]]
) -> Added:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE_BYTES:
            return Added(
                path,
                "refused",
                f"{size / 2**20:.0f} MB is more than the {LARGEST_FILE_BYTES >> 20} MB allowed",
            )
        data = path.read_bytes()
    except OSError as error:
        return Added(path, "refused", error.strerror or str(error))
    sha256 = store.put_bytes(data)
    where = name_path(path)
    row = ManifestRow(
        run_id=run_id,
        source="add",
        path=where,
        url=url,
        status="added",
        blocked_reason=None,
        fetched_at=datetime.now(UTC).isoformat(timespec="seconds"),
        content_type=None,
        bytes=len(data),
        raw_sha256=sha256,
        city_code=None,
    )
    is_known = known.get(where) == (sha256, url) or (url is None and known.get(where, ("",))[0] == sha256)
    try:
        sniff_format(data)
    except UnreadableError as error:
        return Added(path, "unreadable", str(error), None if is_known else row)
    return Added(path, "known") if is_known else Added(path, "added", row=row)
