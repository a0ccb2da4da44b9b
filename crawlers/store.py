"""The raw store: bytes under their sha256, once, and a manifest with one row per fetch or file taken."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from crawlers.journal import append_records, read_records

WITHDRAWN = "withdrawn"
CONTAINER = "container"  # kept whole, read through the documents unpacked from it
ADDRESS = re.compile(r"https?://\S+")  # what counts as one, fetched or claimed


class DamagedBytesError(ValueError):
    """Raised when stored bytes no longer have the hash under which they were stored."""


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """How some bytes came to us: one fetch, or one file given by hand.

    `url` is the address fetched or claimed with `--url`, `path` the absolute path of a file given by hand;
    `fetched_at` is UTC in ISO 8601; `status` is `added` for files (`withdrawn` when one is taken out again: nothing is
    deleted, its documents are published no more; `container` for one whose documents have rows of their own), the HTTP
    status for fetches.
    """

    run_id: str
    source: str
    path: str | None
    url: str | None
    status: str
    blocked_reason: str | None
    fetched_at: str
    content_type: str | None
    bytes: int
    raw_sha256: str
    city_code: str | None


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that a reader, or a crash, finds all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@dataclass(frozen=True, slots=True)
class RawStore:
    """Raw bytes and their manifest under one folder. Nothing is parsed here, nothing is ever deleted."""

    root: Path

    @property
    def manifest_path(self) -> Path:
        """The manifest: JSON lines, append-only."""
        return self.root / "manifest.jsonl"

    def path_of(self, sha256: str) -> Path:
        """Where the bytes of that hash lie."""
        return self.root / sha256[:2] / sha256

    def put_bytes(self, data: bytes) -> str:
        """Store bytes once and return their sha256 (hex); a file that was cut short is made whole."""
        sha256 = hashlib.sha256(data).hexdigest()
        if not self.has_bytes(sha256, len(data)):
            write_atomically(self.path_of(sha256), data)
        return sha256

    def has_bytes(self, sha256: str, size: int) -> bool:
        """Whether the store holds as many bytes under a hash as it should."""
        try:
            return self.path_of(sha256).stat().st_size == size
        except FileNotFoundError:
            return False

    def get_bytes(self, sha256: str) -> bytes:
        """Return the bytes stored under a hash.

        Raises:
            FileNotFoundError: the store does not hold them.
            DamagedBytesError: they are no longer what was stored.
        """
        data = self.path_of(sha256).read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            raise DamagedBytesError(f"the raw store's file {sha256[:12]}… was damaged: add the original again")
        return data

    def append_rows(self, rows: Iterable[ManifestRow]) -> None:
        """Append rows to the manifest."""
        append_records(self.manifest_path, (asdict(row) for row in rows))

    def read_manifest(self) -> list[ManifestRow]:
        """Return all rows, oldest first. A row torn by a crash is left out: adding the file again brings it back."""
        names = {field.name for field in fields(ManifestRow)}
        return [
            ManifestRow(**{name: record[name] for name in names})
            for record in read_records(self.manifest_path)
            if names <= record.keys() and isinstance(record["raw_sha256"], str)
        ]
