"""The bare way: a Scrapy spider that follows every link and writes each body under its sha256, and nothing else."""

import hashlib
import json
import re
import sys
from pathlib import Path

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess


class BareSpider(Spider):
    """Follows links, stores bytes."""

    name = "bare"

    async def start(self):
        """Begin."""
        yield Request(self.begin, self.parse)

    def parse(self, response):
        """Store the body; follow articles and pages."""
        sha256 = hashlib.sha256(response.body).hexdigest()
        path = Path(self.folder) / sha256[:2] / sha256
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(response.body)
        for href in response.css("li a::attr(href)").getall():
            yield response.follow(href, self.parse)
        if "index.html" in response.url:
            pages = int(re.search(r"createPageHTML\((\d+)", response.text)[1])
            for number in range(1, pages):
                yield response.follow(f"index_{number}.html", self.parse)


if __name__ == "__main__":
    given = json.loads(sys.stdin.read())
    at_once = given["at_once"]
    process = CrawlerProcess(
        {"CONCURRENT_REQUESTS_PER_DOMAIN": at_once, "CONCURRENT_REQUESTS": at_once, "LOG_ENABLED": False}
    )
    process.crawl(BareSpider, begin=given["start"], folder=sys.argv[1])
    process.start()
