"""Showing: what one file is read as, and what the raw store holds that is not published yet."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from crawlers.containers import is_container, unpack
from crawlers.files import name_path
from crawlers.readers import UnreadableError, read_bytes
from flows.home import Home
from flows.steps.origins import decide_document
from flows.steps.reading import read_document
from models.places import load_places
from reports.tables import Table

IDENTITY_KEYS = ("kind", "year", "reviewed_year", "session_date", "scope", "issuer", "doc_number", "index_number")
SENTENCE_KEYS = ("part", "section_kind", "is_heading", "heading", "page_no", "char_start", "char_end", "text")


def show_file(path: Path) -> dict[str, Any]:
    """Return what a file is read as: identity, text, issues and sentences.

    Raises:
        FileNotFoundError: there is no such file.
        UnreadableError: no reader understands the file.
    """
    if path.is_dir():
        raise IsADirectoryError(f"{path}: this is a folder: `rencheng read` shows one file")
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such file")
    name, data = _open_container(name_path(path), path.read_bytes())
    try:
        rows = read_document("", read_bytes(data))
    except UnreadableError as error:
        raise UnreadableError(f"{name}: {error}", error.issue) from None
    (reading,) = rows["readings"]
    identity, doubts = decide_document(reading, name)
    place = load_places()[identity.city_code] if identity.city_code else None
    issues = [(row["issue"], row["detail"]) for row in rows["reading_issues"]] + doubts
    return {
        "title": identity.title,
        "city": place.name if place else None,
        "city_code": identity.city_code,
        "level": place.level if place else None,
        **{key: getattr(identity, key) for key in IDENTITY_KEYS},
        "claims": json.loads(reading["claims"]),
        "text": reading["text"],
        "issues": [{"issue": issue, "detail": detail} for issue, detail in issues],
        "sentences": [{key: row[key] for key in SENTENCE_KEYS} for row in rows["sentences"]],
    }


def _open_container(name: str, data: bytes) -> tuple[str, bytes]:
    """Return name and bytes of a document, or of the only one in a container.

    Raises:
        UnreadableError: the container holds none, or several.
    """
    if not is_container(data):
        return name, data
    members = list(unpack(data, name))
    held = [(member.name, member.data) for member in members if member.data is not None]
    if len(held) == 1:
        return held[0]
    if not held:
        raise UnreadableError(f"{name}: {members[0].reason if members else 'it holds no document'}")
    first = held[0][0].removeprefix(f"{name}/")
    raise UnreadableError(f"{name}: this holds {len(held)} documents ({first} …): add it, or unpack it and read one")


def tabulate_file(shown: dict[str, Any]) -> Table:
    """Return the identity, parts and doubts of a file as a table for people."""
    parts = Counter(sentence["section_kind"] for sentence in shown["sentences"])
    keys = ("title", "city", "city_code", "level", *IDENTITY_KEYS)
    rows: list[tuple[str, Any]] = [(key, shown[key]) for key in keys]
    rows += [("characters", len(shown["text"])), ("sentences", len(shown["sentences"]))]
    rows += [(f"sentences of {kind}", count) for kind, count in parts.items()]
    rows += [(f"doubt: {row['issue']}", row["detail"]) for row in shown["issues"]]
    return Table(keys=("what", "value"), rows=tuple(rows))


def describe_home(home: Home) -> list[tuple[str, Any]]:
    """Return the published file, the raw files, and whether the one rests on all of the other.

    Raises:
        NothingToBuildError: the raw store is empty.
    """
    from flows.steps.planning import plan_build
    from warehouse.door import NotPublishedError, find_published

    plan = plan_build(home)
    raw = len({row.raw_sha256 for row in plan.rows if row.is_document})
    waiting = sum(len(batch.members) for batch in plan.pending)
    try:
        published = str(find_published(home.root))
    except NotPublishedError:
        published = "none yet: run `rencheng build`"
    state = "yes" if plan.is_current else f"no: run `rencheng build` ({waiting} files to work on)"
    return [("published file", published), ("raw files in the store", raw), ("published file is current", state)]
