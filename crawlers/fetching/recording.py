"""Recording: a manifest row for every answer, its bytes stored before anybody parses them; asked on condition later."""

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawlers.blocking import SharedBodies, find_block
from crawlers.fetching.books import Books
from crawlers.fetching.known import key_of
from crawlers.readers.decoding import BYTE_ORDER_MARKS
from crawlers.store import DOCUMENT, ROBOTS, UNCHANGED, DamagedBytesError, ManifestRow

logger = logging.getLogger(__name__)
KEPT_HEADERS = ("ETag", "Last-Modified", "Content-Type", "Content-Disposition", "Server")
DECLARED = "charset="
SHARED = "soft_404"  # what a body is that many addresses share


class Recorder:
    """The outermost middleware of the downloader: sees each answer once, after redirects and retries."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.shared = SharedBodies()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Recorder":
        """Return the middleware of a crawl."""
        return cls(crawler)

    @property
    def _books(self) -> Books:
        return self.crawler.spider.books  # type: ignore[union-attr, no-any-return]

    def process_request(self, request: Request) -> Response | None:
        """Answer from the store what this crawl has fetched already; ask on condition for what an earlier one has.

        Raises:
            IgnoreRequest: this crawl has asked already and was given nothing.
        """
        if request.meta.get("redirect_urls"):
            return None
        key = key_of(request.url, _read_form(request))
        done = self._books.known.done.get(key) if "role" in request.meta else None  # robots.txt is always asked for
        if done is not None:
            request.meta["row"] = done
            body = self._load(done)
            if body is None:
                raise IgnoreRequest(f"asked already: {done.blocked_reason or done.status}")
            return Response(request.url, body=body, flags=["stored"], request=request)
        last = self._books.known.newest.get(key)
        if last is None or request.method != "GET" or not last.headers:
            return None
        stored = self._load(last)
        if stored is not None:
            request.meta["stored"] = stored  # the answer if nothing has changed: read and checked once
            headers = json.loads(last.headers)
            for asked, given in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
                if given in headers:
                    request.headers[asked] = headers[given]
        return None

    def process_response(self, request: Request, response: Response) -> Response:
        """Store an answer and note how it came; an answer that nothing has changed is the one stored before."""
        if "stored" in response.flags:
            return response
        row, body = self._make_row(request, response)
        request.meta["row"] = row
        self._books.keep_row(row)
        return response if body is None else Response(response.url, body=body, request=request)

    def _make_row(self, request: Request, response: Response) -> tuple[ManifestRow, bytes | None]:
        facts = describe_request(request, self.crawler.spider)
        body, sha256 = response.body, None
        reason: str | None = None
        last = self._books.known.newest.get(key_of(facts["url"], facts["form"]))
        if response.status == int(UNCHANGED) and last is not None:
            stored = request.meta.get("stored") or self._load(last)
            if stored is not None:
                return self._row(facts, response, len(stored), last.raw_sha256, None), stored
        if facts["role"] != ROBOTS:
            headers = dict(_read_headers(response))
            title = facts["title"] or "" if facts["role"] == DOCUMENT else ""
            reason = find_block(response.status, headers, body, title)
        if response.status == 200 and body and reason is None and not self._books.job.is_dry:
            sha256 = self._books.store.put_bytes(body)
            if facts["role"] == DOCUMENT and self.shared.add_body(urlsplit(facts["url"]).netloc, facts["url"], sha256):
                sha256, reason = None, SHARED
        return self._row(facts, response, len(body), sha256, reason), None

    def _row(
        self, facts: dict[str, Any], response: Response, size: int, sha256: str | None, reason: str | None
    ) -> ManifestRow:
        headers = dict(_read_headers(response))
        content_type = headers.get("Content-Type")
        declared = (content_type or "").lower().partition(DECLARED)[2].strip("\"' ;") or None
        marked = next((name for mark, name in BYTE_ORDER_MARKS if response.body.startswith(mark)), None)
        return ManifestRow(
            **facts,
            status=str(response.status),
            blocked_reason=reason,
            content_type=content_type,
            bytes=size,
            raw_sha256=sha256,
            final_url=response.url if response.url != facts["url"] else None,
            headers=json.dumps({name: headers[name] for name in KEPT_HEADERS if name in headers}, ensure_ascii=False),
            encoding=marked or declared,
        )

    def _load(self, row: ManifestRow) -> bytes | None:
        """Return the bytes of a row, None where there are none or they are damaged: they are fetched again."""
        try:
            return self._books.store.get_bytes(row.sha256) if row.raw_sha256 else None
        except (FileNotFoundError, DamagedBytesError) as error:
            logger.warning("%s: %s", row.url, error)
            return None


def describe_request(request: Request, spider: Any) -> dict[str, Any]:
    """Return what a manifest row says of a request, whatever became of it."""
    source, meta = request.meta.get("source"), request.meta
    asked = meta.get("redirect_urls", [request.url])[0]
    source = source or next((each for each in spider.sources if each.has_host(asked)), None)
    return {
        "run_id": spider.job.run_id,
        "source": source.name if source else "",
        "path": None,
        "url": asked,
        "fetched_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "city_code": source.city_code if source else None,
        "role": meta.get("role", ROBOTS),
        "form": _read_form(request),
        **{name: meta.get(name) for name in ("title", "kind", "year", "date", "found_on")},
    }


def _read_form(request: Request) -> str | None:
    return request.body.decode("ascii", "replace") if request.method == "POST" else None


def _read_headers(response: Response) -> Iterator[tuple[str, str]]:
    for name, values in response.headers.items():
        yield name.decode("latin-1").title().replace("Etag", "ETag"), b", ".join(values).decode("latin-1")
