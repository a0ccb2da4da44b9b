"""Assembling: manifest and cached readings -> documents, their origins, earlier versions and doubts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import pyarrow as pa

from crawlers.store import DOCUMENT, ManifestRow
from flows.home import Home
from flows.keys import stage_keys
from flows.steps.duplicates import merge_near_duplicates
from flows.steps.origins import Origin, decide_origin, load_readings
from flows.steps.reading import is_sample
from flows.steps.versions import count_changes, list_documents, split_versions
from models.labels import place_of_path, year_of_path
from warehouse.schemas import ASSEMBLED

BYTES_MISSING = ("bytes_missing", "the raw store lacks the file or part of it: add the original again")


def assemble_documents(home: Home, rows: Sequence[ManifestRow], batches: Sequence[str]) -> dict[str, pa.Table]:
    """Return the tables `documents`, `origins`, `versions`, `issues` and `fetches`.

    Args:
        home: where the readings are cached.
        rows: the manifest.
        batches: names of all batches of this build.
    """
    readings, told = load_readings(home, batches), _load_issues(home, batches)
    current, superseded = split_versions(list_documents(rows))
    issues: list[dict[str, Any]] = []
    unread: list[dict[str, Any]] = []
    found: dict[str, list[Origin]] = defaultdict(list)
    for row in current:
        if row.raw_sha256 in readings:
            origin = decide_origin(row, readings[row.raw_sha256])
            found[origin.document_id].append(origin)
        else:
            unread.append(_origin_row(row, None, row.url, None))
            issues += [_issue(None, row, *pair) for pair in told[row.sha256] or [BYTES_MISSING]]
    merged, doubts = merge_near_duplicates(found)
    origins = [origin for same in merged.values() for origin in same]
    samples = {origin.row.url for origin in origins if origin.row.url and is_sample(origin.claims)}
    documents = {document_id: _document_row(same, samples) for document_id, same in merged.items()}
    issues += [_issue(origin.document_id, origin.row, *pair) for origin in origins for pair in origin.issues]
    issues += [_issue(origin.document_id, origin.row, *rest) for origin, *rest in doubts]
    issues += [issue for same in merged.values() for issue in _compare_origins(same)]
    issues += _choose_main(documents)
    versions, lost = _assemble_versions(home, batches, superseded, readings, {o.own_id: o.document_id for o in origins})
    return {
        "documents": _table("documents", documents.values()),
        "origins": _table("origins", [*map(_origin_row_of, origins), *unread]),
        "versions": _table("versions", versions),
        "issues": _table("issues", [*issues, *lost]),
        "fetches": _table("fetches", [asdict(row) for row in rows]),
    }


def _assemble_versions(
    home: Home,
    batches: Sequence[str],
    superseded: Sequence[tuple[ManifestRow, ManifestRow]],
    readings: dict[str, dict[str, Any]],
    kept: Mapping[str, str],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the earlier versions that can be read, and an issue for each pair of which one text cannot.

    `kept` names the document that each text became part of.
    """
    read = [pair for pair in superseded if {row.raw_sha256 for row in pair} <= readings.keys()]
    unread = [
        _issue(None, old, "superseded", "replaced by a later file of its name; one of the two is unreadable")
        for old, new in superseded
        if (old, new) not in read
    ]
    changes = count_changes(home, batches, [(old.sha256, new.sha256) for old, new in read])
    versions = [
        {
            "document_id": decide_origin(old, readings[old.sha256]).own_id,
            "superseded_by": kept[decide_origin(new, readings[new.sha256]).own_id],
            "raw_sha256": old.raw_sha256,
            "url": old.url,
            "path": old.path,
            "fetched_at": old.fetched_at,
            "changed_chars": changed,
        }
        for (old, new), changed in zip(read, changes, strict=True)
    ]
    return versions, unread


def _origin_row_of(origin: Origin) -> dict[str, Any]:
    return _origin_row(origin.row, origin.document_id, origin.url, origin.similarity)


def _year_listed(row: ManifestRow) -> int | None:
    """Return the year that a path or a listing claims; the years in the title of a plan are its horizon."""
    if row.path:
        return year_of_path(row.path)
    return row.year if row.kind == "work_report" and row.role == DOCUMENT else None


def _origin_row(row: ManifestRow, document_id: str | None, url: str | None, similarity: float | None) -> dict[str, Any]:
    filed = place_of_path(row.path) if row.path else None
    return {
        "raw_sha256": row.raw_sha256,
        "document_id": document_id,
        "path": row.path,
        "url": url,
        "fetched_at": row.fetched_at,
        "city_code": filed.code if filed else row.city_code,
        "year": _year_listed(row),
        "similarity": similarity,
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


def _document_row(same: Sequence[Origin], samples: Collection[str]) -> dict[str, Any]:
    """Return the document that some origins of one text make; a file beside a sample page is a sample too."""
    origins = sorted(same, key=lambda origin: origin.preference)
    best = origins[0]
    return {
        "document_id": best.document_id,
        "raw_sha256": best.row.raw_sha256,
        **asdict(best.identity),
        "reviewed_year": best.identity.reviewed_year,
        "published_date": best.reading["published_date"],
        "n_sentences": best.reading["n_sentences"],
        "is_main": True,
        "url": next((origin.url for origin in origins if origin.url), None),
        "fetched_at": min(origin.row.fetched_at for origin in origins),
        "is_sample": any(is_sample(origin.claims) or origin.row.found_on in samples for origin in origins),
    }


def _compare_origins(same: Sequence[Origin]) -> list[dict[str, Any]]:
    """Return an issue if the origins of one text are taken for reports of different years."""
    best, *others = sorted(same, key=lambda origin: origin.preference)
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


def _choose_main(documents: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Choose the one work report that stands for a place and year, mark the others, and return an issue on each.

    A report that plans the year goes before one that only plans a term (南昌/2021 before 南昌/2021-10).
    """
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in documents.values():
        if row["kind"] == "work_report" and row["city_code"] and row["year"]:
            groups[row["city_code"], row["year"]].append(row)
    issues = []
    for group in groups.values():
        main, *others = sorted(group, key=lambda row: (row["scope"] == "term", -row["n_sentences"], row["document_id"]))
        for other in others:
            other["is_main"] = False
            detail = f"a second report of the year, not counted beside {main['document_id']} ({main['title']})"
            issues.append({"path": None, "issue": "same_year", "detail": detail} | _ids_of(other))
    return issues


def _ids_of(document: dict[str, Any]) -> dict[str, Any]:
    return {key: document[key] for key in ("document_id", "raw_sha256")}


def _table(name: str, rows: Iterable[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=ASSEMBLED[name])
