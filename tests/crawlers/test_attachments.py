"""Attachments: every way in which portals point to a document, each document once, and an answer for any bytes."""

import json
import time
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.attachments import SUFFIXES, Attachment, find_attachments

ADDRESS = "https://www.a.cn/art/2024/1/page.html?id=1"
HOST = "https://www.a.cn"
PLAN = quote("韧性城市规划.pdf")
GBK_PLAN = quote("韧性城市规划.pdf".encode("gb18030"))
LONG = "按照全市统一部署，各单位要认真组织实施，并将进展情况及时上报。" * 3


def page(body, head=""):
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}<p>{LONG}</p></body></html>"


def find(body, address=ADDRESS, encoding="utf-8", head=""):
    return [(each.url, each.title) for each in find_attachments(page(body, head).encode(encoding), address)]


WAYS = {
    "link": ("<a href='./P02.pdf'>规划文本</a>", "/art/2024/1/P02.pdf", "规划文本"),
    "capitals and spaces": ("<a href=' /u/A.PDF '>规划\n 文本</a>", "/u/A.PDF", "规划 文本"),
    "query and fragment": ("<a href='/u/a.doc?v=2#page=3'>文本</a>", "/u/a.doc?v=2", "文本"),
    "session": ("<a href='/u/a.xls;jsessionid=1'>数据</a>", "/u/a.xls;jsessionid=1", "数据"),
    "Chinese name": ("<a href='/u/韧性城市规划.pdf'>下载</a>", f"/u/{PLAN}", "韧性城市规划.pdf"),
    "name with spaces": ("<a href='/u/a b.wps'>附件</a>", "/u/a%20b.wps", "a b.wps"),
    "encoded name": (f"<a href='/u/{PLAN}'>点击下载</a>", f"/u/{PLAN}", "韧性城市规划.pdf"),
    "name encoded in GBK": (f"<a href='/u/{GBK_PLAN}'></a>", f"/u/{GBK_PLAN}", "韧性城市规划.pdf"),
    "title attribute": ("<a href='/u/1.ofd' title='规划全文'><img src='/i.png'></a>", "/u/1.ofd", "规划全文"),
    "download attribute": ("<a href='/u/1.zip' download='图集.zip'>附件下载</a>", "/u/1.zip", "图集.zip"),
    "text in pieces": ("<a href='/u/1.docx'><b>附件</b>1：<i>清单</i></a>", "/u/1.docx", "附件1：清单"),
    "line break in address": ("<a href='/u/\n1.et'>表</a>", "/u/1.et", "表"),
    "backslashes": (r"<a href='\u\1.rtf'>文</a>", "/u/1.rtf", "文"),
    "map": ("<map><area href='/u/1.pdf' alt='总图'></map>", "/u/1.pdf", "总图"),
    "iframe": ("<iframe src='/u/1.pdf#toolbar=0'></iframe>", "/u/1.pdf", "1.pdf"),
    "embed": ("<embed src='/u/1.pdf' type='application/pdf'>", "/u/1.pdf", "1.pdf"),
    "object": ("<object data='/u/1.pdf'></object>", "/u/1.pdf", "1.pdf"),
    "parameter of an object": ("<object><param name='src' value='/u/1.pdf'></object>", "/u/1.pdf", "1.pdf"),
    "frame viewer": ("<iframe src='/pdfjs/web/viewer.html?file=%2Fu%2F1.pdf'></iframe>", "/u/1.pdf", "1.pdf"),
    "relative to the viewer": ("<iframe src='/pdfjs/viewer.html?file=../u/1.pdf'></iframe>", "/u/1.pdf", "1.pdf"),
    "viewer of an address": (f"<a href='/v.html?file={HOST}%2Fa.pdf%3Fx=1'>全文</a>", "/a.pdf?x=1", "a.pdf"),
    "viewer by servlet": ("<a href='/view.jsp?url=/u/1.ofd'>在线预览</a>", "/u/1.ofd", "1.ofd"),
    "window.open": ("<a href='#' onclick=\"window.open('/u/1.pdf','_blank')\">图集</a>", "/u/1.pdf", "图集"),
    "location": ("<button onclick=\"location.href='/u/1.xlsx'\">清单</button>", "/u/1.xlsx", "清单"),
    "javascript address": ("<a href=\"JavaScript:downloadFile('/u/1.pdf','文本.pdf')\">文本</a>", "/u/1.pdf", "文本"),
    "bare name": ("<a onclick=\"openFile('1.pdf')\">文本</a>", "/art/2024/1/1.pdf", "文本"),
    "escaped slashes": (r"""<a onclick='f("\/u\/1.pdf")'>文本</a>""", "/u/1.pdf", "文本"),
    "downfile": (
        f"<a href='/module/download/downfile.jsp?classid=0&amp;filename=0a1b.pdf&amp;showname={PLAN}'>下载</a>",
        f"/module/download/downfile.jsp?classid=0&filename=0a1b.pdf&showname={PLAN}",
        "韧性城市规划.pdf",
    ),
    "servlet with a path": ("<a href='/download.do?path=/u/1.pdf'>文本</a>", "/download.do?path=/u/1.pdf", "文本"),
    "file id, named": ("<a href='/s/download.jsp?fileid=1A'>清单.docx</a>", "/s/download.jsp?fileid=1A", "清单.docx"),
    "file id, unnamed": ("<a href='/attach/load?id=5'>附件1：清单</a>", "/attach/load?id=5", "附件1：清单"),
    "number": ("<a href='/api/file/download/123'>附件</a>", "/api/file/download/123", "附件"),
    "appendix": ("<a href='/appendix/20240101/9' title='实施方案'>附件下载</a>", "/appendix/20240101/9", "实施方案"),
    "any address, named": ("<a href='/x?id=5'>规划文本（2024）.pdf</a>", "/x?id=5", "规划文本（2024）.pdf"),
    "titled with a program": ("<a href='/u/1.pdf'>客户端适老版改造方案</a>", "/u/1.pdf", "客户端适老版改造方案"),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_a_document(way):
    body, path, title = WAYS[way]
    assert find(body) == [(HOST + path, title)]
    assert find(body, encoding="gb18030")[0][0].partition("?")[0] == (HOST + path).partition("?")[0]


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_every_suffix(suffix):
    assert find(f"<a href='/u/1.{suffix}'>甲</a>") == [(f"{HOST}/u/1.{suffix}", "甲")]
    assert find(f"<a href='/u/1.{suffix}x1'>甲</a>") == []


@pytest.mark.parametrize(
    "body",
    [
        "<a href='/art/1.html'>附件1：任务清单</a>",
        "<a href='/u/1.jpg'>附件</a><img src='/u/1.pdf.png'><a href='/u/1.mp4'>视频下载</a>",
        "<a href='/module/download/downfile.jsp?classid=0&filename=0a1b.jpg'>附件图片</a>",
        "<a href='/download/'>下载中心</a><a href='/download/index.html'>下载中心</a>",
        "<a href='/u/r.zip'>OFD阅读器下载</a><a href='/download?id=2'>手机客户端</a><a href='/u/s.rar'>适老版</a>",
        "<nav><a href='/u/1.pdf'>甲</a></nav><footer><a href='/u/2.pdf'>乙</a></footer>",
        "<div id='footer'><a href='/u/1.doc'>甲</a></div><div class='top Header'><a href='/u/2.doc'>乙</a></div>",
        "<a href='ftp://a.cn/1.pdf'>甲</a><a href='file:///c:/1.pdf'>乙</a><a href='data:application/pdf,1.pdf'>丙</a>",
        "<a href='javascript:void(0)'>规划.pdf</a><a href='#'>规划.pdf</a><a>规划.pdf</a><a href=''>规划.pdf</a>",
        "<a href='mailto:a@a.cn?subject=1.pdf'>甲</a><a href='http://[::1/1.pdf'>乙</a><a href='http:///1.pdf'>丙</a>",
        "<a href='http://a.cn:999999/1.pdf'>甲</a><a href='/" + "x" * 3000 + ".pdf'>乙</a>",
        "<a href='#' onclick=\"downloadFile('0a1b2c')\">规划.pdf</a>",
        "<p>附件：规划.pdf</p><script>var u = '/u/1.pdf'</script><!-- <a href='/u/1.pdf'>甲</a> -->",
    ],
    ids=range(13),
)
def test_what_is_no_document_of_the_article(body):
    assert find(body) == []


def test_each_once_in_order_under_its_best_title():
    body = (
        "<iframe src='/pdfjs/viewer.html?file=/u/1.pdf'></iframe><a href='/u/2.doc'>乙</a><a href='/u/1.pdf'>下载</a>"
        "<a href='//www.a.cn/u/1.pdf#p'>规划文本</a><a href='../1/../../../u/2.doc'>另一名</a>"
    )
    assert find(body) == [(f"{HOST}/u/1.pdf", "规划文本"), (f"{HOST}/u/2.doc", "乙")]


def test_addresses_are_read_against_the_base():
    link = "<a href='1.pdf'>甲</a>"
    assert find(link, head="<base href='/files/'>") == [(f"{HOST}/files/1.pdf", "甲")]
    assert find(link, head="<base href='http://b.cn/x/'>") == [("http://b.cn/x/1.pdf", "甲")]
    assert find(link, head="<base target='_blank'><base href='javascript:1'>") == [(f"{HOST}/art/2024/1/1.pdf", "甲")]


def test_queries_are_sent_in_the_encoding_of_the_page_and_paths_in_utf_8():
    body = "<a href='/下载/down.jsp?filename=规划.pdf'>规划</a>"
    path = f"{HOST}/{quote('下载')}/down.jsp?filename="
    assert find(body) == [(path + quote("规划.pdf"), "规划")]
    assert find(body, encoding="gb18030") == [(path + quote("规划.pdf".encode("gb18030")), "规划")]


def test_a_head_inside_an_article_and_a_page_inside_a_head_are_read():
    link = "<a href='/u/1.pdf'>甲</a>"
    assert find(f"<article><header>{link}</header></article>")
    assert find(f"<div class='header'>{link}<p>{LONG * 3}</p></div>")


def test_what_is_no_page_has_none():
    for body in (
        b"",
        b"%PDF-1.7 <a href='/1.pdf'>",
        b"PK\x03\x04.pdf",
        b"\x81\xff\x00.pdf" * 99,
        b"<a>.pdf" + b" " * 6_000_000,
    ):
        assert find_attachments(body, ADDRESS) == ()
    assert find_attachments(page("<a href='/1.pdf'>甲</a>").encode(), "http://[") == ()
    assert find_attachments(page("<a href='1.pdf'>甲</a>").encode(), "") == ()


URLS = [
    "/u/1.pdf",
    "?file=%ff.pdf",
    "http://[",
    "//",
    "%",
    "\ud800.pdf",
    "附件.ofd",
    "/download?id=1",
    "\x00",
    "&#0;.pdf",
]
SCRIPTS = ["javascript:f('1.pdf')", 'f("/u/1.doc",\'', "viewer.html?file=http://[.pdf"]
HOSTS = ["http://a.cn:99999999/1.pdf", "http://。/1.pdf", "http://" + "a" * 99 + ".cn/1.pdf"]
VALUES = st.sampled_from([*URLS, *SCRIPTS, *HOSTS]) | st.text(max_size=20)
TAGS = st.sampled_from(
    ["a href", "iframe src", "object data", "p onclick", "base href", "a title", "param value", "div class"]
)
LINKS = st.tuples(TAGS, VALUES, st.sampled_from(["'", '"', ""]), VALUES)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINKS, max_size=12), VALUES | st.just(ADDRESS), st.sampled_from(["utf-8", "gb18030"]))
def test_any_links_give_addresses(links, address, encoding):
    body = ".pdf" + "".join(f"<{tag}={mark}{value}{mark}>{text}" for tag, value, mark, text in links)
    found = find_attachments(body.encode(encoding, "replace"), address)
    assert isinstance(found, tuple)
    assert len({each.url for each in found}) == len(found)
    for each in found:
        assert isinstance(each, Attachment)
        assert urlsplit(each.url).scheme in ("http", "https")
        assert each.url.isascii() and " " not in each.url and "#" not in each.url
        assert len(each.title) <= 200


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.text(max_size=20))
def test_any_bytes_give_an_answer(data, address):
    assert isinstance(find_attachments(b"<a href=1.pdf>" + data, address), tuple)


@pytest.mark.parametrize(
    "body",
    [
        "<a href='/x'>" * 200_000 + ".pdf",
        "<div onclick=\"f('" + "'" * 400_000 + "1.pdf')\">",
        "<a href='/u/1.pdf?" + "&a=" * 400_000 + "'>",
        "<a href='/v.html?" + "file=1.pdf&" * 190 + "'>甲</a>" * 5000,
        "".join(f"<a href='/u/{i}.pdf'>甲</a>" for i in range(50_000)),
        "<div class='" + "nav " * 300_000 + "'>.pdf",
        "<article>" * 200 + "<header>" * 200 + "<a href='1.pdf'>" * 50_000,
        "<p onclick=\"" + "a('b');" * 280 + "\">.pdf</p>" * 3000,
        "." * 2_000_000 + "down" * 300_000,
        "<a href='/" + "download" * 240 + "'>x</a>.pdf" * 3000,
        "<a href='/1.pdf'>" + "点击" * 400_000,
    ],
    ids=range(11),
)  # fmt: skip
def test_hostile_pages_are_read_soon(body):
    started = time.monotonic()
    assert len(find_attachments(body.encode(), ADDRESS)) <= 200
    assert time.monotonic() - started < 5


def test_real_pages_have_no_document_beside_them(shared):
    for row in json.loads((shared / "html" / "index.json").read_text("utf-8")):
        assert find_attachments((shared / "html" / row["file"]).read_bytes(), row["url"]) == ()
