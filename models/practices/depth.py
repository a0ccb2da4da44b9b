"""Depth: how far a statement about a subject goes, from a word in a list to a result that is reported.

0 silent; 1 the word in a formula, a list or a clause without content of its own; 2 an own goal or task with content, or
a heading; 3 an instrument named; 4 a result reported. After the ladders of policy intensity in content analysis of
Chinese policies (Peng et al. 2008, measuring the strength of policies and goals); the steps are the project's.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from models.lexicon import read_lexicon
from models.practices.instruments import CLAUSE, CLAUSE_ENDS, Instrument, find_instruments

Span = tuple[int, int]
NOTE = re.compile(  # a footnote, or a definition
    r"^\s*(?:[\[［〔【]\d{1,3}[\]］〕】]|[①-⑳㉑-㉟])|[：:]\s*(?:是?指|即)|是指"
    r"|^\s*\d{1,3}[.．、]?\s*[“\"「][^”\"」]{1,30}[”\"」][^，。]{0,8}[：:]"
)
FIGURE = re.compile(r"\d(?!\d*[年月—－-])")  # a year or month is no figure of a result
LONG_SENTENCE = 160  # characters: a preamble or a list of everything, in which no clause has content of its own
CONTENT = 2  # terms of other themes in other clauses that make a task of a goal
INSTRUMENT_GAP = 8  # characters between the subject and the instrument made for it, within the clause
BORDERS = "、和与及"
CHAIN = 2  # qualities beside the subject that make a row of it; one is enough where 、 stands between
JOINTS = re.compile("(?:城市|更加|更有|更|具有|[、和与 ”“])+")


@dataclass(frozen=True, slots=True)
class DepthRule:
    """The packaged cues."""

    deeds: frozenset[str]
    achieved: re.Pattern[str]
    improved: re.Pattern[str]
    improved_before: tuple[str, ...]
    works: frozenset[str]
    tasks: tuple[str, ...]
    qualities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence about a subject, and where it stands.

    Attributes:
        text: the sentence.
        subject: span of the word or term that names the subject (code points, half-open).
        content: spans of terms of other themes of the default scheme, each with its theme.
        section_kind: of the part of the report: `review`, `problems`, `plan_year` and so on.
        is_heading: whether it is one.
        is_formula: whether the words around the subject repeat an earlier document of another place.
    """

    text: str
    subject: Span
    content: Sequence[tuple[Span, str]]
    section_kind: str
    is_heading: bool
    is_formula: bool


@lru_cache(maxsize=1)
def load_depth_rule() -> DepthRule:
    """Return the rule of `depth.toml`."""
    declared = tomllib.loads(read_lexicon("depth.toml"))
    return DepthRule(
        deeds=frozenset(declared["deeds"]),
        achieved=re.compile("|".join(map(re.escape, declared["achieved"]))),
        improved=re.compile("|".join(map(re.escape, declared["improved_after"]))),
        improved_before=tuple(declared["improved_before"]),
        works=frozenset(declared["works"]),
        tasks=tuple(declared["tasks"]),
        qualities=tuple(declared["qualities"]),
    )


def is_note(text: str) -> bool:
    """Whether a sentence is a footnote or defines a word: it explains, and states nothing of the place."""
    return bool(NOTE.search(text))


def judge_depth(statement: Statement) -> tuple[int, Instrument | None]:
    """Return the depth of a statement (1 to 4) and the instrument that it names for its subject, if any."""
    rule, kind = load_depth_rule(), statement.section_kind
    named = list(find_instruments(statement.text))
    instrument = choose_own_instrument(statement.text, statement.subject, named)
    if kind in rule.deeds and _is_result(statement, rule, instrument):
        return 4, instrument
    if instrument:
        return 3, instrument
    if statement.is_heading:
        return 2, None
    if kind in rule.deeds or kind == "problems" or statement.is_formula:  # no deed, a lack, borrowed words
        return 1, None
    is_row = is_among_qualities(statement.text, statement.subject)
    is_own = _is_task(statement, rule) or (not is_row and _has_content(statement, rule, named))
    return (2 if is_own else 1), None


def choose_own_instrument(text: str, subject: Span, named: Sequence[Instrument]) -> Instrument | None:
    """Return the instrument made for a subject: its name holds the subject, or follows it at once in its clause."""
    clause = find_clause(text, subject)
    for instrument in named:
        holds = instrument.start <= subject[0] and subject[1] <= instrument.end
        between = text[subject[1] : instrument.start]
        follows = subject[1] <= instrument.start < clause[1] and len(between) <= INSTRUMENT_GAP
        if holds or (follows and not any(border in between for border in BORDERS)):
            return instrument
    return None


def is_among_qualities(text: str, subject: Span) -> bool:
    """Whether the subject stands in a row of qualities of a city (宜居、韧性、智慧), with no clause of its own."""
    qualities = load_depth_rule().qualities
    left, right = subject
    found = 0
    while step := next((q for q in qualities if text[: (skipped := _skip_back(text, left))].endswith(q)), ""):
        found += CHAIN if "、" in text[skipped:left] else 1
        left = skipped - len(step)
    while step := next((q for q in qualities if text.startswith(q, (skipped := _skip_ahead(text, right)))), ""):
        found += CHAIN if "、" in text[right:skipped] else 1
        right = skipped + len(step)
    return found >= CHAIN


def _skip_ahead(text: str, place: int) -> int:
    joint = JOINTS.match(text, place)
    return joint.end() if joint else place


def _skip_back(text: str, place: int) -> int:
    ends = [joint.start() for joint in JOINTS.finditer(text, 0, place) if joint.end() == place]
    return ends[0] if ends else place


def _is_task(statement: Statement, rule: DepthRule) -> bool:
    """Whether a named task is made for the subject, at once after it in its clause."""
    end = min(find_clause(statement.text, statement.subject)[1], statement.subject[1] + INSTRUMENT_GAP)
    words = re.split(f"[{BORDERS}]", statement.text[statement.subject[1] : end])[0]
    return "等" not in words and any(task in words for task in rule.tasks)  # one of a list of tasks


def find_clause(text: str, span: Span) -> Span:
    """Return the clause that a span lies in."""
    start = max(text.rfind(mark, 0, span[0]) for mark in CLAUSE_ENDS) + 1
    ends = [place for mark in CLAUSE_ENDS if (place := text.find(mark, span[1])) >= 0]
    return start, min(ends, default=len(text))


def _is_result(statement: Statement, rule: DepthRule, instrument: Instrument | None) -> bool:
    """Whether a sentence of a review tells a result: an improvement, or an instrument, a figure or a deed beside it."""
    text, (start, end) = statement.text, statement.subject
    clause = find_clause(text, statement.subject)
    is_better = rule.improved.search(text, end, min(clause[1], end + INSTRUMENT_GAP))
    if is_better or text[clause[0] : start].endswith(rule.improved_before):
        return not statement.is_formula
    if statement.is_heading:
        return False
    if instrument:
        return True
    clauses = [each.span() for each in CLAUSE.finditer(text)]
    here = next((n for n, (first, last) in enumerate(clauses) if first <= start < last), 0)
    near = clauses if here == 0 else clauses[here - 1 : here + 2]
    words = text[near[0][0] : near[-1][1]] if near else text
    return bool(FIGURE.search(words) or rule.achieved.search(words))


def _has_content(statement: Statement, rule: DepthRule, named: Sequence[Instrument]) -> bool:
    """Whether the statement is a task of its own: the whole sentence, its head, or its end that works serve."""
    text, clause = statement.text, find_clause(statement.text, statement.subject)
    clauses = [each.span() for each in CLAUSE.finditer(text)]
    if len(clauses) == 1:
        return len(text) <= LONG_SENTENCE
    outside = [(span, theme) for span, theme in statement.content if not clause[0] <= span[0] < clause[1]]
    beside = [each for each in named if not clause[0] <= each.start < clause[1]]
    if clause[0] <= clauses[0][0]:
        return len(outside) + len(beside) >= 1
    works = [span for span, theme in outside if theme in rule.works]
    return clause[1] >= clauses[-1][1] and len(text) <= LONG_SENTENCE and len(works) + CONTENT * len(beside) >= CONTENT
