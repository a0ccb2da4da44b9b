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

from models.instruments import CLAUSE, CLAUSE_ENDS, Instrument, find_instruments
from models.lexicon import read_lexicon

Span = tuple[int, int]
FIGURE = re.compile(r"\d(?!\d*年)")  # a year is no figure of a result
LONG_SENTENCE = 160  # characters: a preamble or a list of everything, in which no clause has content of its own
CONTENT = 2  # terms of other themes in other clauses that make a task of a goal
INSTRUMENT_GAP = 8  # characters between the subject and the instrument made for it, within the clause
BORDERS = "、和与及"
CHAIN = 2  # qualities beside the subject that make a row of it
JOINTS = re.compile("(?:城市|更加|更|具有|[、和与 ”“])+")


@dataclass(frozen=True, slots=True)
class DepthRule:
    """The packaged cues."""

    deeds: frozenset[str]
    achieved: re.Pattern[str]
    tasks: tuple[str, ...]
    qualities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence about a subject, and where it stands.

    Attributes:
        text: the sentence.
        subject: span of the word or term that names the subject (code points, half-open).
        content: spans of terms of other themes.
        section_kind: of the part of the report: `review`, `problems`, `plan_year` and so on.
        is_heading: whether it is one.
        is_formula: whether the words around the subject repeat an earlier document of another place.
    """

    text: str
    subject: Span
    content: Sequence[Span]
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
        tasks=tuple(declared["tasks"]),
        qualities=tuple(declared["qualities"]),
    )


def judge_depth(statement: Statement) -> tuple[int, Instrument | None]:
    """Return the depth of a statement (1 to 4) and the instrument that it names for its subject, if any."""
    rule, kind = load_depth_rule(), statement.section_kind
    instrument = find_own_instrument(statement.text, statement.subject)
    is_deed = kind in rule.deeds and not statement.is_heading
    if is_deed and (instrument or _is_achieved(statement, rule)):
        return 4, instrument
    if instrument:
        return 3, instrument
    if statement.is_heading:
        return 2, None
    if is_deed or kind == "problems" or statement.is_formula:  # a claim without a deed, a lack, a borrowed word
        return 1, None
    is_row = is_among_qualities(statement.text, statement.subject)
    is_own = _is_task(statement, rule) or (not is_row and _has_content(statement))
    return (2 if is_own else 1), None


def find_own_instrument(text: str, subject: Span) -> Instrument | None:
    """Return the instrument made for a subject: its name holds the subject, or follows it at once in its clause."""
    clause = _clause_of(text, subject)
    for instrument in find_instruments(text):
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
        left, found = skipped - len(step), found + 1
    while step := next((q for q in qualities if text.startswith(q, (skipped := _skip_ahead(text, right)))), ""):
        right, found = skipped + len(step), found + 1
    return found >= CHAIN


def _skip_ahead(text: str, place: int) -> int:
    joint = JOINTS.match(text, place)
    return joint.end() if joint else place


def _skip_back(text: str, place: int) -> int:
    ends = [joint.start() for joint in JOINTS.finditer(text, 0, place) if joint.end() == place]
    return ends[0] if ends else place


def _is_task(statement: Statement, rule: DepthRule) -> bool:
    """Whether a named task is made for the subject, at once after it in its clause."""
    end = min(_clause_of(statement.text, statement.subject)[1], statement.subject[1] + INSTRUMENT_GAP)
    words = re.split(f"[{BORDERS}]", statement.text[statement.subject[1] : end])[0]
    return any(task in words for task in rule.tasks)


def _clause_of(text: str, span: Span) -> Span:
    start = max(text.rfind(mark, 0, span[0]) for mark in CLAUSE_ENDS) + 1
    ends = [place for mark in CLAUSE_ENDS if (place := text.find(mark, span[1])) >= 0]
    return start, min(ends, default=len(text))


def _is_achieved(statement: Statement, rule: DepthRule) -> bool:
    """Whether a sentence of a review tells a result: a figure or a deed beside the subject."""
    clauses = [clause.span() for clause in CLAUSE.finditer(statement.text)]
    here = next((n for n, (start, end) in enumerate(clauses) if start <= statement.subject[0] < end), 0)
    near = clauses[max(here - 1, 0) : here + 2]
    words = statement.text[near[0][0] : near[-1][1]] if near else statement.text
    return bool(FIGURE.search(words) or rule.achieved.search(words))


def _has_content(statement: Statement) -> bool:
    """Whether the statement is a task of its own: the whole sentence, its head, or with means beside it."""
    text, clause = statement.text, _clause_of(statement.text, statement.subject)
    clauses = [each.span() for each in CLAUSE.finditer(text)]
    if len(clauses) == 1:
        return len(text) <= LONG_SENTENCE
    if len(text) > LONG_SENTENCE and clause[0] > clauses[0][0]:
        return False
    means = [*statement.content, *((named.start, named.end) for named in find_instruments(text))]
    outside = [span for span in means if not clause[0] <= span[0] < clause[1]]
    is_head = clause[0] <= clauses[0][0]
    return len(outside) >= (1 if is_head else CONTENT)
