"""Hosts: only those that a source names, to the letter: copies elsewhere were seen with the city's name replaced."""

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.offsite import OffsiteMiddleware

from crawlers.source import Source


class NamedHosts(OffsiteMiddleware):
    """Drops every request to a host that its source does not name, those after redirects too."""

    def request_scheduled(self, request: Request, spider: Spider) -> None:
        """Let a request through to the downloader, where it is dropped with a reason: here it would go unseen."""

    def should_follow(self, request: Request, spider: Spider) -> bool:
        """Whether a request may leave: for robots.txt, which nobody asked for, any source of the crawl may name it."""
        source: Source | None = request.meta.get("source")
        sources: tuple[Source, ...] = spider.sources  # type: ignore[attr-defined]
        return any(each.has_host(request.url) for each in ((source,) if source else sources))
