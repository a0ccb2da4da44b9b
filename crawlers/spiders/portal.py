"""The portal spider: listings, their pages, the articles that they name, the files beside these. Nothing is parsed
here but what leads on: bytes are stored first and read later.
"""

import json
import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar, TextIO

from scrapy import FormRequest, Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers.attachments import find_attachments
from crawlers.families import find_family
from crawlers.families.addresses import list_articles
from crawlers.families.listing import Article, ListingError, PageRequest
from crawlers.families.paging import MOST_PAGES
from crawlers.fetching.failures import name_failure
from crawlers.fetching.job import CrawlJob
from crawlers.fetching.known import Key, Known, key_of
from crawlers.fetching.recording import describe_request
from crawlers.journal import JournalWriter
from crawlers.source import Listing, Source
from crawlers.spiders.listed import is_wanted, read_year
from crawlers.store import ATTACHMENT, DOCUMENT, LISTING, UNCHANGED, ManifestRow, RawStore
from crawlers.yields import ListingYield, SourceYield, dump_yield

ROBOTS_REASON = "robots"  # why an address is not asked for


@dataclass(frozen=True, slots=True)
class _Taker:
    """Who waits for an address: a listing of a source, and the page, article or file that it is to it."""

    source: Source
    listing: Listing
    yielded: ListingYield
    page: PageRequest | None = None
    title: str = ""


class PortalSpider(Spider):
    """What both spiders are but for their kinds."""

    kinds: ClassVar[frozenset[str]]

    def __init__(self, job: CrawlJob, sources: tuple[Source, ...], known: Known, events: TextIO = sys.stdout) -> None:
        super().__init__()
        self.job, self.sources, self.known, self.events = job, sources, known, events
        self.store = RawStore(root=job.root_path, prefix=job.prefix)
        self.journal = None if job.is_dry else JournalWriter(self.store.manifest_path)
        self.yields = {source.name: SourceYield(job.run_id, source.name, []) for source in sources}
        self.waiting: dict[Key, list[_Taker]] = {}
        self.asked: dict[str, set[Key]] = defaultdict(set)  # pages of a listing, documents of a source
        self.n_answered = self.n_asked = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "PortalSpider":
        """Return the spider of a crawl, which is told when one of its own callbacks fails."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.note_error, signals.spider_error)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Begin every listing of the kinds wanted."""
        for source in self.sources:
            for listing in source.listings:
                if listing.kind in self.kinds:
                    for request in self._begin(source, listing):
                        yield request

    def _begin(self, source: Source, listing: Listing) -> Iterator[Request]:
        yielded = ListingYield(listing.url, listing.kind, listing.expect_at_least)
        self.yields[source.name].listings.append(yielded)
        taker = _Taker(source, listing, yielded)
        if listing.family == "addresses":
            yield from self._follow_articles(list_articles(listing), taker)
        for page in find_family(listing.family).request_first(listing):
            yield from self._ask_page(page, taker)

    def _ask_page(self, page: PageRequest, taker: _Taker) -> Iterator[Request]:
        key = key_of(page.url, "&".join(f"{name}={value}" for name, value in page.form))
        asked = self.asked[f"{taker.source.name} {taker.listing.url} {taker.listing.kind}"]
        if key in asked or self._is_sated(taker.source):
            return
        if len(asked) >= MOST_PAGES:
            self._note(taker.source, f"{taker.listing.url}: more than {MOST_PAGES} pages; the rest is left")
            return
        asked.add(key)
        meta: dict[str, Any] = {"role": LISTING, "kind": taker.listing.kind}
        if taker.listing.family == "browser":
            meta["playwright"] = True
        yield from self._ask(page.url, replace(taker, page=page), self.take_page, meta, page)

    def _ask(
        self,
        url: str,
        taker: _Taker,
        callback: Callable[[Response], Iterator[Request] | None],
        meta: dict[str, Any],
        page: PageRequest | None = None,
    ) -> Iterator[Request]:
        """Ask for an address, or wait for it with those who have asked."""
        if not taker.source.has_host(url):
            self.yields[taker.source.name].foreign += 1
            return
        is_post = page is not None and page.method == "POST"
        meta |= {"source": taker.source}
        common: dict[str, Any] = {"callback": callback, "errback": self.take_failure, "meta": meta}
        request = FormRequest(url, formdata=list(page.form), **common) if is_post and page else Request(url, **common)
        key = key_of(request.url, request.body.decode("ascii", "replace") if is_post else None)
        if key in self.waiting:
            self.waiting[key].append(taker)
            return
        self.waiting[key] = [taker]
        meta["key"] = key
        request = request.replace(meta=meta)
        self.n_asked += 1
        yield request

    def take_page(self, response: Response) -> Iterator[Request]:
        """Read a page of a listing: ask for the pages that it says exist and the documents that it names."""
        for taker in self._pop(response.request):
            if self._is_refused(response, taker):
                taker.yielded.is_blocked = True
                continue
            taker.yielded.pages += 1
            page = taker.page or PageRequest(response.url)
            try:
                read = find_family(taker.listing.family).read_page(response.body, page, taker.listing)
            except ListingError as error:
                self._note(taker.source, f"{response.url}: {error}")
                continue
            taker.yielded.total = taker.yielded.total or read.total
            yield from self._follow_articles(read.articles, taker)
            for further in read.further:
                yield from self._ask_page(further, taker)

    def _follow_articles(self, articles: tuple[Article, ...], taker: _Taker) -> Iterator[Request]:
        for article in articles:
            taker.yielded.articles += 1
            if not is_wanted(article, taker.listing, self.job.since):
                continue
            taker.yielded.matching += 1
            asked = self.asked[taker.source.name]
            if key_of(article.url) in asked or self._is_sated(taker.source):
                continue
            asked.add(key_of(article.url))
            facts = {"kind": taker.listing.kind, "title": article.title or None, "year": read_year(article)}
            if self.job.is_dry:
                self._tell(
                    {"would_fetch": {"source": taker.source.name, "date": article.date, **facts, **asdict(article)}}
                )
                continue
            meta = {"role": DOCUMENT, "found_on": taker.page.url if taker.page else None, **facts}
            yield from self._ask(article.url, replace(taker, title=article.title), self.take_article, meta)

    def _is_sated(self, source: Source) -> bool:
        return self.job.limit is not None and len(self.asked[source.name]) >= self.job.limit

    def take_article(self, response: Response) -> Iterator[Request]:
        """Take an article that was stored; ask for the files beside it."""
        for taker in self._pop(response.request):
            if self._is_refused(response, taker):
                continue
            taker.yielded.documents += 1
            row: ManifestRow = response.request.meta["row"]  # type: ignore[union-attr]
            for attachment in find_attachments(response.body, response.url):
                asked = self.asked[f"{taker.source.name} files"]
                if key_of(attachment.url) in asked:
                    continue
                asked.add(key_of(attachment.url))
                facts = {"kind": taker.listing.kind, "year": row.year, "title": attachment.title or taker.title}
                meta = {"role": ATTACHMENT, "found_on": response.url, **facts}
                yield from self._ask(attachment.url, taker, self.take_file, meta)

    def take_file(self, response: Response) -> None:
        """Take a file that was stored."""
        for taker in self._pop(response.request):
            self._is_refused(response, taker)

    def take_failure(self, failure: Failure) -> None:
        """Note a request that brought no answer: a row of the manifest says why."""
        request: Request = failure.request  # type: ignore[attr-defined]
        row: ManifestRow | None = request.meta.get("row")  # there is one where an earlier try was refused already
        if row is None:
            reason = name_failure(failure)
            blocked = ROBOTS_REASON if reason == ROBOTS_REASON else None
            facts = describe_request(request, self)
            row = ManifestRow(
                **facts, status=reason, blocked_reason=blocked, content_type=None, bytes=0, raw_sha256=None
            )
            self.keep_row(row)
        for taker in self._pop(request):
            found = self.yields[taker.source.name]
            (found.blocked if row.blocked_reason else found.failed)[row.blocked_reason or row.status] += 1
            taker.yielded.is_blocked |= taker.page is not None

    def keep_row(self, row: ManifestRow) -> None:
        """Write a row to the manifest before anything else is done with it."""
        if self.journal:
            self.journal.write(asdict(row))
        self.known.note(row)
        if row.source in self.yields:
            found = self.yields[row.source]
            found.requests += 1
            found.unchanged += row.status == UNCHANGED
            found.stored += row.raw_sha256 is not None and row.status != UNCHANGED

    def _is_refused(self, response: Response, taker: _Taker) -> bool:
        row: ManifestRow = response.request.meta["row"]  # type: ignore[union-attr]
        found = self.yields[taker.source.name]
        if row.blocked_reason:
            found.blocked[row.blocked_reason] += 1
        elif row.raw_sha256 is None and not (self.job.is_dry and row.status == "200"):
            found.failed[f"status {row.status}" if row.bytes else "empty"] += 1
        else:
            return False
        return True

    def _pop(self, request: Request | None) -> list[_Taker]:
        self.n_answered += 1
        self._tell({"answered": self.n_answered, "asked": self.n_asked})
        return self.waiting.pop(request.meta["key"], []) if request else []

    def _note(self, source: Source, line: str) -> None:
        self.yields[source.name].errors.append(line)

    def note_error(self, failure: Failure, response: Response, spider: Spider) -> None:
        """Book an error of our own callbacks to the source whose page met it."""
        source = (response.request.meta if response.request else {}).get("source") or self.sources[0]
        self._note(source, f"{response.url}: {type(failure.value).__name__}: {failure.getErrorMessage()}")

    def _tell(self, event: dict[str, Any]) -> None:
        self.events.write(json.dumps(event, ensure_ascii=False) + "\n")
        self.events.flush()

    def closed(self, reason: str) -> None:
        """Close the journal; a crawl that was stopped leaves no end, so that the next one goes on with it."""
        if self.journal:
            self.journal.close()
        if reason == "finished":
            for found in self.yields.values():
                self._tell({"yield": dump_yield(found)})
