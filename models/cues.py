"""Cues: the words by which the parts of a work report are told, as `lexicon/structure.toml` lists them."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from models.dates import plan_year_of, write_years_in_digits
from models.lexicon import read_lexicon

CUE_CHARS = 120  # of a paragraph; cues stand at its start
DENSE_CHARS = 400  # of a paragraph, in which words of weakness are counted
SHORT_PARAGRAPH = 60  # characters
ITEM = re.compile(r"[一二三四五六七八九十]是|第[一二三四五六七八九十]")
ALL_LEVELS = (1, 2, 3, 4, 5)
QUOTES = '“”"‘’'


@dataclass(frozen=True, slots=True)
class Cue:
    """One rule of `structure.toml`: what its keys mean stands at the head of that file."""

    kind: str
    heading: re.Pattern[str] | None
    paragraph: re.Pattern[str] | None
    without: re.Pattern[str] | None
    words: re.Pattern[str] | None
    least_words: int
    levels: frozenset[int]
    after_review: bool
    in_last_half: bool

    def has_words(self, paragraph: str) -> bool:
        """Whether the beginning of a paragraph is dense in the words of this cue."""
        return self.words is not None and len(self.words.findall(paragraph, 0, DENSE_CHARS)) >= self.least_words


@lru_cache(maxsize=1)
def load_cues() -> tuple[Cue, ...]:
    """Return the packaged cues in the order in which they are tried."""

    def compiled(rule: dict[str, Any], key: str) -> re.Pattern[str] | None:
        return re.compile(rule[key]) if key in rule else None

    return tuple(
        Cue(
            kind=rule["kind"],
            heading=compiled(rule, "heading"),
            paragraph=compiled(rule, "paragraph"),
            without=compiled(rule, "without"),
            words=compiled(rule, "words"),
            least_words=int(rule.get("least_words", 0)),
            levels=frozenset(rule.get("levels", ALL_LEVELS)),
            after_review=bool(rule.get("after_review")),
            in_last_half=bool(rule.get("in_last_half")),
        )
        for rule in tomllib.loads(read_lexicon("structure.toml"))["cue"]
    )


def admits_weakness(paragraph: str) -> bool:
    """Whether a paragraph goes on admitting problems: it is short, counts them off, or holds such words again."""
    weak = next(cue.words for cue in load_cues() if cue.kind == "problems" and cue.words is not None)
    is_item = len(paragraph) < SHORT_PARAGRAPH or ITEM.match(paragraph) is not None
    return is_item or len(weak.findall(paragraph, 0, DENSE_CHARS)) >= 2


def name_years(words: str, session: date | None) -> str:
    """Write the planned year as 今年 and the one before as 去年, without quotation marks, for the cues to match.

    A report that is delivered before its year begins says 明年 and 今年 for them.
    """
    for mark in QUOTES:
        words = words.replace(mark, "")
    plan_year = plan_year_of(session)
    if session is None or plan_year is None:
        return words
    if plan_year > session.year:
        words = words.replace("今年", "去年").replace("明年", "今年")
    words = write_years_in_digits(words)
    for year, name in ((plan_year, "今年"), (plan_year - 1, "去年")):
        if str(year) in words:
            words = re.sub(rf"(?<!\d){year}(?!\d)年?", name, words)
    return words
