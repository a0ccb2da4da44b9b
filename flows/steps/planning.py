"""Planning: what a build would do, and whether the published file already says it all."""

import hashlib
import json
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from crawlers.journal import read_records
from crawlers.store import ManifestRow
from flows.home import Home
from flows.keys import stage_keys
from flows.settings import DEFAULT_TOPICS
from flows.steps.batches import Batch, plan_batches
from flows.steps.choices import load_choices
from flows.steps.evaluating import load_evaluations
from flows.steps.mapping.map_store import list_maps
from flows.steps.versions import list_documents
from warehouse.door import DamagedFileError, NotPublishedError, open_published


class NothingToBuildError(RuntimeError):
    """Raised when the raw store is empty."""


@dataclass(frozen=True, slots=True)
class BuildPlan:
    """What a build would do: all batches, how many topics, and whether the published file already says it all."""

    home: Home
    rows: tuple[ManifestRow, ...]
    batches: tuple[Batch, ...]
    topics: int
    input_sha256: str
    is_current: bool

    @property
    def pending(self) -> list[Batch]:
        """The batches that still lack a stage."""
        return [batch for batch in self.batches if batch.stages]


def _digest_input(
    documents: Iterable[ManifestRow],
    blocked: Iterable[str],
    readable: Container[str],
    topics: int,
    extras: Sequence[dict[str, Any]],
) -> str:
    facts = sorted(
        f"{row.raw_sha256}\t{row.path}\t{row.url}\t{row.fetched_at}\t{row.raw_sha256 in readable}" for row in documents
    )
    keys = [f"{stage}={key}" for stage, key in sorted(stage_keys().items())]
    known = [f"topics={topics}", json.dumps(extras, sort_keys=True)]
    return hashlib.sha256("\n".join([*facts, *sorted(blocked), *keys, *known]).encode()).hexdigest()


def _load_extras(home: Home) -> list[dict[str, Any]]:
    """Return what no build makes and the next one publishes: evaluations, choices of K, fits asked for, maps."""
    maps = [{"map": map_id} for map_id in list_maps(home)]
    return [*load_evaluations(home), *load_choices(home), *read_records(home.fits_path), *maps]


def _list_blocked(rows: Iterable[ManifestRow]) -> set[str]:
    """Return what portals refuse now: `out.coverage` tells it, though it brings no document."""
    refused: dict[str, str | None] = {}
    for row in rows:
        if row.path is None and row.url:
            refused[row.url] = row.blocked_reason
    return {f"{url}\t{reason}" for url, reason in refused.items() if reason}


def _published_input(home: Home) -> str | None:
    try:
        with open_published(home.root) as connection:
            found = connection.execute("SELECT input_sha256 FROM out.runs WHERE command = 'build'").fetchone()
    except (NotPublishedError, DamagedFileError):
        return None
    return found[0] if found else None


def plan_build(home: Home, topics: int = DEFAULT_TOPICS) -> BuildPlan:
    """Return what a build would do, without doing it.

    Raises:
        NothingToBuildError: the raw store is empty.
    """
    rows = tuple(home.store.read_manifest())
    documents = list_documents(rows)
    if not rows:
        raise NothingToBuildError(f"{home.root}: nothing to build: add files first, `rencheng add FOLDER`")
    readable = dict.fromkeys(
        row.raw_sha256 for row in documents if row.raw_sha256 and home.store.has_bytes(row.raw_sha256, row.bytes)
    )
    batches = tuple(plan_batches(home, list(readable)))
    input_sha256 = _digest_input(documents, _list_blocked(rows), readable, topics, _load_extras(home))
    return BuildPlan(home, rows, batches, topics, input_sha256, _published_input(home) == input_sha256)
