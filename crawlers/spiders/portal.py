"""The portal spider: listings, their pages, the articles that they name, the files beside these. Nothing is parsed
here but what leads on: bytes are stored first and read later.
"""

import re
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
from crawlers.fetching.books import Books
from crawlers.fetching.failures import make_failed_row
from crawlers.fetching.job import CrawlJob
from crawlers.fetching.known import Key, Known, key_of
from crawlers.source import Listing, Source
from crawlers.spiders.listed import is_wanted, read_year
from crawlers.store import ATTACHMENT, DOCUMENT, LISTING, ManifestRow
from crawlers.yields import ListingYield

HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Taker:
    """Who waits for an address: a listing of a source, and the page that it is of it."""

    source: Source
    listing: Listing
    yielded: ListingYield
    page: PageRequest | None = None


class PortalSpider(Spider):
    """What both spiders are but for their kinds."""

    kinds: ClassVar[frozenset[str]]

    def __init__(self, job: CrawlJob, sources: tuple[Source, ...], known: Known, events: TextIO = sys.stdout) -> None:
        super().__init__()
        self.job, self.sources = job, sources
        self.books = Books(job, sources, known, events)
        self._waiting: dict[Key, list[_Taker]] = {}
        self._asked: dict[str, set[Key]] = defaultdict(set)  # pages of a listing, documents and files of a source

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
                if listing.kind not in self.kinds:
                    continue
                yielded = ListingYield(listing.url, listing.kind, listing.expect_at_least)
                self.books.yields[source.name].listings.append(yielded)
                for request in self._begin(_Taker(source, listing, yielded)):
                    yield request

    def _begin(self, taker: _Taker) -> Iterator[Request]:
        if taker.listing.family == "addresses":
            yield from self._follow_articles(list_articles(taker.listing), taker)
        for page in find_family(taker.listing.family).request_first(taker.listing):
            yield from self._ask_page(page, taker)

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
                self.books.note_error(taker.source, f"{response.url}: {error}")
                continue
            taker.yielded.total = taker.yielded.total or read.total
            yield from self._follow_articles(read.articles, taker)
            for further in read.further:
                yield from self._ask_page(further, taker)

    def take_article(self, response: Response) -> Iterator[Request]:
        """Take an article that was stored; ask for the files beside it."""
        for taker in self._pop(response.request):
            if self._is_refused(response, taker):
                continue
            taker.yielded.documents += 1
            for attachment in find_attachments(response.body, response.url):
                if self._is_new(f"{taker.source.name} files", key_of(attachment.url)):
                    row = _row_of(response)
                    title = attachment.title if HAN.search(attachment.title) else row.title  # else a file's number
                    meta = {"title": title, "kind": row.kind, "year": row.year, "date": row.date}
                    meta |= {"role": ATTACHMENT, "found_on": response.url}
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
            row = make_failed_row(request, self, failure)
            self.books.keep_row(row)
        for taker in self._pop(request):
            self.books.book_refusal(row, taker.source)
            taker.yielded.is_blocked |= request.meta["role"] == LISTING

    def note_error(self, failure: Failure, response: Response) -> None:
        """Book an error of our own callbacks to the source whose page met it."""
        source = (response.request.meta if response.request else {}).get("source") or self.sources[0]
        self.books.note_error(source, f"{response.url}: {type(failure.value).__name__}: {failure.getErrorMessage()}")

    def closed(self, reason: str) -> None:
        """Close the books; what is still waited for was lost on the way."""
        for (address, _), takers in self._waiting.items() if reason == "finished" else ():
            for taker in takers:
                self.books.note_error(taker.source, f"{address}: neither answer nor failure")
        self.books.close(is_finished=reason == "finished")

    def _follow_articles(self, articles: tuple[Article, ...], taker: _Taker) -> Iterator[Request]:
        taker.yielded.articles += len(articles)
        for article in articles:
            if not is_wanted(article, taker.listing, self.job.since):
                continue
            taker.yielded.matching += 1
            if self._is_sated(taker.source) or not self._is_new(taker.source.name, key_of(article.url)):
                continue
            facts = {**asdict(article), "title": article.title or None, "year": read_year(article)}
            facts |= {"kind": taker.listing.kind, "url": article.url}
            if self.job.is_dry:
                self.books.tell({"would_fetch": {"source": taker.source.name, **facts}})
                continue
            meta = {"role": DOCUMENT, "found_on": taker.page.url if taker.page else None, **facts}
            yield from self._ask(article.url, taker, self.take_article, meta)

    def _ask_page(self, page: PageRequest, taker: _Taker) -> Iterator[Request]:
        name = f"{taker.source.name} {taker.listing.url} {taker.listing.kind}"
        if self._is_sated(taker.source) or not self._is_new(name, key_of(page.url, str(page.form))):
            return
        if len(self._asked[name]) > MOST_PAGES:
            self.books.note_error(taker.source, f"{taker.listing.url}: more than {MOST_PAGES} pages; the rest is left")
            return
        meta: dict[str, Any] = {"role": LISTING, "kind": taker.listing.kind}
        if taker.listing.family == "browser":
            meta["playwright"] = True
        yield from self._ask(page.url, replace(taker, page=page), self.take_page, meta, page.form)

    def _ask(
        self,
        url: str,
        taker: _Taker,
        callback: Callable[[Response], Iterator[Request] | None],
        meta: dict[str, Any],
        form: tuple[tuple[str, str], ...] = (),
    ) -> Iterator[Request]:
        """Ask for an address, or wait for it with those who have asked."""
        if not taker.source.has_host(url):
            self.books.yields[taker.source.name].foreign += 1
            return
        common: dict[str, Any] = {"callback": callback, "errback": self.take_failure}
        request = FormRequest(url, formdata=list(form), **common) if form else Request(url, **common)
        key = key_of(request.url, request.body.decode("ascii", "replace"))
        if key in self._waiting:
            self._waiting[key].append(taker)
            return
        self._waiting[key] = [taker]
        self.books.count_asked()
        yield request.replace(meta=meta | {"source": taker.source, "key": key})

    def _is_sated(self, source: Source) -> bool:
        return self.job.limit is not None and len(self._asked[source.name]) >= self.job.limit

    def _is_new(self, name: str, key: Key) -> bool:
        is_new = key not in self._asked[name]
        self._asked[name].add(key)
        return is_new

    def _is_refused(self, response: Response, taker: _Taker) -> bool:
        return self.books.book_refusal(_row_of(response), taker.source)

    def _pop(self, request: Request | None) -> list[_Taker]:
        self.books.count_answered()
        return self._waiting.pop(request.meta["key"], []) if request else []


def _row_of(response: Response) -> ManifestRow:
    row: ManifestRow = response.request.meta["row"]  # type: ignore[union-attr]
    return row
