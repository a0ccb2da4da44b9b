"""The sample portals: one server that is proxy and portals at once, every family's listings, every trouble."""

import http.client
import json
import re
import socket
import time
import tomllib
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from conftest import ROOT

from crawlers.families import find_family
from crawlers.portals import Answer, load_sites, serve_portals
from crawlers.portals.documents import make_notices, read_document
from crawlers.portals.troubles import ENDLESS_BYTES, REFUSALS, TROUBLES, UNKNOWN_HOST
from crawlers.readers import read_bytes
from crawlers.source import FAMILIES
from crawlers.source_files import load_sources

PORTALS = ROOT / "crawlers" / "portals"
SITES = {site.host: site for site in load_sites()}
SOURCES = load_sources(PORTALS / "sources")
TROUBLED = load_sources(PORTALS / "troubled")
LISTINGS = [(source, listing) for source in SOURCES for listing in source.listings]
TROUBLED_HOSTS = {urlsplit(source.site).hostname for source in TROUBLED}
ENTRIES = [
    (site, column, entry)
    for site in SITES.values()
    for column in site.columns
    for entry in column.entries
    if not entry.trouble and entry.path.startswith("/")
]
CHENGDU = "http://www.chengdu.example/gkml/zfgzbg/detail-list/column-index-1.shtml"
BROKEN = next(site for site in SITES.values() if site.host == "www.guzhang.example")


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


@pytest.fixture(scope="module")
def portals():
    with serve_portals() as server:
        yield server


@pytest.fixture
def own_portals():
    with serve_portals() as server:
        yield server


def ask(server, url, form=None, headers=None, method=None, follow=False):
    """Return status, headers and body of an answer, whatever the status."""
    handlers = [urllib.request.ProxyHandler({"http": server.address})]
    opener = urllib.request.build_opener(*handlers, *([] if follow else [NoRedirect()]))
    data = urlencode(form).encode() if form is not None else None
    request = urllib.request.Request(url, data, headers or {}, method=method)
    try:
        with opener.open(request, timeout=10) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def flatten(text):
    return "".join(text.replace("**", "").split())


def walk(server, listing):
    """Return the articles of a listing, its pages asked for one after another as a crawl would."""
    family = find_family(listing.family)
    waiting, asked, found = list(family.request_first(listing)), set(), {}
    while waiting:
        request = waiting.pop(0)
        if request in asked:
            continue
        asked.add(request)
        form = request.form if request.method == "POST" else None
        status, _, body = ask(server, request.url, form)
        assert status == 200, request
        page = family.read_page(body, request, listing)
        for article in page.articles:
            found.setdefault(article.url, article)
        waiting += page.further
    return list(found.values()), asked


def test_every_family_and_every_sample_city_has_a_site():
    assert {listing.family for _, listing in LISTINGS} == set(FAMILIES) - {"browser"}
    good = [site for host, site in SITES.items() if host not in TROUBLED_HOSTS]
    assert {site.city for site in good} == {path.name for path in (ROOT / "crawlers" / "sample").iterdir()}
    assert {urlsplit(source.site).hostname for source in SOURCES} == {site.host for site in good}
    assert all(host.endswith(".example") for host in SITES)
    for site in SITES.values():
        (source,) = (each for each in (*SOURCES, *TROUBLED) if urlsplit(each.site).hostname == site.host)
        assert source.city_code == site.code
        assert {listing.family for listing in source.listings} == {site.family}


def test_every_document_of_the_sample_is_served_and_none_is_left_lying():
    lying = [*(ROOT / "crawlers" / "sample").rglob("*.md"), *(PORTALS / "documents").rglob("*.md")]
    titles = {re.search(r"^title: (.+)$", path.read_text("utf-8"), re.M)[1] for path in lying}
    served = {entry.title for _, _, entry in ENTRIES} | {entry.file.title for _, _, entry in ENTRIES if entry.file}
    assert titles <= served
    assert len(lying) == len(titles)


@pytest.mark.parametrize("path", sorted((PORTALS / "documents").rglob("*.md")), ids=lambda path: path.parent.name)
def test_documents_say_that_they_are_written_for_demonstration(path):
    document = read_document(path.parent.name, path.stem, "2022-01-01")
    assert document.lines[0].startswith("演示样本：本文由韧城项目为演示而写，不是真实的")
    assert document.title.endswith("（演示样本）")
    assert "\nsample: true\n" in path.read_text("utf-8")
    assert 12 <= sum(line.count("。") for line in document.lines) <= 40


def test_notices_are_the_same_each_time_and_match_no_listing():
    assert make_notices("成都市", 8) == make_notices("成都市", 8)
    titles = [notice.title for notice in make_notices("成都市", 8)]
    assert len(set(titles)) == 8
    for _, listing in LISTINGS:
        assert not [title for title in titles if re.search(listing.title_matches, title)]


@pytest.mark.parametrize(("source", "listing"), LISTINGS, ids=lambda each: getattr(each, "name", ""))
def test_listings_are_walked_to_exactly_the_documents_of_their_columns(source, listing, own_portals):
    site = SITES[urlsplit(source.site).hostname]
    found, asked = walk(own_portals, listing)
    if listing.family == "addresses":
        served = {f"http://{site.host}{entry.path}": entry for column in site.columns for entry in column.entries}
        wanted = [url for url, entry in served.items() if re.search(listing.title_matches, entry.title)]
        assert sorted(listing.addresses) == sorted(wanted)
        assert len(wanted) == listing.expect_at_least
        return
    columns = [
        {(f"http://{site.host}{entry.path}", entry.title, entry.day) for entry in column.entries}
        for column in site.columns
    ]
    assert {(article.url, article.title, article.date) for article in found} in columns
    wanted = [article for article in found if re.search(listing.title_matches, article.title)]
    assert 0 < len(wanted) < len(found)
    assert len(wanted) == listing.expect_at_least
    assert len(asked) > 1, "every listing has several pages"
    assert own_portals.unknown_hosts() == {}
    for article in wanted:
        status, _, body = ask(own_portals, article.url)
        assert status == 200
        assert read_bytes(body).claims["ArticleTitle"] == article.title


@pytest.mark.parametrize(("site", "column", "entry"), ENTRIES, ids=lambda each: getattr(each, "host", ""))
def test_articles_and_their_files_come_back_whole(site, column, entry, portals):
    _, headers, body = ask(portals, f"http://{site.host}{entry.path}")
    reading = read_bytes(body)
    assert reading.encoding == site.encoding
    tags = {"SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnType", "ArticleTitle", "PubDate"}
    assert {*tags, "ContentSource"} <= reading.claims.keys()
    assert ("索引号" in reading.claims) is site.has_box
    lines = reading.text.splitlines()
    if entry.is_notice:
        assert [issue for issue, _ in reading.issues] == ["text_in_attachment"]
    else:
        assert [flatten(line) for line in entry.document.lines] == [
            flatten(line) for line in lines if not line.startswith("附件：")
        ]
        assert not reading.issues
    if entry.file:
        _, headers, body = ask(portals, f"http://{site.host}{entry.file_path}")
        file = read_bytes(body)
        text = flatten(file.text)
        assert entry.file_path.endswith(f".{file.format}")
        assert [line for line in entry.file.lines if flatten(line) not in text] == []
        assert headers["Content-Type"].startswith("application/")


def test_attachments_are_reached_in_three_ways(portals):
    notices = {entry.shown: (site, entry) for site, _, entry in ENTRIES if entry.is_notice}
    assert notices.keys() == {"link", "frame", "script"}
    for site, entry in notices.values():
        _, _, body = ask(portals, f"http://{site.host}{entry.path}")
        detail = dict(read_bytes(body).issues)["text_in_attachment"]
        assert detail.rpartition("/")[2] == entry.file_path.rpartition("/")[2]


def test_pages_in_gb18030_call_themselves_gb2312(portals):
    _, headers, body = ask(portals, "http://www.xining.example/zwgk/zfgzbg_84/index.html")
    assert b'charset="gb2312"' in body
    assert headers["Content-Type"] == "text/html"
    assert "政府工作报告" in body.decode("gb18030")


def test_both_forms_of_requests_are_understood(portals):
    through_proxy = ask(portals, CHENGDU)
    connection = http.client.HTTPConnection(urlsplit(portals.address).netloc, timeout=10)
    connection.request("GET", urlsplit(CHENGDU).path, headers={"Host": "www.chengdu.example"})
    response = connection.getresponse()
    assert (response.status, response.read()) == (200, through_proxy[2])
    connection.request("GET", "/", headers={"Host": "WWW.Chengdu.example:80"})  # the same connection goes on
    assert connection.getresponse().status == 200
    connection.close()


def test_requests_are_counted_and_their_headers_kept(own_portals):
    for number in range(3):
        ask(own_portals, CHENGDU, headers={"X-Number": str(number)})
    ask(own_portals, "http://www.chengdu.example/missing?a=1")
    place = ("www.chengdu.example", "GET", urlsplit(CHENGDU).path)
    assert own_portals.counts() == {place: 3, ("www.chengdu.example", "GET", "/missing?a=1"): 1}
    assert own_portals.last_headers(place[0], place[2])["x-number"] == "2"
    assert own_portals.last_headers("www.chengdu.example", "/never") == {}
    assert own_portals.bytes_sent(place[0], place[2]) == 3 * len(ask(own_portals, CHENGDU)[2])


def test_requests_of_many_threads_are_counted(own_portals):
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: ask(own_portals, CHENGDU)[0], range(80)))
    assert set(answers) == {200}
    assert sum(own_portals.counts().values()) == 80


def test_unknown_hosts_are_refused_and_seen(own_portals):
    assert ask(own_portals, "http://www.elsewhere.example/a")[0] == 502
    assert ask(own_portals, "http://127.0.0.2/a")[0] == 502
    assert own_portals.unknown_hosts() == {"www.elsewhere.example": 1, "127.0.0.2": 1}
    connection = http.client.HTTPConnection(urlsplit(own_portals.address).netloc, timeout=10)
    connection.request("CONNECT", "www.chengdu.example:443")
    assert connection.getresponse().status == 502
    connection.close()
    assert "www.chengdu.example:443" in own_portals.unknown_hosts()


def test_what_a_portal_does_not_have_is_missing(own_portals):
    assert ask(own_portals, "http://www.chengdu.example/nothing.html")[0] == 404
    assert own_portals.unknown_hosts() == {}


@pytest.mark.parametrize("path", ["/gkml/zfgzbg/detail-list/column-index-2.shtml", "/robots.txt", "/"])
def test_conditional_requests(path, portals):
    url = f"http://www.chengdu.example{path}"
    _, headers, body = ask(portals, url)
    tag, date = headers["ETag"], headers["Last-Modified"]
    for known in (
        {"If-None-Match": tag},
        {"If-None-Match": f'"x", W/{tag}'},
        {"If-Modified-Since": date},
        {"If-None-Match": tag, "If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ):
        status, headers, empty = ask(portals, url, headers=known)
        assert (status, empty, headers["ETag"]) == (304, b"", tag)
    for unknown in (
        {"If-None-Match": '"x"'},
        {"If-None-Match": '"x"', "If-Modified-Since": date},
        {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
    ):
        assert ask(portals, url, headers=unknown)[::2] == (200, body)


def test_a_changed_page_has_another_tag(own_portals):
    _, headers, _ = ask(own_portals, CHENGDU)
    own_portals.serve("www.chengdu.example", urlsplit(CHENGDU).path, Answer(b"new"))
    status, _, body = ask(own_portals, CHENGDU, headers={"If-None-Match": headers["ETag"]})
    assert (status, body) == (200, b"new")


def test_posts_are_never_answered_as_known(portals):
    url = "http://www.haiyan.example/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=2&perpage=2"
    form = {"columnid": "15124", "unitid": "151249"}
    _, headers, body = ask(portals, url, form)
    assert body.count(b"<record>") == 2
    assert ask(portals, url, form, {"If-None-Match": headers["ETag"]})[0] == 200
    assert ask(portals, url, {"columnid": "15124"})[2].count(b"<record>") == 0
    assert ask(portals, url, {"columnid": "1"})[0] == 404


def test_head_sends_no_body(portals):
    status, headers, body = ask(portals, CHENGDU, method="HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["Content-Length"]) == len(ask(portals, CHENGDU)[2])


def test_every_host_has_robots(portals):
    for host in SITES:
        status, headers, body = ask(portals, f"http://{host}/robots.txt")
        assert status == 200
        assert headers["Content-Type"].startswith("text/plain")
        assert b"User-agent: *" in body


def test_routes_and_hosts_can_be_added():
    extra = {("new.example", "/a"): lambda asked: Answer(asked.values["q"].encode(), "text/plain")}
    with serve_portals(sites=(), extra=extra, delay=0.05) as server:
        started = time.monotonic()
        assert ask(server, "http://new.example/a?q=1")[2] == b"1"
        assert time.monotonic() - started >= 0.05
        assert ask(server, CHENGDU)[0] == 502
        server.serve("late.example", "/b", Answer(b"b"), delay=0.1)
        started = time.monotonic()
        assert ask(server, "http://late.example/b")[2] == b"b"
        assert time.monotonic() - started >= 0.15


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET http://[::1/ HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: www.chengdu.example\r\nContent-Length: -5\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: www.chengdu.example\r\nContent-Length: many\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: www.chengdu.example\r\nContent-Length: 99999999999\r\n\r\n",
    ],
)
def test_broken_requests_are_refused(request_bytes, portals):
    port = urlsplit(portals.address).port
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(request_bytes)
        assert client.recv(12) == b"HTTP/1.1 400"


@pytest.mark.parametrize("query", ["paramJson=x", "paramJson=[1]", 'paramJson={"pageNo":"x"}', "paramJson=", "a"])
def test_interfaces_answer_senseless_values_with_the_first_page(query, portals):
    url = "http://www.yiwu.example/api-gateway/jpaas-publish-server/front/page/build/unit?pageId=12291876&"
    status, _, body = ask(portals, url + urlencode([query.partition("=")[::2]]))
    assert status == 200
    assert 'pageno="1"' in json.loads(body)["data"]["html"]


# Troubles.


def trouble_of(name):
    entry = next(each for each in BROKEN.columns[0].entries if each.trouble == name)
    return f"http://{BROKEN.host}{entry.path}", entry


def test_every_trouble_is_there():
    named = {entry.trouble for entry in BROKEN.columns[0].entries} - {""}
    assert named == {*TROUBLES, "challenge", "refused", "missing", "login", "captcha"}
    assert named <= {*TROUBLES, *REFUSALS}


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("challenge", 521, "__jsl_clearance"),
        ("refused", 412, "$_ts"),
        ("missing", 200, "页面不存在"),
        ("login", 200, "登录后查看"),
        ("captcha", 200, "验证码"),
    ],
)
def test_refusals(name, status, words, portals):
    answer = ask(portals, trouble_of(name)[0])
    assert answer[0] == status
    assert words in answer[2].decode()
    assert ("__jsluid" in (answer[1]["Set-Cookie"] or "")) is (name == "challenge")
    assert dict(read_bytes(answer[2]).issues).keys() == {"not_an_article"}


def test_what_is_unavailable_recovers_once_for_each_server(own_portals):
    url, entry = trouble_of("recovers")
    assert [ask(own_portals, url)[0] for _ in range(3)] == [503, 200, 200]
    assert entry.title in ask(own_portals, url)[2].decode()
    with serve_portals() as another:
        assert ask(another, url)[0] == 503


def test_redirects(own_portals):
    url, entry = trouble_of("moved")
    status, _, body = ask(own_portals, url, follow=True)
    assert status == 200
    assert entry.title in body.decode()
    url, _ = trouble_of("loop")
    status, headers, _ = ask(own_portals, url)
    assert (status, headers["Location"]) == (302, f"{url}?again=1")
    assert ask(own_portals, headers["Location"])[1]["Location"] == url
    assert own_portals.unknown_hosts() == {}
    url, _ = trouble_of("leads_away")
    assert ask(own_portals, url, follow=True)[0] == 502
    assert own_portals.unknown_hosts() == {UNKNOWN_HOST: 1}


def test_an_endless_page_is_written_only_as_far_as_it_is_read(own_portals):
    url, _ = trouble_of("endless")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": own_portals.address}))
    with opener.open(url, timeout=10) as response:
        assert response.headers["Content-Length"] is None
        assert response.headers["Transfer-Encoding"] == "chunked"
        assert len(response.read(1_000_000)) == 1_000_000
    time.sleep(0.2)
    sent = own_portals.bytes_sent(BROKEN.host, urlsplit(url).path)
    assert 1_000_000 <= sent < ENDLESS_BYTES // 4
    assert ask(own_portals, CHENGDU)[0] == 200


def test_robots_disallow_an_article_that_the_listing_links_to(portals):
    rules = ask(portals, f"http://{BROKEN.host}/robots.txt")[2].decode()
    hidden = re.search(r"^Disallow: (/zwgk/\S+)$", rules, re.M)[1]
    found, _ = walk(portals, TROUBLED[0].listings[0])
    assert [article.title for article in found if urlsplit(article.url).path.startswith(hidden)] == [
        "昆明市2012年政府工作报告（演示样本）"
    ]
    strangers = {urlsplit(article.url).hostname for article in found} - {BROKEN.host}
    assert strangers == {"www.zhuanzai.example"}
    assert not TROUBLED[0].has_host("http://www.zhuanzai.example/")


def test_troubled_listings(portals):
    few, second_refused, gone, shielded = TROUBLED[1].listings
    found, _ = walk(portals, few)
    assert len(found) < few.expect_at_least
    front = ask(portals, second_refused.url)
    assert front[0] == 200
    assert ask(portals, second_refused.url.replace("index", "index_1"))[0] == 412
    status, _, body = ask(portals, gone.url)
    assert status == 200
    assert "页面不存在" in body.decode()
    assert ask(portals, gone.url.removesuffix("index.html"))[2] == body
    assert ask(portals, shielded.url)[0] == 521


def test_the_sample_stays_small():
    shipped = [path for path in PORTALS.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert sum(path.stat().st_size for path in shipped) < 250_000
    for name in ("sites.toml", "troubled.toml", "shapes.toml", "notices.toml"):
        assert tomllib.loads(Path(PORTALS, name).read_text("utf-8"))
