"""Assembling: manifest and cached readings -> documents, their origins, earlier versions and doubts."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

import pyarrow as pa

from crawlers.store import ADDRESS, ManifestRow
from flows.home import Home
from flows.keys import stage_keys
from flows.steps.versions import count_changes, split_versions
from models.conflicts import decide_identity
from models.identity import Identity
from models.labels import place_of_path, year_of_path
from warehouse.schemas import ASSEMBLED

IDENTITY_FIELDS = [field.name for field in fields(Identity)]
CLAIMED_URLS = ("source", "url")
TRUE_WORDS = {"true", "yes", "1"}
BYTES_MISSING = ("bytes_missing", "the raw store lacks the file or part of it: add the original again")


@dataclass(frozen=True, slots=True)
class _Origin:
    """A manifest row with what was decided about its document."""

    row: ManifestRow
    reading: dict[str, Any]
    claims: dict[str, str]
    identity: Identity
    issues: list[tuple[str, str]]
    document_id: str
    url: str | None


def name_document(text_digest: str, city_code: str | None) -> str:
    """Return the id of a document: a digest of its normalised text and its place, stable over runs."""
    return hashlib.sha256(f"{text_digest}\0{city_code or ''}".encode()).hexdigest()[:16]


def _load_readings(home: Home, batches: Sequence[str]) -> dict[str, dict[str, Any]]:
    columns = ["raw_sha256", "text_digest", "claims", "named_places", "n_sentences", *IDENTITY_FIELDS]
    table = home.cache.read_table("read", stage_keys()["read"], batches, "readings", columns)
    return {row["raw_sha256"]: row for row in table.to_pylist()}


def decide_document(reading: dict[str, Any], path: str | None) -> tuple[Identity, list[tuple[str, str]]]:
    """Return what a cached reading is taken to be when it was found under a path, and the doubts about it."""
    by_text = Identity(**{name: reading[name] for name in IDENTITY_FIELDS})
    return decide_identity(by_text, json.loads(reading["claims"]), path, json.loads(reading["named_places"]))


def _decide(row: ManifestRow, reading: dict[str, Any]) -> _Origin:
    identity, issues = decide_document(reading, row.path)
    claims = json.loads(reading["claims"])
    claimed = (ADDRESS.match(claims.get(key, "")) for key in CLAIMED_URLS)
    url = row.url or next((match[0] for match in claimed if match), None)
    document_id = name_document(reading["text_digest"], identity.city_code)
    return _Origin(row, reading, claims, identity, issues, document_id, url)


def assemble_documents(home: Home, rows: Sequence[ManifestRow], batches: Sequence[str]) -> dict[str, pa.Table]:
    """Return the tables `documents`, `origins`, `versions`, `issues` and `fetches`.

    Args:
        home: where the readings are cached.
        rows: the manifest.
        batches: names of all batches of this build.
    """
    readings, told = _load_readings(home, batches), _load_issues(home, batches)
    current, superseded = split_versions(row for row in rows if row.raw_sha256)
    origins: list[dict[str, Any]] = []
    issues: list[dict[str, Any]] = []
    found: dict[str, list[_Origin]] = defaultdict(list)
    for row in current:
        if row.raw_sha256 not in readings:
            origins.append(_origin_row(row, None, row.url))
            issues += [_issue(None, row, *pair) for pair in told[row.raw_sha256] or [BYTES_MISSING]]
            continue
        origin = _decide(row, readings[row.raw_sha256])
        origins.append(_origin_row(row, origin.document_id, origin.url))
        issues += [_issue(origin.document_id, row, *pair) for pair in origin.issues]
        found[origin.document_id].append(origin)
    documents = {document_id: _document_row(same) for document_id, same in found.items()}
    issues += [issue for same in found.values() for issue in _compare_origins(same)]
    versions, unread = _assemble_versions(home, batches, superseded, readings)
    return {
        "documents": _table("documents", documents.values()),
        "origins": _table("origins", origins),
        "versions": _table("versions", versions),
        "issues": _table("issues", [*issues, *_find_same_year(documents), *unread]),
        "fetches": _table("fetches", [asdict(row) for row in rows]),
    }


def _assemble_versions(
    home: Home,
    batches: Sequence[str],
    superseded: Sequence[tuple[ManifestRow, ManifestRow]],
    readings: dict[str, dict[str, Any]],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the earlier versions that can be read, and an issue for each pair of which one text cannot."""
    read = [pair for pair in superseded if {row.raw_sha256 for row in pair} <= readings.keys()]
    unread = [
        _issue(None, old, "superseded", "replaced by a later file of its name; one of the two is unreadable")
        for old, new in superseded
        if (old, new) not in read
    ]
    changes = count_changes(home, batches, [(old.raw_sha256, new.raw_sha256) for old, new in read])
    versions = [
        {
            "document_id": _decide(old, readings[old.raw_sha256]).document_id,
            "superseded_by": _decide(new, readings[new.raw_sha256]).document_id,
            "raw_sha256": old.raw_sha256,
            "url": old.url,
            "path": old.path,
            "fetched_at": old.fetched_at,
            "changed_chars": changed,
        }
        for (old, new), changed in zip(read, changes, strict=True)
    ]
    return [row for row in versions if row["document_id"] != row["superseded_by"]], unread


def _origin_row(row: ManifestRow, document_id: str | None, url: str | None) -> dict[str, Any]:
    filed = place_of_path(row.path) if row.path else None
    return {
        "raw_sha256": row.raw_sha256,
        "document_id": document_id,
        "path": row.path,
        "url": url,
        "fetched_at": row.fetched_at,
        "city_code": filed.code if filed else row.city_code,
        "year": year_of_path(row.path) if row.path else None,
    }


def _load_issues(home: Home, batches: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    table = home.cache.read_table("read", stage_keys()["read"], batches, "reading_issues")
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in table.to_pylist():
        found[row["raw_sha256"]].append((row["issue"], row["detail"]))
    return found


def _issue(document_id: str | None, row: ManifestRow, issue: str, detail: str) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "raw_sha256": row.raw_sha256,
        "path": row.path,
        "issue": issue,
        "detail": detail,
    }


def _preference(origin: _Origin) -> tuple[Any, ...]:
    """Order the origins of one text: the least doubted, then that of most sentences; who came first decides nothing."""
    return len(origin.issues), -origin.reading["n_sentences"], origin.row.raw_sha256, origin.row.path or ""


def _document_row(same: Sequence[_Origin]) -> dict[str, Any]:
    """Return the document that some origins of one text make."""
    origins = sorted(same, key=_preference)
    best = origins[0]
    return {
        "document_id": best.document_id,
        "raw_sha256": best.row.raw_sha256,
        **asdict(best.identity),
        "reviewed_year": best.identity.reviewed_year,
        "url": next((origin.url for origin in origins if origin.url), None),
        "fetched_at": min(origin.row.fetched_at for origin in origins),
        "is_sample": best.claims.get("sample", "").lower() in TRUE_WORDS,
    }


def _compare_origins(same: Sequence[_Origin]) -> list[dict[str, Any]]:
    """Return an issue if the origins of one text are taken for reports of different years."""
    best, *others = sorted(same, key=_preference)
    return [
        _issue(
            best.document_id,
            other.row,
            "origins_disagree",
            f"the same text is {best.identity.year} by {best.row.path or best.url}, {other.identity.year} here",
        )
        for other in others
        if other.identity.year != best.identity.year
    ]


def _find_same_year(documents: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return an issue on every document that shares place, year and kind with another one."""
    groups: dict[tuple[Any, ...], list[str]] = {}
    for document_id, row in documents.items():
        if row["city_code"] and row["year"]:
            groups.setdefault((row["city_code"], row["year"], row["kind"]), []).append(document_id)
    return [
        {
            "document_id": document_id,
            "raw_sha256": documents[document_id]["raw_sha256"],
            "path": None,
            "issue": "same_year",
            "detail": f"of the same place, year and kind as {', '.join(sorted(set(group) - {document_id}))}",
        }
        for group in groups.values()
        if len(group) > 1
        for document_id in group
    ]


def _table(name: str, rows: Iterable[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=ASSEMBLED[name])
