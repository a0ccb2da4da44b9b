"""Blocking: whether what a server sent is a page, or something in its place. Blocked is a result, not a page."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation
from lxml.etree import LxmlError
from lxml.html import HtmlElement

from crawlers.attachments import BINARY, find_attachments
from crawlers.readers.pages.body import find_furniture
from crawlers.readers.pages.page import decode_page
from crawlers.readers.pages.text import write_text
from crawlers.readers.pages.tree import (
    EMBEDDED,
    Counts,
    count_characters,
    empty_element,
    parse_page,
    remove_furniture,
    remove_unseen,
)
from crawlers.readers.reading import UnreadableError
from crawlers.titles import (
    LONG_TITLE,
    LONGEST_TITLE,
    SHORTEST_TITLE,
    compare_titles,
    find_topic,
    fold_title,
    measure_shown,
    read_titles,
)

LARGEST_PAGE = 1_000_000  # bytes; what servers print in place of a page has a tenth of it at most
SMALLEST_PAGE = 3000  # bytes; a smaller page is parsed whatever it holds, for a third of a millisecond
MOST_HAN = 300  # outside links; a page of more is an article whatever it speaks of, a message and a foot have fewer
MOST_CHARACTERS = 1200  # outside links; tables of numbers and texts in other scripts are articles too
FEW_HAN = 100  # outside links; as many as a foot has, so that nothing else is there
NO_HAN = 20  # outside links; what is left of a page that a script stands in for
LONGEST_MESSAGE = 80  # characters of a line; messages are short, sentences of an article that quote one are longer
LONGEST_LINK = 8  # Han characters; what is longer names another page and says nothing of this one
SAME_SHARE = 0.5  # of the bigrams of the shorter title: site names and 关于印发…的通知 around a title leave far more
OTHER_SHARE = 0.2  # of the same; titles of different documents share 的通知 and 政府, and still this much
FEWEST_HAN = 40  # links included; of a page with fewer only title and name of the site are there
MOST_NODES = 500  # controls, headings, texts of a form; a page that says one thing has fewer
MOST_FORMS = 20  # and texts of a heading; for the same reason
SHARED_BY = 4  # addresses; a document stands in two columns and under two schemes, a message at any number of them
NOWHERE = "http://page.invalid/"  # only whether a page has attachments is asked
FIREWALL_STATUSES = (418, 468)  # no server but a firewall answers with these
FIREWALL_HEADER = re.compile(r"waf\b|safedog|yunsuo|anquanbao|firewall", re.I)
JIASULE_COOKIE = re.compile(r"__jsluid|__jsl_clearance", re.I)
MISSING_CODE = re.compile(r"(?:^|[-_|—:：])(?:error|http)?404(?:$|[-_|—:：,，!！。]|错误|页|提示|error|notfound)")


class BlockedReason(StrEnum):
    """Why there is no page."""

    JIASULE = "jiasule"  # 加速乐: 521 with a script, or a script that sets __jsl_clearance
    ACW_SC = "acw_sc"  # 阿里云: a script that sets acw_sc__v2
    RUISHU = "ruishu"  # 瑞数: 412 with a script, or a script that sets $_ts
    CAPTCHA = "captcha"  # a question that only a person answers: 验证码, 滑动验证, 安全验证
    WAF = "waf"  # the page, script, header or status of another firewall: 访问被拦截
    LOGIN = "login"  # 200, but asks to log in
    SOFT_404 = "soft_404"  # 200, but says that there is no such page
    OTHER_TITLE = "other_title"  # 200, but has little text, under another title than the one listed
    TOO_MANY_REQUESTS = "too_many_requests"  # 429, or 200 and says so
    SERVER_ERROR = "server_error"  # 5xx, or 200 and says so
    NOT_FOUND = "not_found"  # 404, 410
    FORBIDDEN = "forbidden"  # 401, 403 and any other 4xx without further sign, or 200 and says so


class Signs(NamedTuple):
    """The signs of `blocking.toml`: of scripts and of phrases (without white space), all of them in one automaton."""

    scripts: dict[BlockedReason, tuple[str, ...]]
    phrases: dict[BlockedReason, tuple[str, ...]]
    automaton: BytesAhoCorasick
    reasons: tuple[BlockedReason | None, ...]  # of the patterns of the automaton


@cache
def load_signs() -> Signs:
    """Return the signs of pages that stand in place of others."""
    table = tomllib.loads((files("crawlers") / "blocking.toml").read_text("utf-8"))
    patterns: dict[bytes, BlockedReason | None] = {}
    for by_reason in table.values():
        for name, signs in by_reason.items():
            for sign in signs:
                reason = None if name == "hints" else BlockedReason(name)
                patterns.update({sign.encode(encoding).lower(): reason for encoding in ("utf-8", "gb18030")})
    scripts, phrases = (
        {BlockedReason(name): tuple(map(_close_up, signs)) for name, signs in table[kind].items()}
        for kind in ("scripts", "phrases")
    )
    return Signs(
        scripts, phrases, BytesAhoCorasick(list(patterns), implementation=Implementation.DFA), tuple(patterns.values())
    )


def find_block(status: int, headers: Mapping[str, str], body: bytes, listed_title: str = "") -> BlockedReason | None:
    """Return why an answer is no page, None if it is one.

    An article of more than a few lines is never blocked, whatever it speaks of.

    Args:
        status: of the answer, after redirects.
        headers: names in any case.
        body: the bytes; what is no web page (a PDF) is judged by its status only.
        listed_title: the title that a listing gave the page; empty where none did.
    """
    if status >= 400:
        return _name_refusal(status, headers, body[:LARGEST_PAGE].lower())
    if not body or len(body) > LARGEST_PAGE or body.startswith(BINARY):
        return None
    listed = fold_title(listed_title)
    is_tellable = len(listed) >= SHORTEST_TITLE
    spellings = [listed_title.strip().encode(encoding, "replace") for encoding in ("utf-8", "gb18030")]
    is_shown = is_tellable and any(spelling in body for spelling in spellings)
    if (is_shown or not is_tellable) and len(body) > SMALLEST_PAGE and not _has_sign(body.lower()):
        return None
    try:
        return _judge_page(decode_page(body)[0], listed, body, is_shown)
    except (UnreadableError, LxmlError, ValueError, RecursionError, MemoryError, AssertionError):
        return None


def _has_sign(body: bytes) -> bool:
    title = body.find(b"<title")
    return bool(load_signs().automaton.find_matches_as_indexes(body)) or (
        title >= 0 and b"404" in body[title : title + LONGEST_TITLE]
    )


def _name_refusal(status: int, headers: Mapping[str, str], body: bytes) -> BlockedReason:
    """Return the reason of an answer whose status says that it is no page."""
    if status in (404, 410):
        return BlockedReason.NOT_FOUND
    if status == 429:
        return BlockedReason.TOO_MANY_REQUESTS
    signs = load_signs()
    found = {signs.reasons[match[0]] for match in signs.automaton.find_matches_as_indexes(body, overlapping=True)}
    sent = "\n".join(f"{name}: {value}" for name, value in headers.items())
    if status == 521 and (b"<script" in body or JIASULE_COOKIE.search(sent)):
        found.add(BlockedReason.JIASULE)
    if status == 412 and b"<script" in body:
        found.add(BlockedReason.RUISHU)
    if status in FIREWALL_STATUSES or (status < 500 and FIREWALL_HEADER.search(sent)):
        found.add(BlockedReason.WAF)
    unnamed = BlockedReason.SERVER_ERROR if status >= 500 else BlockedReason.FORBIDDEN
    return next((reason for reason in signs.scripts if reason in found), unnamed)


def _judge_page(source: str, listed: str, body: bytes, is_shown: bool) -> BlockedReason | None:
    tree = parse_page(source)
    asked, has_password = _read_forms(tree)
    titles = read_titles(tree)
    is_framed = next(tree.iter(*EMBEDDED), None) is not None
    remove_unseen(tree)
    remove_furniture(find_furniture(tree), tree, count_characters(tree))
    counts = count_characters(tree)
    plain, linked = counts[tree].plain, sum(counts[link].length for link in tree.iter("a"))
    if plain >= MOST_HAN or counts[tree].length - linked >= MOST_CHARACTERS:
        return None
    lines = [*titles, *write_text([tree], counts)[0].splitlines()]
    is_shown = is_shown or any(measure_shown(listed, line) >= SAME_SHARE for line in lines)
    if not is_shown and plain < NO_HAN and (reason := _find_sign(load_signs().scripts, [_close_up(source)])):
        return reason
    if plain < (FEW_HAN if is_shown else MOST_HAN) and (reason := _read_message(tree, counts, titles, listed)):
        return reason
    likeness = max((compare_titles(find_topic(listed), title) for title in titles), default=0.0)
    is_bare = not is_shown and plain < FEW_HAN and likeness < SAME_SHARE and not any("。" in line for line in lines)
    if is_bare and (has_password or _find_sign(load_signs().phrases, asked)):
        return BlockedReason.LOGIN if has_password else _find_sign(load_signs().phrases, asked)
    # Hardly any text: a script makes the page. A frame or a file: its document lies there.
    if counts[tree].han < FEWEST_HAN or is_framed or find_attachments(body, NOWHERE):
        return None
    return BlockedReason.OTHER_TITLE if _is_other(find_topic(listed), titles, lines) else None


def _is_other(topic: str, titles: list[str], lines: list[str]) -> bool:
    """Whether a page is titled, but neither its titles nor its lines have anything of the topic listed."""
    longest = max((len(fold_title(title)) for title in titles), default=0)
    return min(len(topic), longest) >= LONG_TITLE and all(compare_titles(topic, line) < OTHER_SHARE for line in lines)


def _read_message(tree: HtmlElement, counts: Counts, titles: list[str], listed: str) -> BlockedReason | None:
    """Return what a page with little text says of itself, outside its links to other pages."""
    for link in [node for node in tree.iter("a") if counts[node].han >= LONGEST_LINK]:
        empty_element(link)
    lines = [*titles, *write_text([tree], counts)[0].splitlines()]
    said = [_close_up(line) for line in lines if measure_shown(listed, line) < SAME_SHARE]
    if reason := _find_sign(load_signs().phrases, [line for line in said if len(line) <= LONGEST_MESSAGE]):
        return reason
    codes = [line for line in map(_close_up, titles) if line in said and MISSING_CODE.search(line)]
    return BlockedReason.SOFT_404 if codes else None


def _find_sign(signs: Mapping[BlockedReason, Iterable[str]], texts: list[str]) -> BlockedReason | None:
    found = (reason for reason, named in signs.items() if any(sign in text for sign in named for text in texts))
    return next(found, None)


def _read_forms(tree: HtmlElement) -> tuple[list[str], bool]:
    """Return the texts and hints of the forms of a page, and whether one asks for a password."""
    controls = list(islice(tree.iter("input"), MOST_NODES))
    texts = [text for form in islice(tree.iter("form"), MOST_FORMS) for text in islice(form.itertext(), MOST_NODES)]
    texts += [node.get(name) or "" for node in controls for name in ("placeholder", "value")]
    asked = [line for text in texts if len(line := _close_up(text[:LONGEST_TITLE])) <= LONGEST_MESSAGE]
    return asked, any((node.get("type") or "").strip().lower() == "password" for node in controls)


def _close_up(text: str) -> str:
    return "".join(text.lower().split())


class SharedBodies:
    """The bodies of articles that a crawl met, by host: one that many addresses share is a message of the server.

    Bytes are compared: a message that prints the time or the address is not found here.
    """

    def __init__(self) -> None:
        self._addresses: dict[tuple[str, str], dict[str, str]] = {}

    def add_body(self, host: str, url: str, sha256: str) -> bool:
        """Note the body of an address and return whether it is shared: SHARED_BY addresses of the host have it."""
        seen = self._addresses.setdefault((host.lower(), sha256), {})
        if len(seen) < SHARED_BY:
            seen.setdefault(url.partition("#")[0].removeprefix("https:").removeprefix("http:"), url)
        return len(seen) >= SHARED_BY

    def find_addresses(self, host: str, sha256: str) -> tuple[str, ...]:
        """Return the first addresses that have a body, at most SHARED_BY: those taken for articles before it told."""
        return tuple(self._addresses.get((host.lower(), sha256), {}).values())
