"""Origins: each file or page in the manifest with what was read from it and what its document is taken to be."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from crawlers.store import ADDRESS, DOCUMENT, ManifestRow
from flows.home import Home
from flows.keys import stage_keys
from models.conflicts import decide_identity
from models.fields import find_claim
from models.identity import Identity
from models.kinds import find_kind
from models.places import load_places

IDENTITY_FIELDS = [field.name for field in fields(Identity)]
READING_COLUMNS = [
    "raw_sha256",
    "text_digest",
    "signature",
    "claims",
    "named_places",
    "published_date",
    "n_sentences",
    *IDENTITY_FIELDS,
]
FILE_SUFFIX = re.compile(r"\.[0-9A-Za-z]{2,5}$")


@dataclass(frozen=True, slots=True)
class Origin:
    """A manifest row, its cached reading, and what was decided about its document.

    `similarity` is that of its text to the text of the document it belongs to, 1 where they are the same.
    """

    row: ManifestRow
    reading: dict[str, Any]
    claims: dict[str, str]
    identity: Identity
    issues: list[tuple[str, str]]
    document_id: str
    url: str | None
    similarity: float = 1.0

    @property
    def own_id(self) -> str:
        """The id of the document that its text alone would be."""
        return name_document(self.reading["text_digest"], self.identity.city_code)

    @property
    def where(self) -> str:
        """The path or address it came from, to be told to people."""
        return self.row.path or self.url or self.row.sha256[:12]

    @property
    def preference(self) -> tuple[Any, ...]:
        """The order of the origins of one text: least doubted, then longest; who came first decides nothing."""
        return len(self.issues), -self.reading["n_sentences"], self.row.sha256, self.row.path or ""


def name_document(text_digest: str, city_code: str | None) -> str:
    """Return the id of a document: a digest of its normalised text and its place, stable over runs."""
    return hashlib.sha256(f"{text_digest}\0{city_code or ''}".encode()).hexdigest()[:16]


def load_readings(home: Home, batches: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return what the read stage cached about each raw file that could be read, by its sha256."""
    table = home.cache.read_table("read", stage_keys()["read"], batches, "readings", READING_COLUMNS)
    return {row["raw_sha256"]: row for row in table.to_pylist()}


def decide_document(reading: dict[str, Any], path: str | None) -> tuple[Identity, list[tuple[str, str]]]:
    """Return what a cached reading is taken to be when it was found under a path, and the doubts about it."""
    by_text = Identity(**{name: reading[name] for name in IDENTITY_FIELDS})
    return decide_identity(by_text, json.loads(reading["claims"]), path, json.loads(reading["named_places"]))


def _label_page(row: ManifestRow, kind: str) -> str | None:
    """Return what stands for the path of a page fetched: the place of its source, and the title or day listed.

    Of other documents than work reports the title says no year: that of a plan is its horizon.
    """
    if row.city_code is None:
        return None
    listed = (row.title or "").replace("/", "／") if kind == "work_report" else row.date or ""
    return f"{load_places()[row.city_code].name}/{listed}"


def _learn_from_listing(identity: Identity, row: ManifestRow) -> Identity:
    """Return an identity with kind and title as the listing, or the link to a file, says where the text is silent.

    A listing of plans holds plans; a file beside one is what its own title says.
    """
    listed = FILE_SUFFIX.sub("", row.title or "")
    if identity.kind == "other" and row.kind:
        kind = row.kind if row.role == DOCUMENT else find_kind(listed, "")
        identity = replace(identity, kind=kind)
    return identity if identity.title else replace(identity, title=listed)


def decide_origin(row: ManifestRow, reading: dict[str, Any]) -> Origin:
    """Return a manifest row with what is decided about its document."""
    identity, issues = decide_document(reading, row.path or _label_page(row, reading["kind"]))
    identity = _learn_from_listing(identity, row)
    claims = json.loads(reading["claims"])
    claimed = ADDRESS.match(find_claim(claims, "url"))
    document_id = name_document(reading["text_digest"], identity.city_code)
    return Origin(row, reading, claims, identity, issues, document_id, row.url or (claimed[0] if claimed else None))
