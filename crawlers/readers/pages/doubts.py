"""Doubts about a page: it is no article, a list of links, or its text lies in a file beside it."""

import re
from urllib.parse import unquote

from lxml.html import HtmlElement

from crawlers.readers.pages.body import Body
from crawlers.readers.pages.tree import Counts

Issues = tuple[tuple[str, str], ...]

# What a server prints instead of an article, with status 200 all the same.
REFUSAL = re.compile(
    "页面不存在|页面找不到|页面未找到|页面没有找到|找不到页面|网页不存在|页面已删除|"
    "页面已被删除|页面已失效|页面丢失|您访问的页面|您要访问的页面|您访问的内容|您查看的页面|"
    "您请求的页面|您访问的文章|您要查看的|访问的资源不存在|文件不存在|信息不存在|内容不存在|"
    "文章不存在|栏目不存在|信息已删除|信息已被删除|内容已被删除|文章已被删除|文章已删除|"
    "内容已删除|已被管理员删除|已下线|无法找到该页|无法访问此页|找不到文件或目录|登录后查看|"
    "请先登录|请登录后|您尚未登录|您还未登录|尚未登录|用户登录|登录超时|统一身份认证|"
    "没有权限|无权访问|权限不足|拒绝访问|禁止访问|访问被拒绝|访问受限|访问被拦截|请求被拦截|"
    "访问过于频繁|访问太频繁|请输入验证码|安全验证|人机验证|滑动验证|系统繁忙|系统维护|"
    "网站维护|服务器错误|服务器内部错误|系统错误|正在升级|网站已关闭"
)
REFUSAL_CODE = re.compile(
    r"(?<![\d.])(?:40[0134]|50[0234]|521)(?![\d.年号])|not found|forbidden|access denied|bad gateway", re.I
)
CHALLENGE = re.compile(
    r"__jsl_clearance|__jsluid|acw_sc__v2|\$_ts\s{0,9}=|_\$jsvmprt|yunsuo_session|wzwschallenge|cf-browser-verification"
    r"|<noscript>[^<]{0,200}(?:javascript|脚本)|eval\(function\(p,a,c,k|document\.cookie\s{0,9}=|location\.(?:reload|replace)\(",
    re.I,
)
ATTACHMENT = re.compile(r"\.(?:pdf|docx?|wps|ofd|xlsx?|et|zip|rar|7z)(?=$|[?#&;,'\")\s])", re.I)
QUERIED_FILE = re.compile(r"[?&](?:file|src|url|path)=([^&#]{1,2000})", re.I)
QUOTED = re.compile(r"['\"]([^'\"]{1,2000})['\"]")
LONGEST_ADDRESS = 2000
MOST_ADDRESSES = 20
LONGEST_REFUSAL = 300  # Han characters outside links: a page of more is an article that speaks of such things
LONGEST_NOTICE = 500  # Han characters: what is shorter and has a file attached announces that file
LEAST_LINKS = 10
LINKED_SHARE = 0.5  # of a body's Han characters; articles at hand have under 0.1
LINKED_PAGE_SHARE = 0.6
FEWEST_HAN = 20


def find_attachments(elements: list[HtmlElement]) -> list[str]:
    """Return the addresses of documents that some elements link to, embed or open by script, as they stand there."""
    found: dict[str, None] = {}
    for element in elements:
        for node in element.iter("a", "iframe", "embed", "object", "frame", "input", "button", "span", "img"):
            for attribute in ("href", "src", "data", "onclick"):
                value = node.get(attribute)
                if value and (address := _read_address(value[:LONGEST_ADDRESS], node, attribute)):
                    found.setdefault(address)
        if len(found) >= MOST_ADDRESSES:
            break
    return list(found)[:MOST_ADDRESSES]


def _read_address(value: str, node: HtmlElement, attribute: str) -> str | None:
    if ATTACHMENT.search(unquote(value)):
        if attribute == "onclick" or value.lower().startswith("javascript:"):
            return next((quoted for quoted in QUOTED.findall(value) if ATTACHMENT.search(quoted)), None)
        queried = next((q for q in QUERIED_FILE.findall(value) if ATTACHMENT.search(unquote(q))), None)
        return unquote(queried) if queried else value.strip()
    is_link = node.tag == "a" and attribute == "href" and not value.lower().startswith(("javascript:", "#", "mailto:"))
    name = (node.text or "").strip()[-LONGEST_ADDRESS:] if is_link else ""
    return value.strip() if name and ATTACHMENT.search(name) else None


def doubt_page(source: str, tree: HtmlElement, body: Body, text: str, title: str, counts: Counts) -> Issues:
    """Return the doubts about a page, of which `source` is the source text and `text` what was read of it."""
    if refusal := _find_refusal(source, body, text, title):
        return (("not_an_article", refusal),)
    issues: list[tuple[str, str]] = []
    if body.plain < LONGEST_NOTICE:
        addresses = find_attachments([*body.elements, tree])
        if addresses:
            issues.append(("text_in_attachment", " ".join(addresses)))
    if not issues and (links := _count_links(tree, body, text, counts)):
        issues.append(("link_page", f"the page is a list of {links} links"))
    if not issues and body.plain < FEWEST_HAN:
        issues.append(("not_an_article", "the page holds no text: it is made by scripts, or of pictures"))
    return tuple(issues)


def _find_refusal(source: str, body: Body, text: str, title: str) -> str | None:
    if body.plain < FEWEST_HAN and (match := CHALLENGE.search(source[:200_000])):
        return f"a script stands where the page should be: {match[0][:60]}"
    if body.plain >= LONGEST_REFUSAL:
        return None
    if match := REFUSAL.search(title) or REFUSAL_CODE.search(title) or REFUSAL.search(text):
        return f"the page says {match[0]}"
    if body.plain < FEWEST_HAN and (match := REFUSAL_CODE.search(text)):
        return f"the page says {match[0]}"
    return None


def _count_links(tree: HtmlElement, body: Body, text: str, counts: Counts) -> int:
    """Return the number of links of a page that is mostly links, 0 of others."""
    han = sum(counts[element].han for element in body.elements if element in counts)
    linked = han - body.plain
    is_list = linked >= LINKED_SHARE * han
    scope = body.elements
    if not is_list and not body.is_known and text.count("。") < 2:
        is_list = counts[tree].linked >= LINKED_PAGE_SHARE * counts[tree].han
        scope = [tree]
    links = sum(1 for element in scope for link in element.iter("a") if link in counts and counts[link].han > 3)
    return links if is_list and links >= LEAST_LINKS else 0
