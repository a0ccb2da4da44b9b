"""Blocking: what stands in place of a page is named, an article never is, and any bytes give an answer."""

import hashlib
import json
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.blocking import SHARED_BY, BlockedReason, SharedBodies, find_block, load_signs
from crawlers.titles import compare_titles, find_topic, measure_shown

TITLE = "某某市人民政府关于印发韧性城市建设行动方案的通知"
SENTENCES = [
    "为补齐排水防涝短板，我们用三年改造老旧管网，新建雨水泵站，消除易涝积水点，让市民住得放心。",
    "全市完善应急指挥体系，建立街道和社区两级物资储备点，每年组织一次综合演练，提高处置能力。",
    "各部门要落实责任，按季度报告进展，市政府办公室会同有关单位督促检查，重大事项及时上报。",
]
ARTICLE = "".join(f"<p>　　{sentence}</p>\n" for sentence in SENTENCES * 3)
MENU = "<ul class='m'>" + "".join(f"<li><a href='/c{i}/'>栏目{i}</a></li>" for i in range(12)) + "</ul>"
LOGIN_FORM = (
    "<form action='/login'>用户名<input name=u>密码<input type='password' name=p>"
    "<input placeholder='请输入验证码'><button>登录</button></form>"
)
FOOT = "<div class='b'>主办：某某市人民政府办公室<br>地址：某某市中山路一号<br>备案序号：00000000</div>"


def page(body, title="某某市人民政府", head=""):
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}</body></html>"
    )


def site(message, title="提示信息"):
    return page(f"{MENU}<div><h2>{title}</h2><p>{message}</p></div>{FOOT}", title)


SCRIPT = "<html><head><script>{}</script></head><body></body></html>"
SPELLED_OUT = "document.cookie=('_')+('_')+('j')+('s')+('l');location.href=location.pathname"
BLOCKED = {
    "jiasule, first answer": (521, {"Set-Cookie": "__jsluid_s=0; path=/"}, SCRIPT.format(SPELLED_OUT), "jiasule"),
    "jiasule, cookie only": (521, {"set-cookie": "__jsluid_h=0"}, "", "jiasule"),
    "jiasule, second answer": (521, {}, SCRIPT.format('go({"tn":"__jsl_clearance_s"})'), "jiasule"),
    "jiasule with 200": (200, {}, SCRIPT.format("document.cookie='__jsl_clearance=1'"), "jiasule"),
    "jiasule, spelled out, 200": (200, {}, SCRIPT.format(SPELLED_OUT), "jiasule"),
    "521 of another": (521, {}, "down", "server_error"),
    "acw_sc": (200, {"Set-Cookie": "acw_tc=1"}, SCRIPT.format("var arg1='0A';setCookie('acw_sc__v2',x)"), "acw_sc"),
    "ruishu 412": (412, {}, SCRIPT.format("a=1"), "ruishu"),
    "ruishu 200": (200, {}, SCRIPT.format("$_ts=window['$_ts'];if(!$_ts)$_ts={};"), "ruishu"),
    "412 without script": (412, {}, "Precondition Failed", "forbidden"),
    "captcha 200": (200, {}, site("为保障网站安全，请完成安全验证"), "captcha"),
    "captcha slider": (200, {}, page("<p>请按住滑块，拖动到最右边</p>", "滑动验证页面"), "captcha"),
    "captcha form": (200, {}, page("<form><input placeholder='请输入验证码'><button>提交</button></form>"), "captcha"),
    "captcha 403": (403, {}, page("<p>请输入验证码后继续访问</p>", "访问验证"), "captcha"),
    "waf 405": (405, {}, page("<p>很抱歉，由于您访问的网址可能对网站造成安全威胁，您的访问被阻断。</p>"), "waf"),
    "waf 403": (403, {}, page("<p>您的请求带有不合法参数，已被网站管理员设置拦截！</p>"), "waf"),
    "waf 200": (200, {}, site("您的访问被拦截，请联系管理员"), "waf"),
    "waf 418": (418, {}, "", "waf"),
    "waf 468": (468, {}, "<html></html>", "waf"),
    "waf header": (403, {"Server": "SomeWAF"}, "", "waf"),
    "waf script": (200, {}, SCRIPT.format("src='/wzwschallenge.js'"), "waf"),
    "waf with 503": (503, {}, page("<p>网站防火墙：请求被拦截</p>"), "waf"),
    "login phrase": (200, {}, site("该内容仅对注册用户开放，请<a href='/l'>登录</a>后查看"), "login"),
    "login form": (200, {}, page(f"{LOGIN_FORM}{FOOT}", "统一门户"), "login"),
    "soft 404": (200, {}, site("抱歉，您访问的页面不存在"), "soft_404"),
    "soft 404, deleted": (200, {}, site("该信息可能已删除或尚未发布，请返回首页"), "soft_404"),
    "soft 404, lost": (200, {}, site("您访问的页面找不到了"), "soft_404"),
    "soft 404, title": (200, {}, page(f"{MENU}<img src='/lost.png'>{FOOT}", "404 - 某某市人民政府"), "soft_404"),
    "soft 404, heading": (200, {}, page(f"{MENU}<h1>404</h1>{FOOT}" + "<!-- x -->" * 400), "soft_404"),
    "soft 404, English": (200, {}, page("<p>The requested URL was not found on this server.</p>"), "soft_404"),
    "soft 404 in a form": (200, {}, page(f"<form id=f>{MENU}<p>您访问的页面不存在！</p></form>"), "soft_404"),
    "soft 404, spaced": (200, {}, site("页 面 不 存 在"), "soft_404"),
    "busy": (200, {}, page("<p>您的访问过于频繁，请稍后再试。</p>"), "too_many_requests"),
    "429": (429, {}, "", "too_many_requests"),
    "500": (500, {}, "oops", "server_error"),
    "502": (502, {}, page("<h1>502 Bad Gateway</h1>"), "server_error"),
    "error with 200": (200, {}, page("<h1>系统繁忙，请稍后再试</h1>", "出错了"), "server_error"),
    "404": (404, {}, page("<p>您的访问被拦截</p>"), "not_found"),
    "410": (410, {}, "", "not_found"),
    "401": (401, {}, "", "forbidden"),
    "403": (403, {}, page("<h1>403 Forbidden</h1>"), "forbidden"),
    "400": (400, {}, "", "forbidden"),
    "403 with 200": (200, {}, page("<h1>抱歉，您没有权限访问</h1>"), "forbidden"),
    "message as JSON": (200, {}, '{"code":401,"msg":"请先登录"}', "login"),
}  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("listed", ["", TITLE], ids=["unlisted", "listed"])
@pytest.mark.parametrize("name", BLOCKED)
def test_what_stands_in_place_of_a_page_is_named(name, listed, encoding):
    status, headers, body, reason = BLOCKED[name]
    assert find_block(status, headers, body.encode(encoding), listed) == reason


def test_every_reason_is_met_and_every_sign_belongs_to_one():
    assert {reason for *_, reason in BLOCKED.values()} | {"other_title"} == set(BlockedReason)
    signs = load_signs()
    assert not set(signs.phrases) & {"jiasule", "acw_sc", "ruishu", "other_title", "not_found"}
    phrases = [phrase for named in signs.phrases.values() for phrase in named]
    assert len(phrases) == len(set(phrases))
    assert all(len(phrase) >= 4 for phrase in phrases)


PAGES = {
    "an article": page(f"{MENU}<h1>{TITLE}</h1>{ARTICLE}{FOOT}"),
    "a login form above an article": page(f"{LOGIN_FORM}{MENU}<h1>{TITLE}</h1>{ARTICLE}{FOOT}"),
    "a login form above a short notice": page(f"{LOGIN_FORM}<h1>{TITLE}</h1><p>{SENTENCES[0]}</p>{FOOT}"),
    "a link to log in": page(f"<a href='/l'>登录</a><a href='/r'>注册</a><h1>{TITLE}</h1><p>全文见附件。</p>"),
    "a script of a firewall beside text": page(f"<script>$_ts=window['$_ts']</script><h1>{TITLE}</h1><p>见图。</p>"),
    "a link to an article about such things": page(
        f"<h1>{TITLE}</h1>{MENU}<ul><li><a href=/1>关于做好滑动验证和页面不存在问题整改的通知</a></li></ul>"
    ),
    "a sentence about such things in a short notice": page(
        f"<h1>{TITLE}</h1><p>{SENTENCES[0]}</p><p>部分网站在群众访问已经迁移的栏目时只显示您访问的页面不存在，没有给出新的地址，"
        "也没有说明向哪个单位询问，各单位要在本月底以前逐一排查，对失效的链接作出说明并指向新的地址。</p>"
    ),
    "numbers": page(f"<h1>{TITLE}</h1><table><tr><td>404</td><td>403</td><td>521</td></tr></table>"),
    "a number in the title": page(f"<p>{SENTENCES[0]}</p>", f"{TITLE}（某政办发〔2014〕404号）"),
}


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("listed", ["", TITLE], ids=["unlisted", "listed"])
@pytest.mark.parametrize("name", PAGES)
def test_pages_are_pages(name, listed, encoding):
    headers = {"Set-Cookie": "__jsluid_s=0; acw_tc=1", "Server": "SomeWAF"}
    assert find_block(200, headers, PAGES[name].encode(encoding), listed) is None


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_an_article_is_never_blocked_whatever_it_says(data):
    phrases = [phrase for named in load_signs().phrases.values() for phrase in named]
    said = data.draw(st.lists(st.sampled_from([*phrases, LOGIN_FORM, "404", "<h1>404</h1>"]), max_size=8))
    lines = data.draw(st.permutations([*SENTENCES * 3, *said]))
    body = page("".join(f"<p>{line}</p>" for line in lines), data.draw(st.sampled_from([TITLE, "404", "请先登录"])))
    assert find_block(200, {}, body.encode(data.draw(st.sampled_from(["utf-8", "gb18030"]))), TITLE) is None


def test_a_message_in_the_listed_title_is_no_message():
    title = "关于网站链接不存在和页面已删除问题的整改通报"
    assert find_block(200, {}, page(f"<h1>{title}</h1><p>全文见附件。</p>", title).encode(), title) is None


@pytest.mark.parametrize(
    "shown",
    [
        TITLE,
        f"{TITLE}_某某市人民政府门户网站",
        "某某市人民政府 关于印发《韧性城市建设行动方案》的通知",
        "韧性城市建设行动方案（全文）",
        "关于印发某某市韧性城市建设行动方案（２０２４—２０２６年）的通知",
    ],
)
def test_titles_are_printed_in_many_ways(shown):
    body = page(f"{MENU}<h1>{shown}</h1><p>{SENTENCES[0]}</p>{FOOT}", "某某市人民政府门户网站")
    assert compare_titles(TITLE, shown) >= 0.5
    assert find_block(200, {}, body.encode(), TITLE) is None


def test_a_listing_may_cut_its_titles():
    body = page(f"{MENU}<h1>韧性城市建设行动方案</h1><p>{SENTENCES[0]}</p>{FOOT}", "某某市人民政府门户网站")
    assert find_topic(TITLE) == "韧性城市建设行动方案的通知"
    assert find_topic("政府工作报告") == "政府工作报告"
    for length in range(1, len(TITLE)):
        assert find_block(200, {}, body.encode(), TITLE[:length] + "…") is None


def test_a_page_with_another_title_and_little_text_is_another_page():
    other = f"{MENU}<h1>全市中小学春季运动会掠影</h1><p>春风和煦，健儿们在赛场上奋力奔跑。</p>{FOOT}"
    title = "春季运动会掠影图集"
    assert find_block(200, {}, page(other, title).encode(), TITLE) == "other_title"
    for body, listed in (
        (page(other, title), ""),
        (page(other, title), "政府工作报告"),
        (page(other + ARTICLE, title), TITLE),
        (page(other + f"<p>{TITLE}</p>", title), TITLE),
        (page(other + "<iframe src='/a.html'></iframe>", title), TITLE),
        (page(other + "<a href='/1.pdf'>规划文本</a>", title), TITLE),
        (page("<div id=app></div>", "某某市人民政府门户网站"), TITLE),
        (page("<h1>图集</h1>" + MENU, "图集"), TITLE),
    ):
        assert find_block(200, {}, body.encode(), listed) is None


def test_what_is_no_page_is_judged_by_its_status():
    for body in (b"%PDF-1.7 " + "页面不存在".encode(), b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"", b"\x00\xff" * 99):
        assert find_block(200, {}, body, TITLE) is None
        assert find_block(404, {}, body, TITLE) == "not_found"


TEXTS = st.text() | st.sampled_from([TITLE, "通知", "\ud800", "请先登录" * 50])
TAGS = ["<div>", "</div>", "<form>", "<h1>", "<title>", "<td>", "<script>", "</html>", "<!--", "<a>", "<iframe>"]
PIECES = st.sampled_from(
    [
        *TAGS,
        "<input type=password>",
        "<meta name=ArticleTitle content='",
        "404",
        "请先登录",
        "$_ts=window",
        "\0",
        "&#0;",
    ]
)


@settings(max_examples=200, deadline=None)
@given(
    st.integers(-1, 1000),
    st.dictionaries(st.text(max_size=9), st.text(max_size=9), max_size=3),
    st.binary(max_size=300) | st.lists(PIECES, max_size=40).map(lambda pieces: "".join(pieces).encode()),
    TEXTS,
)
def test_any_answer_is_judged(status, headers, body, title):
    reason = find_block(status, headers, body, title)
    assert reason is None or reason in set(BlockedReason)
    assert (reason is not None) or status < 400
    assert find_block(status, headers, body, title) == reason


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 50_000 + "请先登录",
        "<form>" * 20_000 + "<input type=password>" * 20_000,
        "<h1>" * 30_000 + "404",
        "<a>" * 100_000 + "页面不存在",
        "<p>页面不存在" * 40_000,
        f"<p class='{'x' * 900_000}'>请先登录",
        "<table><tr><td>" * 20_000 + "请先登录",
        "<meta name=ArticleTitle content='" + "题" * 300_000,
        "<title>" + "404" * 300_000,
    ],
    ids=range(9),
)
def test_hostile_pages_are_judged_soon(body):
    started = time.monotonic()
    find_block(200, {}, body.encode(), TITLE)
    find_block(403, {}, body.encode(), TITLE)
    assert time.monotonic() - started < 5


def test_titles_too_short_to_tell_are_not_compared():
    assert compare_titles("通知", "通知") == measure_shown("通知", "通知") == 0
    assert compare_titles(TITLE, TITLE) == measure_shown(TITLE, TITLE) == 1


@given(TEXTS, TEXTS)
def test_likeness_is_a_share_and_has_two_equal_sides(first, second):
    assert 0 <= measure_shown(first, second) <= compare_titles(first, second) <= 1
    assert compare_titles(first, second) == compare_titles(second, first)


def test_a_body_that_many_addresses_share_is_found_late_and_told_whole():
    bodies, sha256 = SharedBodies(), hashlib.sha256(b"").hexdigest()
    for number in range(1, SHARED_BY + 3):
        for again in ("http://a.cn/{}", "https://a.cn/{}", "http://a.cn/{}#top"):
            assert bodies.add_body("a.cn", again.format(number), sha256) == (number >= SHARED_BY)
        assert not bodies.add_body("b.cn", "http://b.cn/1", sha256)
        assert not bodies.add_body("a.cn", f"http://a.cn/{number}", f"{number}")
    assert bodies.find_addresses("A.CN", sha256) == tuple(f"http://a.cn/{n}" for n in range(1, SHARED_BY + 1))
    assert bodies.find_addresses("a.cn", "none") == ()


def test_real_pages_are_pages(shared):
    rows = json.loads((shared / "html" / "index.json").read_text("utf-8"))
    for row in rows:
        data = (shared / "html" / row["file"]).read_bytes()
        for body in (data, data.decode().encode("gb18030")):
            assert {find_block(200, {}, body, title) for title in ("", row["title"], TITLE)} == {None}


def test_real_reports_are_pages_even_cut_short(shared):
    for path in sorted((shared / "corpus" / "work_reports").rglob("*.md"))[::20]:
        text = re.sub(r"^---.*?---", "", path.read_text("utf-8"), flags=re.S)
        for length in (150, 600, None):
            lines = "".join(f"<p>{line}</p>" for line in text.strip()[:length].splitlines())
            body = page(f"{LOGIN_FORM}{MENU}<h1>政府工作报告</h1>{lines}{FOOT}")
            assert find_block(200, {}, body.encode(), "2024年某某市政府工作报告") is None
