"""The raw store: bytes under their sha256, once, and a manifest with one row per fetch or file taken.

Bytes lie in a folder, or under a prefix of S3, by the same code. The manifest is local: it is appended to.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from dataclasses import MISSING, asdict, dataclass, fields
from functools import lru_cache
from pathlib import Path

import obstore
from obstore.exceptions import AlreadyExistsError
from obstore.store import ObjectStore, from_url

from crawlers.journal import append_records, read_records

WITHDRAWN = "withdrawn"
CONTAINER = "container"  # kept whole, read through the documents unpacked from it
UNCHANGED = "304"  # asked for on condition that it had changed
DOCUMENT, ATTACHMENT, LISTING, ROBOTS = "document", "attachment", "listing", "robots"
ADDRESS = re.compile(r"https?://\S+")  # what counts as one, fetched or claimed


class DamagedBytesError(ValueError):
    """Raised when stored bytes no longer have the hash under which they were stored."""


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """How some bytes came to us: one fetch, or one file given by hand.

    `url` is the address asked for or claimed with `--url`, `path` the absolute path of a file given by hand;
    `fetched_at` is UTC in ISO 8601; `status` is `added` for files (`withdrawn` when one is taken out again: nothing is
    deleted, its documents are published no more; `container` for one whose documents have rows of their own), for
    fetches the HTTP status, or why there was none (`timeout` …). `raw_sha256` is None where nothing was stored.
    Of fetches only: `role` is what the address is asked for, `form` what was posted to it, `final_url` where redirects
    led, `headers` those kept (JSON), `title`, `kind`, `year` and `date` what the listing says of a document, `found_on`
    the page that links it.
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
    raw_sha256: str | None
    city_code: str | None
    role: str = DOCUMENT
    form: str | None = None
    final_url: str | None = None
    headers: str | None = None
    encoding: str | None = None
    title: str | None = None
    kind: str | None = None
    year: int | None = None
    date: str | None = None
    found_on: str | None = None

    @property
    def is_document(self) -> bool:
        """Whether the bytes are to be read: not those of a container, a listing or a robots.txt."""
        return self.raw_sha256 is not None and self.status != CONTAINER and self.role in (DOCUMENT, ATTACHMENT)

    @property
    def sha256(self) -> str:
        """The hash of bytes that were stored, empty where none were."""
        return self.raw_sha256 or ""


NEEDED = tuple(field.name for field in fields(ManifestRow) if field.default is MISSING)


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


@lru_cache(maxsize=8)
def _open_objects(location: str) -> ObjectStore:
    if "://" in location:
        return from_url(location)
    Path(location).mkdir(parents=True, exist_ok=True)
    return from_url(Path(location).resolve().as_uri())


@dataclass(frozen=True, slots=True)
class RawStore:
    """Raw bytes and their manifest. Nothing is parsed here, nothing is ever deleted.

    `root` is the folder of the manifest, and of the bytes unless `prefix` (`s3://bucket/path`) says otherwise; keys
    and region of S3 stand in the usual variables (`AWS_ACCESS_KEY_ID` …).
    """

    root: Path
    prefix: str | None = None

    @property
    def manifest_path(self) -> Path:
        """The manifest: JSON lines, append-only."""
        return self.root / "manifest.jsonl"

    @property
    def _objects(self) -> ObjectStore:
        return _open_objects(self.prefix or str(self.root))

    @staticmethod
    def name_of(sha256: str) -> str:
        """Return the name under which the bytes of a hash lie."""
        return f"{sha256[:2]}/{sha256}"

    def put_bytes(self, data: bytes) -> str:
        """Store bytes once and return their sha256 (hex); what was cut short is made whole."""
        sha256 = hashlib.sha256(data).hexdigest()
        name = self.name_of(sha256)
        try:
            obstore.put(self._objects, name, data, mode="create")
        except AlreadyExistsError:
            if not self.has_bytes(sha256, len(data)):
                obstore.put(self._objects, name, data)
        return sha256

    def has_bytes(self, sha256: str, size: int) -> bool:
        """Whether the store holds as many bytes under a hash as it should."""
        try:
            return obstore.head(self._objects, self.name_of(sha256))["size"] == size
        except FileNotFoundError:
            return False

    def get_bytes(self, sha256: str) -> bytes:
        """Return the bytes stored under a hash.

        Raises:
            FileNotFoundError: the store does not hold them.
            DamagedBytesError: they are no longer what was stored.
        """
        data = bytes(obstore.get(self._objects, self.name_of(sha256)).bytes())
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
            ManifestRow(**{name: record[name] for name in names & record.keys()})
            for record in read_records(self.manifest_path)
            if record.keys() >= set(NEEDED) and isinstance(record["raw_sha256"], str | None)
        ]
