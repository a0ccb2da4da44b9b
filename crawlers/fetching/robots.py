"""Robots: robots.txt is obeyed; where a site does not let it be read, nothing is fetched (RFC 9309, 2.3.1.4)."""

import logging

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

logger = logging.getLogger(__name__)
CLOSED = b"User-agent: *\nDisallow: /\n"
OPEN = b""
BROKEN = 500  # a status from which on robots.txt is there and cannot be read; below, there is none


class Robots(RobotsTxtMiddleware):
    """Scrapy's own, stricter where the file cannot be had."""

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= BROKEN:
            logger.warning("%s answers %d for robots.txt: nothing is fetched there", netloc, response.status)
            response = response.replace(body=CLOSED)
        elif response.status >= 400:
            response = response.replace(body=OPEN)
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if isinstance(exc, IgnoreRequest):  # robots.txt leads to another host: there is none of its own
            super()._robots_error(exc, netloc)
            return
        logger.warning("%s: robots.txt cannot be had (%s): nothing is fetched there", netloc, type(exc).__name__)
        waiting, closed = self._parsers[netloc], self._parserimpl.from_crawler(self.crawler, CLOSED)
        self._parsers[netloc] = closed
        waiting.callback(closed)  # type: ignore[union-attr]
