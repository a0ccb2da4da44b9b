"""Collecting: sources -> raw store, by a crawler in a process of its own, and a judgement of what each source gave."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Any

from crawlers.fetching.job import SPIDERS, USUAL_DELAY, USUAL_PER_HOST, CrawlJob, SpiderName, dump_job
from crawlers.journal import append_records, read_records
from crawlers.source import Source
from crawlers.source_files import load_sources
from crawlers.spiders.kinds import KINDS_OF
from crawlers.yields import SourceYield, dump_yield, judge_yield, parse_yield
from flows.home import Home
from flows.runs import logged_run
from flows.settings import find_contact, find_sources_folder, has_contact

STOPPING = 20  # seconds that a crawler is given to end its requests when it is told to stop
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


class CollectError(RuntimeError):
    """Raised by `collect_sources` after all sources were tried, with a line for each thing that went wrong."""

    def __init__(self, lines: Sequence[str], yields: Sequence[SourceYield]) -> None:
        super().__init__("\n".join(lines))
        self.yields = tuple(yields)


@dataclass(frozen=True, slots=True)
class Crawling:
    """How to crawl.

    Attributes:
        folder: of the source files, None for those that ship.
        limit: documents of a source at most, None for all.
        since: the first year of documents wanted, None for all.
        is_dry: tell what would be fetched and store nothing.
        delay: seconds between two requests to a host, at least.
        per_host: requests to a host at a time.
        proxy: address of a proxy for plain HTTP.
        contact: whom a portal's staff can write to; by default what the environment says.
    """

    folder: Path | None = None
    limit: int | None = None
    since: int | None = None
    is_dry: bool = False
    delay: float = USUAL_DELAY
    per_host: int = USUAL_PER_HOST
    proxy: str | None = None
    contact: str = field(default_factory=find_contact)


@dataclass(frozen=True, slots=True)
class Collected:
    """What a crawl gave: the yield of each source, and the documents that a dry run would fetch."""

    yields: tuple[SourceYield, ...]
    would_fetch: tuple[dict[str, Any], ...] = ()


def choose_sources(folder: Path | None, names: Sequence[str], has_all: bool = False) -> tuple[Source, ...]:
    """Return the sources named, or else those that somebody has checked.

    Raises:
        SourceError: a file is wrong, or a name is that of none.
        ValueError: none is named and none is checked.
    """
    sources = load_sources(folder, names)
    if names or has_all:
        return sources
    if not (checked := tuple(source for source in sources if source.checked)):
        raise ValueError("no source is checked yet: name sources (`rencheng sources check` lists them) or give --all")
    return checked


def collect_sources(
    home: Home, sources: Sequence[Source], how: Crawling, report: Callable[[int, int], None] = lambda *_: None
) -> Collected:
    """Crawl sources into the raw store and judge what each gave; one that fails stops no other.

    Args:
        home: the home folder.
        sources: those to crawl, from `how.folder`.
        how: how to crawl.
        report: told how many addresses of how many asked for are answered.

    Raises:
        CollectError: some sources failed; the others were taken.
        HomeBusyError: another process is at work in the home folder.
    """
    failures: list[str] = []
    yields: list[SourceYield] = []
    would_fetch: list[dict[str, Any]] = []
    with home.hold():
        for spider in SPIDERS:
            wanted = [s for s in sources if any(listing.kind in KINDS_OF[spider] for listing in s.listings)]
            wanted, lacking = _split_browser(wanted)
            failures += lacking
            if not wanted:
                continue
            facts = {"spider": spider, "sources": [source.name for source in wanted], "limit": how.limit}
            with logged_run(home, "collect", facts | {"since": how.since, "is_dry": how.is_dry}) as run:
                for job in _make_jobs(home, spider, wanted, how, run.run_id):
                    found, planned, troubles = _run_job(job, how.proxy, report)
                    before = _read_yields(job, spider)
                    is_part = how.is_dry or how.limit is not None or how.since is not None
                    for each in found:
                        failures += judge_yield(each, before.get(each.source), is_part)
                    if not how.is_dry:
                        append_records(job.ends_path, [{"spider": spider, **dump_yield(each)} for each in found])
                    failures += troubles
                    yields += found
                    would_fetch += planned
    if failures:
        raise CollectError(failures, yields)
    return Collected(tuple(yields), tuple(would_fetch))


def _split_browser(sources: Sequence[Source]) -> tuple[list[Source], list[str]]:
    """Return the sources that can be crawled here, and a line for each that needs a browser where there is none."""
    if find_spec("scrapy_playwright"):
        return list(sources), []
    needing = [s for s in sources if any(listing.family == "browser" for listing in s.listings)]
    lines = [f"{s.name}: needs a browser: `uv sync --extra browser`, or save its pages by hand" for s in needing]
    return [source for source in sources if source not in needing], lines


def _make_jobs(
    home: Home, spider: SpiderName, sources: Iterable[Source], how: Crawling, run_id: str
) -> Iterator[CrawlJob]:
    """Yield a job for the sources that agree on TLS."""
    for _, group in groupby(sorted(sources, key=lambda source: (source.tls, source.name)), key=lambda each: each.tls):
        yield CrawlJob(
            spider=spider,
            folder=str(how.folder.resolve()) if how.folder else None,
            names=tuple(source.name for source in group),
            root=str(home.store.root),
            prefix=home.store.prefix,
            run_id=run_id,
            contact=how.contact,
            limit=how.limit,
            since=how.since,
            is_dry=how.is_dry,
            delay=how.delay,
            per_host=how.per_host,
            log=str(home.log_path(run_id)),
        )


def _run_job(
    job: CrawlJob, proxy: str | None, report: Callable[[int, int], None]
) -> tuple[list[SourceYield], list[dict[str, Any]], list[str]]:
    """Run a crawler; return yields, what a dry run would fetch, and a line for each source that gave no yield."""
    environment = dict(os.environ)
    if proxy:
        environment = {name: value for name, value in environment.items() if name.lower() not in PROXIES}
        environment |= {"http_proxy": proxy, "no_proxy": "127.0.0.1,localhost"}  # a store on this machine is no portal
    yields: list[SourceYield] = []
    planned: list[dict[str, Any]] = []
    command = [sys.executable, "-P", "-m", "crawlers.fetching"]  # -P: not what lies in the working folder
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True, encoding="utf-8"
    ) as process:
        try:
            with suppress(BrokenPipeError):
                process.stdin.write(dump_job(job))  # type: ignore[union-attr]
                process.stdin.close()  # type: ignore[union-attr]
            for line in process.stdout:  # type: ignore[union-attr]
                event = json.loads(line)
                if "yield" in event:
                    yields.append(parse_yield(event["yield"]))
                elif "would_fetch" in event:
                    planned.append(event["would_fetch"])
                else:
                    report(event["answered"], event["asked"])
        except BaseException:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(STOPPING)
            process.kill()
            raise
    ended = {each.source for each in yields}
    told = f"the crawler stopped before the end (exit code {process.returncode}, {job.log}): run it again, it goes on"
    return yields, planned, [f"{name}: {told}" for name in job.names if name not in ended]


def _read_yields(job: CrawlJob, spider: SpiderName) -> dict[str, SourceYield]:
    """Return what each source yielded to a spider when it last came to an end."""
    found = {}
    for record in read_records(job.ends_path):
        if record.pop("spider", None) == spider:
            found[record["source"]] = parse_yield(record)
    return found


def collect_checked(home: Home) -> list[str]:
    """Crawl the sources that somebody has checked, for runs that nobody watches; return what went wrong, a line each.

    Source files are those of the folder that `RENCHENG_SOURCES` names, or those that ship. Without a contact, or where
    no source is checked, nothing is crawled and nothing is wrong.
    """
    folder = find_sources_folder()
    checked = [source for source in load_sources(folder) if source.checked]
    if not checked or not has_contact():
        return []
    try:
        collect_sources(home, checked, Crawling(folder))
    except CollectError as error:
        return str(error).splitlines()
    return []
