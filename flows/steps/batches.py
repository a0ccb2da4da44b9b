"""Batches: the per-document stages over a few dozen raw files at a time, each batch a task that can be repeated."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from flows.home import Home
from flows.keys import stage_keys
from flows.steps import coding, naming, reading, segmenting, signing
from warehouse.cache import name_batch
from warehouse.stages import PER_DOCUMENT

BATCH_SIZE = 48  # reports; two seconds of work, so that progress shows and a kill costs little
# What is worked out of the sentences that were read: the columns that a stage reads, and how it makes its rows.
STEPS: dict[str, tuple[list[str], Callable[[pa.Table], Mapping[str, Any]]]] = {
    "segment": (segmenting.COLUMNS, segmenting.segment_sentences),
    "code": (coding.COLUMNS, coding.code_sentences),
    "name": (naming.COLUMNS, naming.name_instruments),
    "sign": (signing.COLUMNS, signing.sign_batch),
}


@dataclass(frozen=True, slots=True)
class Batch:
    """Raw files that are worked on together, and the stages that are still to be done for them."""

    root: Path
    members: tuple[str, ...]
    stages: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of the batch in the cache."""
        return name_batch(self.members)


def plan_batches(home: Home, raw_sha256s: Sequence[str]) -> list[Batch]:
    """Return all batches of the raw files, in order; those with no stages left need no work.

    Batches that were read stay as they are; raw files that are new make new ones.
    """
    keys = stage_keys()
    wanted = dict.fromkeys(raw_sha256s)
    read = [members for members in home.cache.list_batches("read", keys["read"]).values() if wanted.keys() & members]
    done = {sha256 for members in read for sha256 in members}
    fresh = [sha256 for sha256 in wanted if sha256 not in done]
    groups = read + [fresh[start : start + BATCH_SIZE] for start in range(0, len(fresh), BATCH_SIZE)]
    return [Batch(home.root, tuple(group), _missing_stages(home, keys, group)) for group in groups]


def _missing_stages(home: Home, keys: Mapping[str, str], members: Sequence[str]) -> tuple[str, ...]:
    name = name_batch(members)
    return tuple(stage for stage in PER_DOCUMENT if not home.cache.has_batch(stage, keys[stage], name))


def process_batch(batch: Batch) -> int:
    """Do the stages that a batch lacks and cache their rows; return the number of raw files.

    Pure but for the cache: it can be repeated, run in any process and in any order.
    """
    home, keys = Home(batch.root), stage_keys()
    if "read" in batch.stages:
        rows: reading.Rows = {"readings": [], "sentences": [], "reading_issues": []}
        for sha256 in batch.members:
            for table, more in reading.read_raw(home.store, sha256).items():
                rows[table] += more
        home.cache.write_batch("read", keys["read"], batch.members, rows)
    for stage, (columns, work) in STEPS.items():
        if stage in batch.stages:
            sentences = home.cache.read_batch("read", keys["read"], batch.name, "sentences", columns)
            home.cache.write_batch(stage, keys[stage], batch.members, work(sentences))
    return len(batch.members)
