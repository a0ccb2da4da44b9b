"""Site families: every one has saved pages with goldens beside them; any bytes give a page of a listing or a reason."""

import json
import tomllib
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.families import find_family
from crawlers.families.listing import ListingError, ListingPage, PageRequest
from crawlers.families.paging import MOST_PAGES
from crawlers.source import FAMILIES, Listing
from crawlers.source_files import read_source

FOLDER = Path(__file__).parent / "families"
NO_PAGES = {"addresses"}  # the articles themselves are named


def read_listing(family):
    text = (FOLDER / family / "listing.toml").read_text("utf-8")
    values = tomllib.loads(text)
    assert values["family"] == family
    site = urlsplit(values["url"])
    head = f'city_code = "000000"\npublisher = "某市"\nsite = "{site.scheme}://{site.netloc}/"\nchecked = false\n'
    expected = "" if "expect_at_least" in values else "\nexpect_at_least = 1\n"
    return read_source("000000-a.toml", f"{head}[[listing]]\n{text}{expected}").listings[0]


def read_golden(family):
    path = FOLDER / family / "golden.json"
    assert path.is_file(), f"family {family} has no {path}"
    return json.loads(path.read_text("utf-8"))


@cache
def load(family):
    return find_family(family), read_listing(family), read_golden(family)


def make_request(value):
    return PageRequest(value["url"], value["method"], tuple((key, text) for key, text in value["form"]))


def write_request(request):
    return {"url": request.url, "method": request.method, "form": [list(pair) for pair in request.form]}


def write_article(article):
    return {"url": article.url, "title": article.title, "date": article.date}


def write_page(page):
    return {
        "articles": [write_article(article) for article in page.articles],
        "further": [write_request(request) for request in page.further],
        "total": page.total,
    }


def is_web(url):
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not any(c.isspace() for c in url)


def hold_laws(page, request):
    assert isinstance(page, ListingPage)
    assert request not in page.further
    assert len(page.further) == len(set(page.further)) <= MOST_PAGES
    urls = [article.url for article in page.articles]
    assert len(urls) == len(set(urls))
    assert all(map(is_web, [*urls, *(each.url for each in page.further)]))
    assert all("#" not in url for url in urls)
    assert page.total is None or page.total >= 0


@pytest.mark.parametrize("family", FAMILIES)
def test_saved_pages_give_their_goldens(family):
    module, listing, golden = load(family)
    assert [write_request(request) for request in module.request_first(listing)] == golden["first"]
    if family in NO_PAGES:
        assert [write_article(article) for article in module.list_articles(listing)] == golden["articles"]
    else:
        assert golden["first"]
        assert golden["pages"], "a family without a saved page is not tested"
    saved = {path.name for path in (FOLDER / family).iterdir()} - {"listing.toml", "golden.json"}
    assert saved == {page["page"] for page in golden["pages"]}
    for expected in golden["pages"]:
        request = make_request(expected["request"])
        page = module.read_page((FOLDER / family / expected["page"]).read_bytes(), request, listing)
        assert write_page(page) == {key: expected[key] for key in ("articles", "further", "total")}, expected["page"]
        hold_laws(page, request)


@pytest.mark.parametrize("family", FAMILIES)
def test_nothing_and_the_page_of_a_firewall_are_refused(family):
    module, listing, golden = load(family)
    requests = [make_request(page["request"]) for page in golden["pages"]] or [PageRequest(listing.url)]
    for request in requests:
        for body in (b"", b" \r\n", b"\x00\x01\x02" * 99, "<html><body>访问被拒绝</body></html>".encode()):
            with pytest.raises(ListingError) as error:
                module.read_page(body, request, listing)
            assert str(error.value).strip()
            assert "\n" not in str(error.value)


def read_or_refuse(family, body, request):
    module, listing, _ = load(family)
    try:
        page = module.read_page(body, request, listing)
    except ListingError:
        return
    hold_laws(page, request)


def pick_page(data, family):
    """A saved page and its request; for a family without pages, one of another."""
    golden = load(family)[2] if family not in NO_PAGES else load("trs")[2]
    folder = FOLDER / (family if family not in NO_PAGES else "trs")
    page = data.draw(st.sampled_from(golden["pages"]))
    return (folder / page["page"]).read_bytes(), make_request(page["request"])


@pytest.mark.parametrize("family", FAMILIES)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_damaged_pages_give_a_page_or_a_reason(family, data):
    body, request = pick_page(data, family)
    cut = data.draw(st.integers(0, len(body)))
    read_or_refuse(family, body[:cut], request)
    changed = bytearray(body)
    for _ in range(data.draw(st.integers(1, 30))):
        place = data.draw(st.integers(0, len(changed)))
        changed[place : place + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=20))
    read_or_refuse(family, bytes(changed), request)


HOSTILE = (
    "9" * 30,
    "9999999",
    "-1",
    "null",
    "{}",
    "[]",
    "http://[",
    "//",
    "javascript:",
    "%",
    "&#0;",
    "\\ud800",
    "<![",
)


@pytest.mark.parametrize("family", FAMILIES)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_changed_numbers_and_words_give_a_page_or_a_reason(family, data):
    body, request = pick_page(data, family)
    text = body.decode("utf-8", "surrogateescape")
    words = [part for part in text.replace('"', " ").replace("'", " ").split() if part]
    for _ in range(data.draw(st.integers(1, 5))):
        text = text.replace(data.draw(st.sampled_from(words)), data.draw(st.sampled_from(HOSTILE)))
    for digits in data.draw(st.lists(st.sampled_from("0123456789"), max_size=3)):
        text = text.replace(digits, data.draw(st.sampled_from(HOSTILE)))
    read_or_refuse(family, text.encode("utf-8", "surrogateescape"), request)


@pytest.mark.parametrize("family", FAMILIES)
@settings(max_examples=15, deadline=None)
@given(body=st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_give_a_page_or_a_reason(family, body):
    _, listing, golden = load(family)
    read_or_refuse(
        family, body, make_request(golden["pages"][0]["request"]) if golden["pages"] else PageRequest(listing.url)
    )


COUNTED = {
    "trs": ('<script>createPageHTML({n},0,"index","html")</script>', "https://a.example/b/"),
    "trs_from_two": ("<a href='index_{n}.html'>尾页</a>", "https://a.example/b/"),
    "numbered_columns": ("<a href='list_{n}.html'>末页</a>", "https://a.example/b/list_1.html"),
    "eportal": ("<p>共{n}页</p>", "https://a.example/eportal/ui?pageId=1&moduleId=2"),
    "site_label": ("<i data-page-count='{n}'></i>", "https://a.example/site/label/8888?siteId=1&pageIndex=1"),
}


@pytest.mark.parametrize("family", COUNTED)
def test_a_wrong_number_does_not_become_a_million_requests(family):
    piece, url = COUNTED[family]
    listing = Listing(kind="article", family=family, url=url)
    for count, further in ((1, 0), (2, 1), (MOST_PAGES, MOST_PAGES - 1)):
        page = find_family(family).read_page(piece.format(n=count).encode(), PageRequest(url), listing)
        assert len(page.further) == further
    for count in (MOST_PAGES + 1, 9_999_999):
        with pytest.raises(ListingError, match="pages"):
            find_family(family).read_page(piece.format(n=count).encode(), PageRequest(url), listing)


@pytest.mark.parametrize(
    ("url", "pager", "second"),
    [
        ("list.shtml", "<a href='list-2.shtml'>2</a>", "list-2.shtml"),
        ("list.shtml", "<a href='list_2.shtml'>2</a>", "list_2.shtml"),
        ("stt_list.shtml", "<a href='stt_list2.shtml'>下一页</a>", "stt_list2.shtml"),
        ("list_ft1.shtml", "共2页", "list_ft2.shtml"),
        ("list_0.html", "共2页", "list_1.html"),
        ("1.html", "<a href='2.html'>2</a><a href='7711.html'>某市人民政府工作报告</a>", "2.html"),
        ("zfgzbg12.shtml", "<a href='zfgzbg12_2.shtml'>尾页</a>", "zfgzbg12_2.shtml"),
        ("list_1.html", "<script>createPageHTML('page_div',2,1,'list','html',30)</script>", "list_2.html"),
        ("list_1.html", "<a href='javascript:;' tagname='list_2.html'>尾页</a>", "list_2.html"),
        ("list_1.html", "<a href='http://a.example/b/list_2.html'>尾页</a>", "list_2.html"),
    ],
)
def test_numbered_pages_are_named_after_the_first(url, pager, second):
    listing = Listing(kind="article", family="numbered_columns", url=f"https://a.example/b/{url}")
    page = find_family("numbered_columns").read_page(pager.encode(), PageRequest(listing.url), listing)
    assert [request.url for request in page.further] == [f"https://a.example/b/{second}"]


def test_a_folder_and_its_front_page_are_one():
    listing = Listing(kind="article", family="trs", url="https://a.example/b/")
    body = b'<script>createPageHTML(2,0,"index","html")</script>'
    page = find_family("trs").read_page(body, PageRequest("https://a.example/b/index.html"), listing)
    assert [request.url for request in page.further] == ["https://a.example/b/index_1.html"]


def test_selectors_of_a_plain_list_are_checked():
    listing = Listing(kind="article", family="plain_list", url="https://a.example/", links="li[", next="a")
    with pytest.raises(ListingError, match="no CSS"):
        find_family("plain_list").read_page(b"<li><a href=b>c</a>", PageRequest(listing.url), listing)


def test_there_is_no_family_but_those_named():
    with pytest.raises(ValueError, match="no family"):
        find_family("listing")
