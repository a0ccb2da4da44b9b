"""The process of a crawl: reads a job from standard input, tells events on standard output, a line of JSON each.

A reactor cannot start twice, so every crawl has a process of its own (`python -m crawlers.fetching`).
"""

import logging
import sys
from importlib import import_module
from pathlib import Path

from scrapy.crawler import CrawlerProcess

from crawlers.fetching.job import CrawlJob, parse_job
from crawlers.fetching.known import Known, load_known
from crawlers.fetching.politeness import make_settings
from crawlers.journal import read_records
from crawlers.source_files import load_sources
from crawlers.spiders.portal import PortalSpider
from crawlers.store import RawStore


def find_spider(name: str) -> type[PortalSpider]:
    """Return the spider of a name."""
    module = import_module(f"crawlers.spiders.{name}")
    return next(
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, PortalSpider) and getattr(value, "name", None) == name
    )


def run_job(job: CrawlJob) -> None:
    """Crawl until there is nothing more to ask for, or until told to stop."""
    sources = load_sources(Path(job.folder) if job.folder else None, job.names)
    store = RawStore(job.root_path, job.prefix)
    known = Known({}, {}) if job.is_dry else load_known(store, read_records(job.ends_path), job.names)
    process = CrawlerProcess(make_settings(job, sources))
    logging.getLogger("tldextract").setLevel(logging.ERROR)
    process.crawl(find_spider(job.spider), job=job, sources=sources, known=known)
    process.start()


if __name__ == "__main__":
    run_job(parse_job(sys.stdin.read()))
