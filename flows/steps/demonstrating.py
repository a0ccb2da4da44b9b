"""Demonstrating: the sample portals, served on loopback and crawled like any others."""

from collections.abc import Callable
from importlib.resources import as_file, files

from crawlers.portals import serve_portals
from flows.home import Home
from flows.steps.collecting import Collected, Crawling, choose_sources, collect_sources

CONTACT = "demo.rencheng.example"
PER_HOST = 4  # requests at a time: the host is this machine


def collect_samples(home: Home, report: Callable[[int, int], None] = lambda *_: None) -> Collected:
    """Serve the sample portals on this machine and crawl them into a home folder, through every family but `browser`.

    The portals answer as a proxy for their made-up hosts, so that no request leaves the machine.

    Args:
        home: the home folder.
        report: told how many addresses of how many asked for are answered.

    Raises:
        CollectError: a portal gave less than its file expects.
    """
    with as_file(files("crawlers") / "portals" / "sources") as folder, serve_portals() as server:
        how = Crawling(folder, delay=0, per_host=PER_HOST, proxy=server.address, contact=CONTACT)
        return collect_sources(home, choose_sources(folder, []), how, report)
