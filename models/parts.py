"""Parts: the section kind of every paragraph of a government work report.

A report looks back (review, problems), looks forward (situation, plans, the building of government, promises) and
opens and closes; of other documents plans look forward and the rest is `body`. `PART_OF` rolls these section kinds up
into `review`, `plan` and `other`. Cues come first: headings, then the opening words of paragraphs. What no cue tells,
the order tells: what comes first looks back, what follows the problems plans, what closes is followed by appendices.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.cues import CUE_CHARS, Cue, admits_weakness, load_cues, name_years
from models.headings import APPENDIX, BARE

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
    "body": "other",
}
LEFT_OUT = frozenset({"opening", "closing", "glossary"})  # of counts of words: they say little of a section's subject
BROAD = {"review", "plan_term", "plan_year", "plan_both"}  # hold until another part begins
AHEAD = "ahead"  # the section after the problems, whose heading says no more: settled when all is read
NEVER_SEEN = 10**6
AFTER_PROBLEMS = 3  # paragraphs between the problems and the heading of the next section: thanks, a resolution
NEVER, ALWAYS = 0, 99  # the level of headings that end a narrow part: none of them, or any
LOOKS_BACK = re.compile(r"回顾|总结|去年")  # a goal may read like a deed (取得新成效); these words do not
PROBLEMS_FROM = 0.15  # of the text, where no heading has opened the review
APPENDIX_FROM = 0.4  # of the text; one report at hand has more than half of its length in appendices


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph as the parts are told from it: its words, its heading and that heading's level (0 for none)."""

    words: str
    heading: str
    level: int
    start: int


class _Walk:
    """The part that the reading has come to: a broad one (review, plan …) and within it a narrow one (problems …)."""

    def __init__(self) -> None:
        self.broad = "opening"
        self.narrow: str | None = None
        self.narrow_level = NEVER
        self.in_appendix = False
        self.since_problems = NEVER_SEEN

    @property
    def kind(self) -> str:
        return self.narrow or self.broad

    def enter(self, kind: str, level: int) -> None:
        if kind in BROAD or kind in (AHEAD, "glossary"):
            self.broad, self.narrow = kind, None
        else:
            self.narrow, self.narrow_level = kind, level
            if kind == "problems" and self.broad == "opening":
                self.broad = "review"  # it had no heading

    def leave(self, level: int) -> None:
        """A heading without a cue ends a narrow part of its own level or below."""
        if self.narrow and level <= self.narrow_level:
            self.narrow = None

    def open_appendix(self, kind: str) -> None:
        self.in_appendix = True
        self.broad, self.narrow = kind, None


def tell_parts(passages: Sequence[Passage], length: int, session: date | None) -> list[str]:
    """Return the section kind of each paragraph, by cues and by order.

    Args:
        passages: the paragraphs of a document in order.
        length: characters of the text.
        session: the day of its delivery, if known.
    """
    walk = _Walk()
    kinds: list[str] = []
    for passage in passages:
        position = passage.start / length
        if passage.level:
            heading = name_years(passage.heading, session)
            if position > APPENDIX_FROM and (appendix := _kind_of_appendix(heading, walk)):
                walk.open_appendix(appendix)
            elif walk.in_appendix:
                pass
            elif kind := _kind_of_heading(heading, passage.level, walk):
                walk.enter(kind, passage.level)
            else:
                walk.leave(passage.level)
        elif not walk.in_appendix:
            opening = name_years(passage.words[:CUE_CHARS], session)
            if kind := _kind_of_paragraph(passage.words, opening, position, walk):
                walk.enter(kind, NEVER if kind == "gov_building" else ALWAYS)
            elif walk.narrow == "problems" and walk.narrow_level == ALWAYS and not admits_weakness(passage.words):
                walk.leave(ALWAYS)  # thanks, or the review goes on
        walk.since_problems = 0 if walk.kind == "problems" else walk.since_problems + 1
        kinds.append(walk.kind)
    return kinds


def tell_other_parts(passages: Sequence[Passage], length: int, is_plan: bool) -> list[str]:
    """Return the section kind of each paragraph of a document that is no work report: glossaries and the rest."""
    body = "plan_term" if is_plan else "body"
    walk = _Walk()
    kinds = []
    for passage in passages:
        if passage.level and passage.start > APPENDIX_FROM * length:
            if appendix := _kind_of_appendix(passage.heading, walk):
                walk.open_appendix(appendix)
            elif passage.level == 1:
                walk.in_appendix = False
        kinds.append("glossary" if walk.in_appendix and walk.broad == "glossary" else body)
    return kinds


def _kind_of_appendix(heading: str, walk: _Walk) -> str | None:
    """Return `glossary` or `promises` if a heading opens an appendix of that kind."""
    kind = next((cue.kind for cue in load_cues() if cue.heading is not None and cue.heading.search(heading)), None)
    if kind == "glossary" or (kind == "promises" and walk.in_appendix):
        return kind
    return "promises" if APPENDIX.match(heading) else None


def _kind_of_heading(heading: str, level: int, walk: _Walk) -> str | None:
    """Return the part that a heading opens, None if it stays within the present one."""
    for cue in load_cues():
        if cue.heading is None or not cue.heading.search(heading):
            continue
        if cue.without is not None and cue.without.search(heading):
            continue
        if not _admits(cue, heading, level, walk):
            continue
        return cue.kind
    if level == 1 and walk.broad == "opening":
        return "review"  # what comes first and is not said to be anything else looks back
    if level in (1, BARE) and walk.broad == "review" and walk.since_problems < AFTER_PROBLEMS:
        return AHEAD
    return None


def _admits(cue: Cue, heading: str, level: int, walk: _Walk) -> bool:
    """Whether a heading of that level may open the part of a cue here."""
    if level not in cue.levels:
        return False
    if cue.kind in BROAD and level in (2, 3, 4):  # the year's plan within the section that plans the term
        return cue.kind in ("plan_year", "plan_term") and (walk.broad.startswith("plan") or walk.broad == AHEAD)
    if cue.kind in ("promises", "gov_building"):
        return walk.broad not in ("opening", "review")
    if cue.kind == "review" and walk.broad.startswith("plan"):
        return level == 1 and LOOKS_BACK.search(heading) is not None
    return True


def _kind_of_paragraph(words: str, opening: str, position: float, walk: _Walk) -> str | None:
    """Return the part that a paragraph without heading opens, None if it stays within the present one."""
    for cue in load_cues():
        if cue.in_last_half and position < 0.5:
            continue
        if cue.after_review and walk.broad not in ("review", "plan_term", "plan_both", AHEAD):
            continue
        is_too_early = walk.broad == "opening" and position < PROBLEMS_FROM
        if cue.kind == "problems" and (is_too_early or walk.narrow == "gov_building"):
            continue
        if cue.kind == "gov_building" and not walk.broad.startswith("plan") and walk.broad != AHEAD:
            continue
        if cue.paragraph is not None and cue.paragraph.match(opening):
            return cue.kind
        if walk.broad in ("opening", "review") and cue.has_words(words):
            return cue.kind
    return None
