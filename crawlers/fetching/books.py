"""Books: what a crawl writes down while it runs: manifest rows, what each source yields, how far it has come."""

import json
from dataclasses import asdict
from typing import Any, TextIO

from crawlers.fetching.job import CrawlJob
from crawlers.fetching.known import Known
from crawlers.journal import JournalWriter
from crawlers.source import Source
from crawlers.store import UNCHANGED, ManifestRow, RawStore
from crawlers.yields import SourceYield, dump_yield


class Books:
    """The books of one crawl. A dry run has no manifest."""

    def __init__(self, job: CrawlJob, sources: tuple[Source, ...], known: Known, events: TextIO) -> None:
        """Open the books.

        Args:
            job: the crawl.
            sources: those that it is over.
            known: what is known of addresses; kept up to date.
            events: where events are told, a line of JSON each.
        """
        self.job, self.known, self._events = job, known, events
        self.store = RawStore(root=job.root_path, prefix=job.prefix)
        self.yields = {source.name: SourceYield(job.run_id, source.name, []) for source in sources}
        self._journal = None if job.is_dry else JournalWriter(self.store.manifest_path)
        self._answered = self._asked = 0

    def keep_row(self, row: ManifestRow) -> None:
        """Write a row to the manifest, before anything else is done with what it tells of."""
        if self._journal:
            self._journal.write(asdict(row))
        self.known.note(row)
        if row.source in self.yields:
            found = self.yields[row.source]
            found.requests += 1
            found.unchanged += row.status == UNCHANGED
            found.stored += row.raw_sha256 is not None and row.status != UNCHANGED

    def book_refusal(self, row: ManifestRow, source: Source) -> bool:
        """Book an answer that is no page, or no answer at all, to a source; return whether it is one."""
        found = self.yields[source.name]
        if row.blocked_reason:
            found.blocked[row.blocked_reason] += 1
        elif row.raw_sha256 is None and not (self.job.is_dry and row.status == "200"):
            found.failed[row.status if row.status != "200" else "empty"] += 1
        else:
            return False
        return True

    def note_error(self, source: Source, line: str) -> None:
        """Book a page that could not be read to a source."""
        self.yields[source.name].errors.append(line)

    def count_asked(self) -> None:
        """Count an address asked for."""
        self._asked += 1

    def count_answered(self) -> None:
        """Count an address answered for, and tell how far the crawl has come."""
        self._answered += 1
        self.tell({"answered": self._answered, "asked": self._asked})

    def tell(self, event: dict[str, Any]) -> None:
        """Tell an event."""
        self._events.write(json.dumps(event, ensure_ascii=False) + "\n")
        self._events.flush()

    def close(self, is_finished: bool) -> None:
        """Close the books and tell the yields; a crawl that was stopped tells none, so that the next one goes on."""
        if self._journal:
            self._journal.close()
        if is_finished:
            for found in self.yields.values():
                self.tell({"yield": dump_yield(found)})
