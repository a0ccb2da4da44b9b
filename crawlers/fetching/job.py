"""Jobs: what a crawl is asked to do, handed from one process to another as JSON."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

SpiderName = Literal["work_reports", "resilience_plans"]
SPIDERS: tuple[SpiderName, ...] = SpiderName.__args__  # type: ignore[attr-defined]
USUAL_DELAY = 1.0  # seconds between two requests to a host
USUAL_PER_HOST = 1  # requests to a host at a time


@dataclass(frozen=True, slots=True)
class CrawlJob:
    """One crawl: a spider over sources that agree on TLS and browser.

    Attributes:
        spider: which one.
        folder: of the source files, None for those that ship.
        names: the sources.
        root, prefix: of the raw store.
        run_id: the run to which fetches are booked.
        contact: whom a portal's staff can write to; part of the user agent.
        limit: documents of a source at most, None for all.
        since: the first year of documents wanted, None for all.
        is_dry: tell what would be fetched and store nothing.
        delay: seconds between two requests to a host, at least.
        per_host: requests to a host at a time.
        log: file of the crawler's own messages.
    """

    spider: SpiderName
    folder: str | None
    names: tuple[str, ...]
    root: str
    prefix: str | None
    run_id: str
    contact: str
    limit: int | None = None
    since: int | None = None
    is_dry: bool = False
    delay: float = USUAL_DELAY
    per_host: int = USUAL_PER_HOST
    log: str | None = None

    @property
    def root_path(self) -> Path:
        """The folder of the raw store."""
        return Path(self.root)

    @property
    def ends_path(self) -> Path:
        """The journal of what each source yielded."""
        return Path(self.root) / "yields.jsonl"


def dump_job(job: CrawlJob) -> str:
    """Return a job as JSON."""
    return json.dumps(asdict(job), ensure_ascii=False)


def parse_job(text: str) -> CrawlJob:
    """Return the job that JSON describes."""
    values = json.loads(text)
    return CrawlJob(**{**values, "names": tuple(values["names"])})
