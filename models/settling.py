"""Settling: what the walk through a report left open, or took for granted, put right when all of it is known."""

import re
from collections.abc import Sequence

from models.parts import AHEAD, PART_OF, Passage

GREETING = re.compile(r"各位代表|我代表|向大会|审议|提出意见|主席团|同志们")
TITLE = re.compile(
    r"工作报告|代表大会|^[—─（(-]|(市长|省长|主席|州长|盟长|县长|区长|总理|专员)\s*\S{0,8}$|^\d{4}年\d{1,2}月"
)
ADDRESS = re.compile(r"^各?位?(代表|同志们|委员)\s*[、！，：,!:]")  # a lost first character is common
CALL = re.compile(r"让我们[\s\S]*[！。]\W*$|奋斗！\W*$")
NUMBERED = re.compile(r"^(?:[［\[〔【(（]?\s*(?:注|\d{1,3})\s*[］\]〕】)）.．、]|[①-⑳]|[一二三四五六七八九十]{1,3}、)")
ENTRY = re.compile(r"^(?:[［\[〔【(（]?\s*(?:注|\d{1,3})?\s*[］\]〕】)）.．、]|[①-⑳])?\s*[^，。；：:]{2,30}[：:]")
TERM_WORDS = re.compile(r"十[一二三四五]五|五年|未来|蓝图|新征程|远景|2035|现代化")
OPENING_PASSAGES = 12  # titles, day, speaker and greeting stand within
CALL_SHARE, ADDRESS_SHARE = 0.4, 0.85  # of the body, after which a call or an address may close it
SHORT_ADDRESS = 12  # characters of an address that is a paragraph of its own
LEAST_ENTRIES = 3  # of a glossary or list that has no heading


def settle_parts(passages: Sequence[Passage], kinds: list[str]) -> list[str]:
    """Return the section kinds after the second look; the lengths are equal."""
    settled = _settle_ahead(passages, list(kinds))
    settled = _settle_joint(passages, settled)
    settled = _find_review(passages, settled)
    settled = _find_plan(passages, settled)
    return _find_closing(passages, settled)


def _settle_ahead(passages: Sequence[Passage], kinds: list[str]) -> list[str]:
    """A section after the problems plans the year, unless the year's plan is announced well after it."""
    if AHEAD not in kinds:
        return kinds
    first = kinds.index(AHEAD)
    later = next((i for i in range(first, len(kinds)) if kinds[i] in ("plan_year", "plan_both")), None)
    if later is None or (not passages[later].level and later - first <= 3):
        ahead = "plan_year"
    else:
        ahead = "plan_term" if TERM_WORDS.search(passages[first].heading) else "situation"
    return [ahead if kind == AHEAD else kind for kind in kinds]


def _settle_joint(passages: Sequence[Passage], kinds: list[str]) -> list[str]:
    """A heading that announces term and year opens the term's plan where the year's plan follows apart."""
    if "plan_both" not in kinds or "plan_year" not in kinds:
        return kinds
    both, year = kinds.index("plan_both"), kinds.index("plan_year")
    if year < both:
        return kinds
    if year - both < 2 and not passages[year].level:
        return ["plan_both" if kind == "plan_year" else kind for kind in kinds]
    return ["plan_term" if kind == "plan_both" else kind for kind in kinds]


def _find_review(passages: Sequence[Passage], kinds: list[str]) -> list[str]:
    """Without a heading the review begins after the greeting; long paragraphs before its heading belong to it."""
    until = next((i for i, kind in enumerate(kinds) if kind != "opening"), 0)
    if until == 0 or PART_OF[kinds[until]] == "other":
        return kinds
    greeting = max(
        (i for i in range(min(until, OPENING_PASSAGES)) if _greets(passages[i].words)),
        default=-1,
    )
    first = next((i for i in range(greeting + 1, until) if not TITLE.search(passages[i].words)), until)
    if kinds[until] == "review" and until - first < 3:
        return kinds
    return [*kinds[:first], *["review"] * (until - first), *kinds[until:]]


def _greets(words: str) -> bool:
    return len(words) < 200 and bool(GREETING.search(words) or TITLE.search(words))


def _find_plan(passages: Sequence[Passage], kinds: list[str]) -> list[str]:
    """Without any heading the plan begins after the paragraph that admits problems."""
    if any(PART_OF[kind] == "plan" for kind in kinds) or "problems" not in kinds:
        return kinds
    first = kinds.index("problems") + 1
    return [*kinds[:first], *("plan_year" if kind in ("problems", "review") else kind for kind in kinds[first:])]


def _find_closing(passages: Sequence[Passage], kinds: list[str]) -> list[str]:
    """The last call to the deputies closes the body; what follows it unannounced is an appendix."""
    end = len(kinds)
    while end and kinds[end - 1] in ("glossary", "promises"):
        end -= 1
    closing = _last_call(passages[:end], kinds)
    if closing is None:
        return kinds
    tail = passages[closing + 1 : end]
    entries = next((n for n, p in enumerate(tail) if NUMBERED.match(p.words) or _defines(p)), len(tail))
    appendix = tail[entries:]
    if len(appendix) < LEAST_ENTRIES:
        appendix = []
    kind = "glossary" if 2 * sum(map(_defines, appendix)) >= len(appendix) else "promises"
    body_end = end - len(appendix)
    return [*kinds[:closing], *["closing"] * (body_end - closing), *[kind] * len(appendix), *kinds[end:]]


def _last_call(body: Sequence[Passage], kinds: Sequence[str]) -> int | None:
    """Return the paragraph with which the closing begins: the last call to strive on, or else the last address."""
    if not body:
        return None
    last = body[-1].start
    for pattern, share in ((CALL, CALL_SHARE), (ADDRESS, ADDRESS_SHARE)):
        for i in range(len(body) - 1, 0, -1):
            words = body[i].words
            if body[i].start < share * last or PART_OF[kinds[i]] == "review" or kinds[i] == "opening":
                break
            if pattern.search(words) and not body[i].level:
                is_address = i > 1 and ADDRESS.match(body[i - 1].words) and len(body[i - 1].words) <= SHORT_ADDRESS
                return i - 1 if is_address else i
    return None


def _defines(passage: Passage) -> bool:
    return bool(ENTRY.match(passage.words))
