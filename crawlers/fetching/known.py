"""What is known of addresses: how each was last answered, and what a crawl that was stopped has fetched already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from crawlers.store import UNCHANGED, ManifestRow, RawStore

STALE = timedelta(days=3)  # a crawl stopped longer ago is begun anew
Key = tuple[str, str]  # address without scheme and fragment, and the form posted to it


def key_of(url: str, form: str | None = None) -> Key:
    """Return what makes two requests the same: http and https lead to one page."""
    return url.partition("#")[0].partition("://")[2], form or ""


@dataclass(slots=True)
class Known:
    """The newest stored answer of each address, and the answers that this crawl has already."""

    newest: dict[Key, ManifestRow]
    done: dict[Key, ManifestRow]

    def note(self, row: ManifestRow) -> None:
        """Take in a fetch."""
        key = key_of(row.url or "", row.form)
        self.done[key] = row
        if row.raw_sha256:
            self.newest[key] = row


def load_known(store: RawStore, ends: Iterable[Mapping[str, Any]], sources: Iterable[str]) -> Known:
    """Return what the manifest knows of addresses.

    A source whose newest run has no end was stopped: what that run fetched is done.
    """
    wanted = set(sources)
    ended = {(end["run_id"], end["source"]) for end in ends}
    newest: dict[Key, ManifestRow] = {}
    runs: dict[str, str] = {}
    rows = [row for row in store.read_manifest() if row.source in wanted and row.url]
    for row in rows:
        runs[row.source] = row.run_id
        if row.raw_sha256:
            key = key_of(row.url or "", row.form)
            kept = newest.get(key)
            newest[key] = row if row.status != UNCHANGED or kept is None else kept
    oldest = (datetime.now(UTC) - STALE).isoformat(timespec="seconds")
    stopped = {source: run for source, run in runs.items() if (run, source) not in ended}
    done = {
        key_of(row.url or "", row.form): row
        for row in rows
        if stopped.get(row.source) == row.run_id and row.fetched_at >= oldest
    }
    return Known(newest, done)
