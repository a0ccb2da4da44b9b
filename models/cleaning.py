"""Cleaning: what a text holds besides the document is cut and kept aside; words that were torn are joined.

Lines stay one for one, so that a sentence is found again in the file. What is cut: page furniture (打印 关闭 字号),
colophons (… 秘书处 印), source lines, lists of attached files, marks of a newspaper's page turns.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

HAN = r"[\u4e00-\u9fff]"
LONGEST_FURNITURE = 80  # characters of a line; longer ones are text that happens to hold such words
FURNITURE = re.compile(
    r"^[\s【\[（(|]*(?:"
    r"字[体号][:： ]*[【\[(（]?[大中小 |/]{0,9}.*|分享(?:到|至)[:：]?.{0,30}"
    r"|(?:[【\[(（]?(?:打印|关闭|收藏|分享|返回|纠错|字体|大|中|小)(?:本页|窗口|此页|本文|正文)?[】\])）]?[ |/]*){1,12}"
    r"|返回(?:顶部|首页|列表|上页)|扫一扫.{0,30}"
    r"|(?:上|下)一[篇条页][:： ].{0,60}|(?:您)?(?:现在|当前|所在)?的?(?:当前|所在)?位置[:：].{0,70}"
    r"|(?:浏览|点击|阅读|访问)(?:次数|量|数)?[:： ]*\d*次?|(?:责任)?编辑[:：].{1,20}"
    r"|(?:本稿|文章|信息|稿件)?来源[:：]\s*\S{2,30}"
    r"|视力保护色.{0,20}|相关(?:链接|附件|文档|新闻|阅读|解读)[:：]?|附件下载[:：]?.{0,60}|文件下载[:：]?.{0,60}|点击下载.{0,60}"
    r"|附件\s*\d{0,2}[:：.]?.{0,60}\.(?:pdf|docx?|wps|ofd|xlsx?|zip|rar)"
    r"|.{0,30}(?:秘书处|办公厅|办公室)\s*\d{4}年\d{1,2}月\d{1,2}日印(?:发)?"
    r"|\d{4}年\d{1,2}月\d{1,2}日印(?:发)?\s*.{0,30}(?:秘书处|办公厅|办公室)?"
    r"|摘录于.{0,40}|本(?:文|版)?稿来源.{0,30}"
    r")[\s】\]）)|]*$",
    re.I,
)
FURNITURE_WORDS = re.compile(
    r"字[体号]|打印|关闭|收藏|分享|返回|扫一扫|一[篇条页]|位置[:：]|浏览|点击|阅读|访问|编辑[:：]|来源"
    r"|视力|相关|下载|附件|印|摘录于"
)
PAGE_TURN = re.compile(r"[（(][上下][接转]第?\s*[A-Z]?[\d一二三四五六七八九十]{1,3}\s*版[）)]")
TORN_WORD = re.compile(rf"(?<={HAN})[ ]+(?={HAN})")
SPELT_OUT = re.compile(rf"^{HAN}(?:[ ]+{HAN}){{3,11}}$")  # 政 府 工 作 报 告
LEAST_PROSE = 60  # characters of a line in which a space between Han characters is a torn word, not a layout
AFTER_HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])[^。，；：]{2,40}$"
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A clean text, what was cut from it line by line, and where its characters stood.

    `cuts` are half-open spans of the original text in order; `move` takes an offset of the original to the clean text.
    """

    text: str
    aside: tuple[str, ...]
    cuts: tuple[tuple[int, int], ...]

    def move(self, offsets: Iterable[int]) -> list[int]:
        """Return where offsets of the original text stand in the clean one; those within a cut move to its start."""
        starts = [start for start, _ in self.cuts]
        lost = [0, *accumulate(end - start for start, end in self.cuts)]
        moved = []
        for offset in offsets:
            index = bisect_right(starts, offset)
            within = max(0, self.cuts[index - 1][1] - offset) if index else 0
            moved.append(offset - lost[index] + within)
        return moved


def clean_text(text: str) -> Cleaned:
    """Return the text without furniture and torn words; lines stay, and cleaning twice changes nothing."""
    cuts: list[tuple[int, int]] = []
    aside: list[str] = []
    offset = 0
    for line in text.split("\n"):
        if line:
            for start, end, is_kept_aside in _cuts_of(line):
                cuts.append((offset + start, offset + end))
                if is_kept_aside:
                    aside.append(line[start:end].strip())
        offset += len(line) + 1
    if not cuts:
        return Cleaned(text, (), ())
    pieces, last = [], 0
    for start, end in cuts:
        pieces.append(text[last:start])
        last = end
    return Cleaned("".join([*pieces, text[last:]]), tuple(aside), tuple(cuts))


def _cuts_of(line: str) -> list[tuple[int, int, bool]]:
    """Return the spans to cut from a line, in order, and whether each is kept aside (a space is not)."""
    if len(line) <= LONGEST_FURNITURE and FURNITURE_WORDS.search(line) and FURNITURE.match(line.strip()):
        return [(0, len(line), True)]
    cuts = []
    if "版" in line and ("上接" in line or "下转" in line):
        cuts += [(match.start(), match.end(), True) for match in PAGE_TURN.finditer(line)]
    if " " in line.strip():
        cuts += [(start, end, False) for start, end in _find_torn_words(line)]
    return sorted(cuts)


def _find_torn_words(line: str) -> list[tuple[int, int]]:
    """Return the spaces that tear a word: all in spelt-out headings, those within the prose of long lines."""
    stripped = line.strip()
    if len(stripped) < LEAST_PROSE and not SPELT_OUT.match(stripped):
        return []
    left = len(line) - len(line.lstrip())
    found = []
    for match in TORN_WORD.finditer(line):
        if not AFTER_HEADING.match(line[left : match.start()]):
            found.append(match.span())
    return found
