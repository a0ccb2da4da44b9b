"""The raw store: bytes under their sha256, once, and a manifest with one row per fetch or file taken."""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """How some bytes came to us: one fetch, or one file given by hand.

    `url` is the address fetched or claimed with `--url`, `path` the absolute path of a file given by hand;
    `fetched_at` is UTC in ISO 8601; `status` is `added` for files, the HTTP status for fetches.
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
        """Store bytes once and return their sha256 (hex)."""
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path_of(sha256)
        if not target.exists():
            write_atomically(target, data)
        return sha256

    def get_bytes(self, sha256: str) -> bytes:
        """Return the bytes stored under a hash.

        Raises:
            FileNotFoundError: the store does not hold them.
        """
        return self.path_of(sha256).read_bytes()

    def append_rows(self, rows: Iterable[ManifestRow]) -> None:
        """Append rows to the manifest; a line torn by an earlier crash is closed first, so that it costs one row."""
        lines = b"".join(json.dumps(asdict(row), ensure_ascii=False).encode() + b"\n" for row in rows)
        if not lines:
            return
        self.root.mkdir(parents=True, exist_ok=True)
        with self.manifest_path.open("a+b") as file:
            if file.seek(0, os.SEEK_END):
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":
                    lines = b"\n" + lines
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())

    def read_manifest(self) -> list[ManifestRow]:
        """Return all rows, oldest first. A torn line (a crash while appending) is left out: its bytes are stored
        and adding the file again brings the row back.
        """
        if not self.manifest_path.exists():
            return []
        names = {field.name for field in fields(ManifestRow)}
        rows = []
        for line in self.manifest_path.read_bytes().splitlines():
            try:
                record = json.loads(line)
            except ValueError:
                continue
            if names <= record.keys():
                rows.append(ManifestRow(**{name: record[name] for name in names}))
        return rows
