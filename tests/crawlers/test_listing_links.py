"""Links of a listing: articles by the shape of their address or their row, titles whole, days as printed."""

import csv
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.families.links import find_articles, is_article_address, parse_listing
from crawlers.families.listing import ListingError
from crawlers.families.row import read_day

BASE = "https://www.qinghe.example/zwgk/list/index.html"


def find(body, selector="", base=BASE):
    return find_articles(parse_listing(body.encode()), base, selector)


def read(body, selector=""):
    return [(article.title, article.date) for article in find(body, selector)]


def test_addresses_of_real_reports_are_recognised(shared):
    rows = csv.DictReader((shared / "reference" / "report_addresses.csv").open(encoding="utf-8"))
    urls = [row["url"].lstrip("- ") for row in rows]
    assert sum(map(is_article_address, urls)) / len(urls) >= 0.98
    lists = re.findall(r"https?://\S+", (shared / "reference" / "portal_addresses.md").read_text("utf-8"))
    assert len([url for url in lists if is_article_address(url)]) <= 1  # one of 70 is named as its articles are


@pytest.mark.parametrize(
    "path",
    [
        "202607/t20260719_1444325.html",
        "art/2024/1/15/art_123_456.html",
        "gkmlpt/content/11/1118/post_123.html",
        "content/mpost_123456.html",
        "info/1001/1234.htm",
        "zfgzbg/0123456789abcdef0123456789abcdef.shtml",
        "zfgzbg/1a2b3c4d-1111-2222-3333-0123456789ab.html",
        "zfgzbg/1205093550589476864.shtml",
        "public/1681/108374251.html",
        "dls/2024012914465734445/index.shtml",
        "2024-01/15/baogao.html",
        "files/P0201.PDF",
        "files/baogao.docx",
        "show.jsp?articleId=12",
    ],
)
def test_addresses_of_articles(path):
    assert is_article_address(f"https://www.qinghe.example/{path}")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "zwgk/",
        "202401/",
        "index.html",
        "zwgk/index_12.html",
        "list_12345678/list_3.html",
        "gkml/detail-list/column-index-44.shtml",
        "col/col1229063401/index.html",
        "col1229063401.html",
        "columns/1a2b3c4d-1111-2222-3333-0123456789ab/index.html",
        "public/column/1681?type=4&catId=6708531",
        "gsszf/c100190/xxgk_list.shtml",
        "images/20240115.jpg",
        "search?id=123456",
    ],
)
def test_addresses_of_columns(path):
    assert not is_article_address(f"https://www.qinghe.example/{path}")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-01-15", "2024-01-15"),
        ("[2024年1月15日]", "2024-01-15"),
        ("2024/1/5 09:30", "2024-01-05"),
        ("2024.01.15", "2024-01-15"),
        ("2024－01－15", "2024-01-15"),
        ("2024——01——15", "2024-01-15"),
        ("２０２４年１月１５日", "2024-01-15"),
        ("2024-13-15", None),
        ("2023-02-29 2024-02-29", "2024-02-29"),
        ("2024-01", None),
        ("12024-01-155", None),
    ],
)
def test_days(text, day):
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("<li><a href='t20240115_1.html' title='甲乙丙丁'>甲乙…</a> 2024-01-15</li>", ("甲乙丙丁", "2024-01-15")),
        ("<li><a href='t20240115_1.html' title='甲'>甲乙</a></li>", ("甲乙", None)),
        ("<li><a href='t20240115_1.html'><span title='甲乙丙'>甲...</span></a></li>", ("甲乙丙", None)),
        ("<li><a href='t20240115_1.html'>· 甲 \n\t 乙<i>2024-01-16</i></a></li>", ("甲 乙", "2024-01-16")),
        (
            "<li><a href='t20240115_1.html'>2008年1月2日的报告</a><i>2008-01-09</i></li>",
            ("2008年1月2日的报告", "2008-01-09"),
        ),
        ("<li><a href='t20240115_1.html'>2008年1月2日的报告</a></li>", ("2008年1月2日的报告", None)),
        ("<li><a href='t20240115_1.html'><img alt='甲'></a><a href='t20240115_1.html'>乙</a></li>", ("甲", None)),
        ("<div><p><a href='t20240115_1.html'>甲</a></p><p>发布日期：2024年1月5日</p></div>", ("甲", "2024-01-05")),
        ("<dl><dt>2024/1/5</dt><dd><a href='t20240115_1.html'>甲</a></dd></dl>", ("甲", "2024-01-05")),
        (
            "<table><tr><td><a href='a.html'>甲乙</a><td><a href='/b/'>科</a><td>2024.1.5</table>",
            ("甲乙", "2024-01-05"),
        ),
        (
            "<li><a href='t20240115_1.html'>甲</a><p>" + "摘" * 70 + "2020年1月1日</p>2024-01-05</li>",
            ("甲", "2024-01-05"),
        ),
    ],
)
def test_rows(row, expected):
    assert read(f"<ul class='nav'><li><a href='/x/'>栏目</a></li></ul><ul>{row}</ul>") == [expected]


@pytest.mark.parametrize(
    "noise",
    [
        "<li><a href='/'>首页</a> 2024-01-15</li>",
        "<li>今天是2024年1月15日 <a href='/shoucang.html'>收藏</a></li>",
        "<li><a href='/bumen/'>部门</a></li>",
        "<li><a href='javascript:open()'>报告</a> 2024-01-15</li>",
        "<li><a href='mailto:a@b.example'>报告</a> 2024-01-15</li>",
        "<li><a href='http://[x/t20240115_1.html'>报告</a> 2024-01-15</li>",
        "<li><a href='#top'>报告</a> 2024-01-15</li>",
        "<li><a href='t20240115_1.jpg'>图</a></li>",
        "<footer><a href='/t20200101_1.html'>关于我们</a></footer><a href='t20240115_2.html'></a>",
    ],
)
def test_navigation_is_left_out(noise):
    assert {title for title, _ in read(noise)} <= {""}


def test_addresses_are_absolute_and_each_stands_once_in_order():
    body = (
        "<base href='//www.qinghe.example/bg/'><a href='../t20240102_2.html#a'>甲</a>"
        "<a href=' t20240101_1.html '>乙</a><a href='/t20240102_2.html'>丙</a>"
    )
    assert [article.url for article in find(body)] == [
        "https://www.qinghe.example/t20240102_2.html",
        "https://www.qinghe.example/bg/t20240101_1.html",
    ]


def test_a_selector_picks_links_or_what_holds_them():
    body = "<div id=a><p><a href=x>甲</a></p></div><a class=b href=y>乙</a><a href=t20240101_1.html>丙</a>"
    assert [title for title, _ in read(body, "#a, a.b")] == ["甲", "乙"]


@pytest.mark.parametrize("encoding", ["gb2312", "gbk", "GB18030", "", "utf-8", "no-such", "hex"])
def test_the_source_names_the_encoding_where_that_explains_the_bytes(encoding):
    body = "<li><a href='t20240115_1.html'>青河市政府工作报告——鎔基</a></li>".encode("gb18030")
    assert find_articles(parse_listing(body, encoding), BASE)[0].title == "青河市政府工作报告——鎔基"


@pytest.mark.parametrize("body", [b"", b"\xef\xbb\xbf \n", b"<!-- -->", b"%PDF-1.4\x00\xff\xfe\x00", b"<div>" * 9000])
def test_what_is_no_page_is_refused_with_a_reason(body):
    with pytest.raises(ListingError, match=r"."):
        parse_listing(body)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_address_is_judged(url):
    assert is_article_address(url) in (True, False)
    assert is_article_address(f"https://a.example/{url}") in (True, False)
    find(f"<li><a href='{url}'>{url}</a>{url} 2024-01-15</li>")


@pytest.mark.parametrize(
    "body",
    [
        "<li>2024-01-15" + "<a href=a.html>x</a>" * 20_000,
        "<p><a href=t20240101_1.html>x</a>" * 20_000,
        "<div>" * 200 + "<a href=t20240101_1.html>x</a><br>" * 20_000,
        "<a href=t20240101_1.html title='" + "<" * 500_000 + "'>x</a>",
        "<script>" + "createPageHTML(" * 50_000 + "</script><a href=t20240101_1.html>",
        "<li><a href=t20240101_1.html>x</a>" + "2024-01-" * 200_000,
    ],
)
def test_time_grows_with_the_page_not_with_its_square(body):
    started = time.perf_counter()
    find(body)
    assert time.perf_counter() - started < 10
