"""Structure: lines, headings and the parts of a government work report.

A report looks back (review, problems), looks forward (situation, plans, the building of government, promises) and
opens and closes; `PART_OF` rolls these section kinds up into `review`, `plan` and `other`.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from models.lexicon import read_lexicon

PART_OF = {
    "opening": "other",
    "review": "review",
    "problems": "review",
    "situation": "plan",
    "plan_term": "plan",
    "plan_year": "plan",
    "plan_both": "plan",
    "gov_building": "plan",
    "promises": "plan",
    "glossary": "other",
    "closing": "other",
}
BROAD = {"review", "plan_term", "plan_year", "plan_both", "glossary"}  # hold until another part begins
LONGEST_HEADING = 50  # characters; the longest numbered headings at hand have 45
LONGEST_BARE_HEADING = 32  # without number and emphasis a line must be short to be a heading
LONGEST_RUN_IN = 20  # characters of a heading numbered 1. that a paragraph begins with; longer ones are sentences
CUE_CHARS = 120  # of a paragraph; cues stand at its start
NO_HEADING = 0
QUOTES = re.compile(r"[“”\"‘’]")

HAN_NUMERAL = "[一二三四五六七八九十百]{1,4}"
LEVELS = (
    (1, re.compile(rf"^(?:{HAN_NUMERAL}[、.．]|第{HAN_NUMERAL}(?:部分|章|编))")),
    (2, re.compile(rf"^[（(]\s*{HAN_NUMERAL}\s*[)）]")),
    (3, re.compile(r"^(?:\d{1,2}[、．]|\d{1,2}\.(?!\d)|第[一二三四五六七八九十百]+[条节])")),
    (4, re.compile(r"^[（(]\d{1,2}[)）]|^[①-⑳]")),
)
SENTENCE_END = re.compile(r"[。！？；!?;]")
BARE_HEADING = re.compile(r"^[^。，；：！？,;:!?—]{2,}$")
NOT_A_HEADING = re.compile(
    r"^(各位代表|各位委员|同志们|现在|——|--|──|[(（]?\d{4}年\d|谢谢|.{0,12}(市长|省长|主席|州长|县长|总理))"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: half-open span in the text, the level of the heading it is or begins with, and its part.

    `level`: 0 no heading, 1 to 4 numbered, 5 bold or bare; `heading` is the nearest heading above (or itself);
    `head_end` is where the heading ends, before the end of the line for a run-in heading.
    """

    start: int
    end: int
    level: int
    head_end: int
    heading: str
    section_kind: str


@dataclass(frozen=True, slots=True)
class Cue:
    """One rule of `structure.toml`."""

    kind: str
    heading: re.Pattern[str] | None
    paragraph: re.Pattern[str] | None
    without: re.Pattern[str] | None
    numbered_only: bool
    after_last_review: bool
    in_last_tenth: bool


@lru_cache(maxsize=1)
def load_cues() -> tuple[Cue, ...]:
    """Return the packaged cues in the order in which they are tried."""

    def compiled(rule: dict[str, str], key: str) -> re.Pattern[str] | None:
        return re.compile(rule[key]) if key in rule else None

    return tuple(
        Cue(
            kind=rule["kind"],
            heading=compiled(rule, "heading"),
            paragraph=compiled(rule, "paragraph"),
            without=compiled(rule, "without"),
            numbered_only=bool(rule.get("numbered_only")),
            after_last_review=bool(rule.get("after_last_review")),
            in_last_tenth=bool(rule.get("in_last_tenth")),
        )
        for rule in tomllib.loads(read_lexicon("structure.toml"))["cue"]
    )


def _head_of(line: str, bold_until: int) -> tuple[int, int]:
    """Return the level of the heading that a stripped line is or begins with, and the length of that heading."""
    if not line or NOT_A_HEADING.match(line):
        return NO_HEADING, 0
    level = next((level for level, pattern in LEVELS if pattern.match(line)), NO_HEADING)
    stop = SENTENCE_END.search(line)
    first = stop.end() if stop else len(line)
    if level in (3, 4) and _is_item(line, first):
        return NO_HEADING, 0
    if 0 < bold_until <= LONGEST_HEADING:
        return level or 5, max(bold_until, first if level and first <= LONGEST_HEADING else 0)
    if level and first <= LONGEST_HEADING:
        return level, first
    if BARE_HEADING.match(line) and len(line) <= LONGEST_BARE_HEADING and not line[-1].isdigit():
        return 5, len(line)
    return NO_HEADING, 0


def _is_item(line: str, first: int) -> bool:
    """Whether a line numbered 1. or (1) is an item of a list (a pledge, a project) and no heading: a full sentence."""
    return bool(SENTENCE_END.match(line[first - 1])) and (first == len(line) or first > LONGEST_RUN_IN)


class _Parts:
    """The part that the reading has come to: a broad one (review, plan …) and within it a narrow one (problems …)."""

    def __init__(self) -> None:
        self.broad = "opening"
        self.narrow: str | None = None
        self.narrow_level = 0

    @property
    def kind(self) -> str:
        return self.narrow or self.broad

    def enter(self, kind: str, level: int) -> None:
        if kind in BROAD:
            self.broad, self.narrow = kind, None
        else:
            self.narrow, self.narrow_level = kind, level

    def leave(self, level: int) -> None:
        """A heading without a cue ends a narrow part of its own level or below."""
        if self.narrow and level <= self.narrow_level:
            self.narrow = None


def _kind_of_heading(heading: str, level: int, parts: _Parts) -> str | None:
    """Return the part that a heading opens, None if it stays within the present one."""
    for cue in load_cues():
        if cue.heading is None or not cue.heading.search(heading):
            continue
        if cue.without is not None and cue.without.search(heading):
            continue
        if cue.numbered_only and level != 1:
            continue
        if level in (2, 3, 4) and cue.kind in BROAD - {"glossary"} and not _is_subplan(cue.kind, parts):
            continue
        if cue.kind in ("promises", "gov_building") and parts.broad in ("opening", "review"):
            continue
        if cue.kind == "review" and level == 5 and parts.broad.startswith("plan"):
            continue
        return cue.kind
    if level == 1 and parts.broad == "opening":
        return "review"  # what comes first and is not said to be anything else looks back
    if level in (1, 5) and parts.kind == "problems":
        return "plan_year"  # problems end the review, so the next section plans
    return None


def _is_subplan(kind: str, parts: _Parts) -> bool:
    """Whether a lower heading may open this part: the year's plan within the section that plans the term."""
    return kind in ("plan_year", "plan_term") and parts.broad in ("plan_both", "plan_term", "plan_year")


def _kind_of_paragraph(line: str, position: float, parts: _Parts) -> str | None:
    for cue in load_cues():
        if cue.paragraph is None or not cue.paragraph.match(line):
            continue
        if cue.in_last_tenth and position < 0.9:
            continue
        if cue.after_last_review and parts.broad not in ("review", "plan_term"):
            continue
        if cue.kind == "problems" and parts.broad == "opening":
            continue
        return cue.kind
    return None


def _name_years(words: str, plan_year: int | None) -> str:
    """Write the planned year as 今年 and the one before as 去年, without quotation marks, for the cues to match."""
    words = QUOTES.sub("", words)
    if plan_year is None:
        return words
    words = re.sub(rf"(?<!\d){plan_year}(?!\d)年?", "今年", words)
    return re.sub(rf"(?<!\d){plan_year - 1}(?!\d)年?", "去年", words)


def find_lines(text: str, bold: Iterable[tuple[int, int]] = (), plan_year: int | None = None) -> list[Line]:
    """Return the non-empty lines of a text in order, with headings and parts.

    Args:
        text: the stored text; a line is a paragraph.
        bold: half-open spans of the text that were emphasised in the file.
        plan_year: the year that the report plans for, where the day of its delivery tells it.
    """
    bold_lengths = {start: end - start for start, end in bold}
    parts, heading = _Parts(), ""
    lines: list[Line] = []
    offset = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        start = offset + (len(raw) - len(raw.lstrip()))
        offset += len(raw) + 1
        if not stripped:
            continue
        level, head_length = _head_of(stripped, bold_lengths.get(start, 0))
        if level:
            heading = stripped[:head_length].strip()
            kind = _kind_of_heading(_name_years(heading, plan_year), level, parts)
            if kind:
                parts.enter(kind, level)
            else:
                parts.leave(level)
        elif kind := _kind_of_paragraph(_name_years(stripped[:CUE_CHARS], plan_year), start / len(text), parts):
            parts.enter(kind, LONGEST_HEADING)
            heading = "" if kind == "closing" else heading
        lines.append(Line(start, start + len(stripped), level, start + head_length, heading, parts.kind))
    return lines
