"""Pages: the article and nothing else, the index box in every shape, doubts; any bytes give a reading or a reason."""

import json
import time

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.readers.pages.body import CONTAINERS
from crawlers.readers.pages.fields import find_fields
from crawlers.readers.pages.page import is_html, read_page
from crawlers.readers.reading import Reading, UnreadableError

PARAGRAPHS = [
    "各位代表：现在，我代表市人民政府向大会报告工作，请予审议，并请各位委员提出意见。",
    "一、过去一年工作回顾",
    "一年来，我们坚持以防为主，改造老旧管网三百公里，新建海绵城市示范片区五处，消除易涝点十二个，城市更有韧性。",
    "二、今年工作安排",
    "今年，我们将建设宜居、韧性、智慧城市，完善应急指挥体系，补齐排水防涝短板，让市民住得放心、过得安心。",
]
ARTICLE = "".join(f"<p>　　{line}</p>\n" for line in PARAGRAPHS)
TEXT = "".join(f"{line}\n" for line in PARAGRAPHS)
MENU = "<div id='top'>" + "".join(f"<a href='/c{i}/'>政务公开栏目{i}</a>\n" for i in range(12)) + "</div>"
FOOT = "<div id='bottom'>主办：某市人民政府办公室 备案序号00000000</div>"


def page(body, head="<title>政府工作报告-某市人民政府</title>"):
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"


def read(body, selector=None, **kwargs):
    return read_page(page(body, **kwargs).encode(), selector)


def kinds(reading):
    return [kind for kind, _ in reading.issues]


BOX_VALUES = {
    "索引号": "000123/2022-00045",
    "发布机构": "某市人民政府办公室",
    "发文字号": "某政发〔2022〕1号",
    "发布日期": "2022年01月20日",
}
PAIRS = list(BOX_VALUES.items())
BOXES = {
    "table of two columns": "<table>" + "".join(f"<tr><th>{k}</th><td>{v}</td></tr>" for k, v in PAIRS) + "</table>",
    "table of four columns": "<table><tr><td><b>索 引 号：</b></td><td>000123/2022-00045</td><td>发布机构：</td>"
    "<td>某市人民政府办公室</td></tr><tr><td>发文字号：</td><td><p>某政发〔2022〕1号</p></td><td>发布日期:</td>"
    "<td>2022年01月20日</td></tr><tr><td>主 题 词：</td><td></td><td></td><td></td></tr></table>",
    "label and value in one cell": "<table><tr>"
    + "".join(f"<td><B>{k[:1]}&nbsp;&nbsp;&nbsp;{k[1:]}:</B> {v}</td>" for k, v in PAIRS)
    + "</tr></table>",
    "definition list": "<dl>" + "".join(f"<dt>{k}：</dt><dd>{v}</dd>" for k, v in PAIRS) + "</dl>",
    "list items": "<ul>" + "".join(f"<li>{k}： {v}</li>" for k, v in PAIRS) + "</ul>",
    "brackets": "<ol>" + "".join(f"<li>[{k}] <span>{v}</span></li>" for k, v in PAIRS) + "</ol>",
    "full-width brackets": "<div>" + "".join(f"<p>【{k}】{v}</p>" for k, v in PAIRS) + "</div>",
    "spans": "<div>" + "".join(f"<p><span>{k}:</span><span>{v}</span></p>" for k, v in PAIRS) + "</div>",
    "spans without colon": "<ul>" + "".join(f"<li><label>{k}</label><i>{v}</i></li>" for k, v in PAIRS) + "</ul>",
    "divisions": "".join(f"<div><div>{k}：</div><div>{v}</div></div>" for k, v in PAIRS),
    "one line": "<div>" + " ".join(f"{k}：{v}" for k, v in PAIRS) + "</div>",
    "line breaks": "<div>" + "<br>".join(f"<strong>{k}：</strong>{v}" for k, v in PAIRS) + "</div>",
    "an unknown label between": "<table>"
    + "".join(f"<tr><td>{k}</td><td>{v}</td></tr>" for k, v in [*PAIRS[:2], ("卷宗色标：", "蓝"), *PAIRS[2:]])
    + "</table>",
}


@pytest.mark.parametrize("place", ["before", "inside", "unknown site"])
@pytest.mark.parametrize("shape", BOXES)
def test_index_box_is_read_in_every_shape_and_is_no_text(shape, place):
    article = {
        "before": f"{BOXES[shape]}<div id=zoom>{ARTICLE}</div>",
        "inside": f"<div class=TRS_Editor>{BOXES[shape]}{ARTICLE}</div>",
        "unknown site": f"<div class=q7><div class=q8>{BOXES[shape]}</div><div class=q9>{ARTICLE}</div></div>",
    }[place]
    reading = read(MENU + article + FOOT)
    assert {key: reading.claims.get(key) for key in BOX_VALUES} == BOX_VALUES
    assert reading.text == TEXT
    assert kinds(reading) == []


def test_labels_may_hold_spaces_and_empty_values_are_dropped():
    reading = read(
        "<table><tr><td>索 引 号：</td><td>A1</td><td>文&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;号：</td><td></td></tr>"
        f"<tr><td>标　　题：</td><td colspan=3>关于建设\n  韧性城市的通知</td></tr></table><div id=zoom>{ARTICLE}</div>"
    )
    assert reading.claims["标题"].replace(" ", "") == "关于建设韧性城市的通知"
    assert reading.claims["索引号"] == "A1"
    assert "文号" not in reading.claims


def test_line_under_the_title_holds_several_pairs_and_buttons():
    line = (
        "<div>发布时间：2022-01-20 10:30&nbsp;&nbsp;来源：市政府办 浏览次数：123 【字体：<a>大</a> 中 小】 打印</div>"
    )
    reading = read(f"<h1>政府工作报告</h1>{line}<div id=zoom>{line}{ARTICLE}</div>")
    assert reading.claims["发布时间"] == "2022-01-20 10:30"
    assert reading.claims["来源"] == "市政府办"
    assert reading.claims["浏览次数"] == "123"
    assert reading.text == TEXT


def test_sentences_with_a_colon_are_no_fields_and_the_box_wins():
    inside = "<p>来源：各县区上报。</p><p>名称：第一批易涝点</p><p>他说，时间：就是生命。</p>"
    reading = read(
        f"<p>发布日期：2020-01-01</p><div>{BOXES['list items']}</div><div id=zoom>{ARTICLE}{inside}{ARTICLE}</div>"
    )
    assert not {"来源", "名称", "时间"} & reading.claims.keys()
    assert reading.claims["发布日期"] == "2022年01月20日"
    assert "名称：第一批易涝点\n" in reading.text


def test_meta_tags_are_named_by_the_standard():
    head = (
        "<title> 报告 \n 全文</title><META NAME='sitename' content='某市'>"
        "<meta name=PUBDATE content='2022-01-20 10:30'>"
        "<meta name='ArticleTitle' content='政府工作报告'><meta name='ContentSource' content=' '>"
        "<meta property='og:title' content='题'><meta name=viewport content=x><link rel=canonical href='http://a.cn/1'>"
    )
    claims = find_fields(lxml.html.document_fromstring(page("<p>一</p>", head)))
    assert claims == {
        "SiteName": "某市",
        "PubDate": "2022-01-20 10:30",
        "ArticleTitle": "政府工作报告",
        "og:title": "题",
        "page_title": "报告 全文",
        "canonical_url": "http://a.cn/1",
    }


@pytest.mark.parametrize("selector", CONTAINERS[:150], ids=lambda s: f"{s.attribute}-{s.value or s.tag}")
def test_every_container_is_found(selector):
    tag = selector.tag or "div"
    attribute = f"{selector.attribute}='{selector.value.upper()}'" if selector.attribute else ""
    reading = read(f"{MENU}<h2>栏目</h2><{tag} {attribute}>{ARTICLE}</{tag}>{FOOT}")
    assert reading.text == TEXT


def test_the_closest_container_wins_unless_it_lacks_text():
    around = "<div class=article><h1>政府工作报告</h1>{}</div>"
    assert read(around.format(f"<div class=TRS_Editor>{ARTICLE}</div>")).text == TEXT
    parted = f"<div class=TRS_Editor>{ARTICLE}</div><div class=TRS_Editor>{ARTICLE}</div>"
    assert read(around.format(parted)).text == TEXT * 2
    shorter = read(around.format("<div class=TRS_Editor><p>全文如下</p></div>" + ARTICLE))
    assert shorter.text.endswith(TEXT)


def test_the_selector_of_the_source_wins_where_it_matches():
    body = f"<div id=zoom>{ARTICLE}</div><section><div class=own><p>另一段</p></div></section>"
    assert read(body, "section > div.own").text == "另一段\n"
    assert read(body, ".absent").text == TEXT
    with pytest.raises(UnreadableError, match="CSS"):
        read(body, "p[[")


def test_page_without_known_container():
    assert read(f"{MENU}<div class=q1><div class=q2>{ARTICLE}</div></div>{FOOT}").text == TEXT
    broken = ARTICLE.replace("<p>", "").replace("</p>", "<br>")
    assert read(f"{MENU}<table><tr><td>{broken}</td></tr></table>").text == TEXT


def test_short_notice_of_an_unknown_site_is_no_list_of_links():
    notice = "<p>各县区人民政府：现将有关事项通知如下，请遵照执行。</p><p>某市人民政府</p>"
    reading = read(f"{MENU}<div class=q><h1>通知</h1><p>来源：市政府 日期：2022-01-01</p>{notice}</div>{FOOT}")
    assert "请遵照执行。\n某市人民政府\n" in reading.text
    assert "栏目" not in reading.text
    assert reading.claims["日期"] == "2022-01-01"
    assert kinds(reading) == []


def test_annexes_hold_no_fields_and_stay_whole():
    annex = "<p>1.示范工程。牵头单位：市住建局</p><p>牵头单位：市住建局 责任单位：市水利局</p><p>备注：无</p>"
    reading = read(f"<div id=zoom>{ARTICLE}{annex}{ARTICLE}</div>")
    assert reading.claims.keys() == {"page_title"}
    assert reading.text.count("牵头单位") == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "iso-8859-1", "none"])
def test_bytes_are_believed_before_declarations(encoding, declared):
    data = page(f"<div id=zoom>{ARTICLE}</div>").replace("charset='utf-8'", f"charset={declared}").encode(encoding)
    assert is_html(data)
    assert read_page(data).text == TEXT


def test_few_characters_lost_are_doubted_and_many_refused():
    data = page(f"<meta name=description content='@'><div id=zoom>{ARTICLE * 9}</div>").encode("gbk")
    reading = read_page(data.replace(b"@", "韧".encode("gbk")[:1]))
    assert reading.text.count("\n") == TEXT.count("\n") * 9
    with pytest.raises(UnreadableError):
        read_page(b"<html><p>" + b"\x81\xff\x00\xfe" * 500)


def test_rows_cells_lists_breaks_and_nested_tables():
    body = (
        "<table><tr><td>左栏</td><td><p>甲段。</p><table><tr><th><p>指<br>标</p></th><td><p> 2022年</p></td></tr>"
        "<tr><td>排水<br/>管网</td><td>三百\n公里</td></tr></table>"
        "<p>乙段<sup>1</sup>，\n续&nbsp;&nbsp;行 a\nb。&nbsp;</p>"
        "<ul><li>其一</li><li>其二</li></ul>丙<br>丁</td></tr></table>"
    )
    lines = "左栏\n甲段。\n指标 2022年\n排水管网 三百公里\n乙段1，续 行 a b。\n其一\n其二\n丙\n丁\n"
    assert read(f"<div id=zoom>{body}</div>{ARTICLE}", "#zoom").text == lines


def test_furniture_is_left_out_but_a_form_around_the_page_is_not():
    body = (
        "<form><p>站内搜索</p><input value=搜><button>搜索</button></form><script>var a='脚本';</script>"
        f"<style>p{{}}</style><!-- 注释 --><div style='DISPLAY : none'>隐藏</div>{ARTICLE}"
        "<p>【打印本页】 【关闭窗口】</p>"
        "<div class='bdsharebuttonbox'>分享到：微信</div><div id=qr_container>扫一扫在手机打开当前页</div>"
    )
    assert read(f"<form id=form1><div id=zoom>{body}</div></form>").text == TEXT


def test_bold_spans_lie_within_lines():
    body = (
        "<p><b>一、回顾</b>正文</p><h2>二、\n安排</h2><p><span style='font-weight: 700'>甲<br>乙</span>丙"
        "<strong><i style='font-weight:normal'>丁</i></strong></p>"
    )
    reading = read(f"<div id=own>{body}</div>", "#own")
    assert reading.text == "一、回顾正文\n二、安排\n甲\n乙丙丁\n"
    assert [reading.text[start:end] for start, end in reading.bold] == ["一、回顾", "二、安排", "甲", "乙"]


@pytest.mark.parametrize(
    ("body", "title", "issue"),
    [
        ("<div id=zoom>抱歉，您访问的页面不存在或已删除</div>" + MENU, "提示", "not_an_article"),
        ("<p>请稍后</p>", "404 Not Found", "not_an_article"),
        ("<form><p>用户登录后查看</p><p>请先登录</p></form><p>请先登录</p>", "某市", "not_an_article"),
        ("<script>document.cookie='__jsl_clearance=1';location.reload()</script>", "", "not_an_article"),
        ("<div id=app></div>", "某市", "not_an_article"),
        (MENU + "<ul>" + "<li><a href=x>关于建设韧性城市的通知</a>2022</li>" * 20 + "</ul>", "文件", "link_page"),
        (
            "<div id=zoom><p>现将规划印发给你们，请认真贯彻执行。</p></div><a href='P0.pdf'>规划</a>",
            "通知",
            "text_in_attachment",
        ),
    ],
)
def test_pages_that_hold_no_article_are_doubted(body, title, issue):
    assert kinds(read(body, head=f"<title>{title}</title>")) == [issue]


def test_addresses_of_attachments_are_found_however_they_are_given():
    body = (
        "<p>见附件。</p><a href='./P0.pdf'>甲</a><a href='/down?id=5'>乙.docx</a>"
        "<iframe src='/v.html?file=%2Fa%2Fb.ofd'>"
        "</iframe><a href='javascript:;' onclick=\"window.open('c.wps')\">丙</a><a href='/p.html'>丁</a>"
    )
    assert read(body).issues == (("text_in_attachment", "./P0.pdf /down?id=5 c.wps /a/b.ofd"),)


def test_an_article_that_speaks_of_missing_pages_is_an_article():
    assert kinds(read(f"<div id=zoom>{ARTICLE * 3}<p>网站曾提示页面不存在。</p></div>")) == []


@pytest.mark.parametrize(
    "start",
    ["<!DOCTYPE html>", "\ufeff \n<HTML>", "<!-- a --><div class='wrap'>", "<?xml version='1.0'?>\n<html>", "<p>"],
)
def test_html_is_told_by_its_first_tag(start):
    assert is_html(f"{start}文".encode())


@pytest.mark.parametrize(
    "text",
    [
        "# 报告\n<p>一</p>",
        "<!-- 图 -->\n| 甲 |",
        "---\ntitle: a\n---\n<div>",
        "",
        "<报告>",
        "<!--",
        "<?xml version='1.0'?><doc>",
    ],
)
def test_text_that_merely_contains_tags_is_no_html(text):
    assert not is_html(text.encode())


TAGS = "<div> </div> <p> <table><tr><td> </table> <b > --> <!-- <script> <form> </html> <svg> <meta ' ]]>"
PIECES = [
    *TAGS.split(),
    " class='zoom'",
    "<a href=x>",
    "索引号：",
    "文号",
    "\0",
    "&#0;",
    "&nbsp;",
    "韧性城市。",
    "\r\n",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_pieces_give_a_reading(text):
    check_bytes(text.encode())


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=40))
def test_mutated_pages_give_a_reading_or_a_reason(changes):
    data = bytearray(page(MENU + BOXES["spans"] + f"<div class=q>{ARTICLE}</div>").encode())
    for place, value in changes:
        data[place % len(data)] = value
    check_bytes(bytes(data))


def check_bytes(data):
    try:
        reading = read_page(data)
    except UnreadableError as error:
        assert str(error)
        return
    assert isinstance(reading, Reading)
    assert all(0 <= start < end <= len(reading.text) for start, end in reading.bold)
    assert all("\n" not in reading.text[start:end] for start, end in reading.bold)
    assert all(line and line == line.strip() for line in reading.text.splitlines())


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 3000 + "韧性",
        "<div>" * 200 + ARTICLE,
        "<b> </b>" * 50_000,
        "<p>索引号：" * 30_000,
        f"<p class={'x' * 500_000}>韧",
        "<p " + " ".join(f"a{i}=1" for i in range(50_000)) + ">韧",
        "<table><tr><td>" * 500,
        "<script></script>字" * 30_000,
        " " * 500_000 + "索   引" * 9,
        "<td>文号" * 9000,
        "大中小" * 20,
        "<p>" * 400_000,
    ],
    ids=range(12),
)
def test_hostile_pages_are_read_soon(body):
    started = time.monotonic()
    check_bytes(page(body).encode())
    assert time.monotonic() - started < 5


def test_real_pages(shared):
    def close(text):
        return "".join(text.split())

    rows = json.loads((shared / "html" / "index.json").read_text("utf-8"))
    for row in rows:
        data = (shared / "html" / row["file"]).read_bytes()
        assert is_html(data)
        reading = read_page(data)
        labels = {"索引号": "index_number", "标题": "title", "发文机关": "office", "发文字号": "doc_no"}
        assert {label: reading.claims.get(label, "") for label in labels} == {k: row[v] for k, v in labels.items()}
        content = lxml.html.document_fromstring(data.decode()).get_element_by_id("UCAP-CONTENT")
        truth = [line for node in content.iter("p") if (line := close(node.text_content()))]
        assert close(reading.text) == close(content.text_content())
        text, place = close(reading.text), 0
        for line in truth:
            found = text.find(line, place)
            assert found >= 0, (row["file"], line)
            place = found + len(line)
        assert reading.issues == ()
    assert len(rows) == 40


def test_lines_of_preformatted_text_are_kept():
    text = "一、工作回顾\n过去一年，全市经济平稳运行。\n二、工作安排"
    page = f"<html><body><div id='zoom'><pre>{text}</pre><p>甲\n乙</p></div></body></html>"
    assert read_page(page.encode()).text == "一、工作回顾\n过去一年，全市经济平稳运行。\n二、工作安排\n甲乙\n"
