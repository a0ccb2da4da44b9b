"""Family jpage, the columns of Hanweb: a page with the first records and its pager's settings, then XML of the rest.

The settings name the form that is posted to `dataproxy.jsp`; a page without settings has a `<nextgroup>` to follow.
"""

from urllib.parse import urlsplit

from crawlers.families.answers import decode_answer, make_address, read_number
from crawlers.families.datastore import count_stored, find_next_group, is_datastore, list_records
from crawlers.families.jpage_settings import Settings, choose_settings, read_settings
from crawlers.families.links import find_articles, parse_listing
from crawlers.families.listing import Article, ListingError, ListingPage, PageRequest
from crawlers.families.paging import MOST_PAGES, check_pages, read_parameter
from crawlers.source import Listing

PROXY = "dataproxy.jsp"  # `morecolumndataproxy.jsp` ends so too


def request_first(listing: Listing) -> tuple[PageRequest, ...]:
    """Return the page of the column."""
    return (PageRequest(listing.url.partition("#")[0]),)


def read_page(body: bytes, request: PageRequest, listing: Listing) -> ListingPage:
    """Return what the page of a column or an answer with further records names.

    Raises:
        ListingError: the page has neither a pager's settings nor a `<nextgroup>`, or the answer no `<recordset>`.
    """
    text = decode_answer(body, listing.encoding)
    if urlsplit(request.url).path.endswith(PROXY):
        return _read_answer(text, request, listing)
    settings = choose_settings(read_settings(text), listing.url)
    store = settings.store if settings else text
    records = list_records(store)
    articles = _find_in_records(records, listing)
    if settings and settings.form:
        total = settings.total or count_stored(store, "totalrecord")
        further = _list_ranges(settings, len(records), total, request.url)
        return ListingPage(articles, further, total)
    group = find_next_group(store, request.url)
    total = count_stored(store, "totalrecord") or (settings.total if settings else None)
    is_whole = bool(records) and len(records) >= (total or 0)
    if not group and not is_whole:
        raise ListingError("the page has neither jpage({…}) with columnid and unitid, nor a nextgroup")
    further = (PageRequest(group),) if group and not (is_whole and total) else ()
    return ListingPage(articles, further, total)


def _find_in_records(records: list[str], listing: Listing) -> tuple[Article, ...]:
    if not records:
        return ()
    page = "".join(f"<div>{record}</div>\n" for record in records)
    return find_articles(parse_listing(page.encode("utf-8", "ignore"), "utf-8"), listing.url, listing.links)


def _list_ranges(settings: Settings, held: int, total: int | None, base: str) -> tuple[PageRequest, ...]:
    """Return the requests for the records that a page does not hold; for the first ones if it does not say how many."""
    size = settings.size or held
    if not size:
        raise ListingError("the page says neither how many records it shows (perPage) nor shows any")
    step = size * max(settings.group, 1)
    if total is None:
        total = 0 if held else step
    url = make_address(base, settings.proxy)
    if url is None:
        raise ListingError(f"the page's proxyUrl is no address: {settings.proxy[:100]}")
    first = held - held % step + 1 if held < total else total + 1
    return _make_ranges(url, first, total, step, size, settings.form)


def _make_ranges(
    url: str, first: int, total: int, step: int, size: int, form: tuple[tuple[str, str], ...]
) -> tuple[PageRequest, ...]:
    starts = range(first, total + 1, step)
    check_pages(len(starts))
    bare = url.partition("?")[0]
    ends = ((start, min(start + step - 1, total)) for start in starts)
    return tuple(
        PageRequest(f"{bare}?startrecord={start}&endrecord={end}&perpage={size}", "POST", form) for start, end in ends
    )


def _read_answer(text: str, request: PageRequest, listing: Listing) -> ListingPage:
    if not is_datastore(text):
        raise ListingError("the answer has no <recordset> and no <datastore>")
    records = list_records(text)
    articles = _find_in_records(records, listing)
    total = count_stored(text, "totalrecord")
    numbers = {name: read_number(read_parameter(request.url, name)) for name in ("startrecord", "endrecord", "perpage")}
    start, end, size = numbers.values()
    if start and end:
        if not records or total is None:
            return ListingPage(articles, (), total)
        step = max(end - start + 1, 1)
        return ListingPage(articles, _make_ranges(request.url, end + 1, total, step, size or step, request.form), total)
    return ListingPage(articles, _follow_group(text, request, bool(records)), total)


def _follow_group(text: str, request: PageRequest, has_records: bool) -> tuple[PageRequest, ...]:
    """Return the page after one that a `<nextgroup>` led to: none after the last or an empty one, none twice."""
    group = find_next_group(text, request.url)
    numbers = (read_number(read_parameter(url, "page")) for url in (request.url, group or ""))
    own, following = (number or 0 for number in numbers)
    pages = count_stored(text, "totalpage")
    is_last = pages is not None and own >= pages
    if not group or not has_records or is_last or group == request.url or (own and following <= own):
        return ()
    if following > MOST_PAGES:
        raise ListingError(f"the listing has more than {MOST_PAGES} pages")
    return (PageRequest(group),)
