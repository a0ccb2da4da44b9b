"""Promises: which instruments of a plan are promises, and where later reports may speak of them.

A promise is an instrument that is to come into being, by the place itself; which verbs say so is data. A mention is a
noun of a kind with what stands before it, and what its clause says: that the thing is there, is not yet, was granted.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from models.lexicon import read_lexicon
from models.practices.instrument_rule import classify_verb, find_content, find_core, load_instrument_rule
from models.practices.instruments import CLAUSE, Instrument

LEAST_CORE, LEAST_CONTENT = 4, 3  # characters: a promise says this much besides its sort, or is about this much
LISTED = re.compile("[、和与及]")
LONGEST_NEAR = 16  # characters before a noun in which 国家 speaks of it
WINDOW = 40  # characters before a noun in which a name may lie


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a report where an instrument may be named: it ends with a noun of a kind.

    Attributes:
        sentence: number of the sentence in the report.
        kind: of instrument.
        core: what it says besides its sort; of a name whose beginning is not known, all of the clause before it.
        is_named: whether the beginning is known.
        verb: class of the verb, empty without one.
        is_done: whether the clause says that it is there.
        is_open: whether the clause says that it is not there yet.
        is_granted: whether the clause says that others granted it.
    """

    sentence: int
    kind: str
    core: str
    is_named: bool
    verb: str
    is_done: bool
    is_open: bool
    is_granted: bool


@dataclass(frozen=True, slots=True)
class PromiseRule:
    """The packaged words of promises.toml."""

    makes: dict[str, frozenset[str]]
    above: re.Pattern[str]
    not_above: re.Pattern[str]
    carried_after: re.Pattern[str]
    applied_for: frozenset[str]
    done_before: re.Pattern[str]
    finished: re.Pattern[str]
    unfinished: re.Pattern[str]
    granted: re.Pattern[str]


@lru_cache(maxsize=1)
def load_promise_rule() -> PromiseRule:
    """Return the rule of `promises.toml`."""
    declared = tomllib.loads(read_lexicon("promises.toml"))
    words = declared["reading"]
    cues = ("above", "not_above", "carried_after", "done_before", "finished", "unfinished", "granted")
    return PromiseRule(
        makes={kind: frozenset(classes) for kind, classes in declared["makes"].items()},
        applied_for=frozenset(words["applied_for"]),
        **{cue: re.compile("|".join(map(re.escape, words[cue]))) for cue in cues},
    )


def is_promise(sentence: str, instrument: Instrument) -> bool:
    """Return whether a plan says of an instrument that it is to come into being, by the place itself."""
    rule = load_promise_rule()
    if classify_verb(instrument.verb) not in rule.makes[instrument.kind]:
        return False
    verb = sentence.rfind(instrument.verb, 0, instrument.start)
    if _is_above(instrument.kind, sentence[max(verb - 4, 0) : instrument.end]):
        return False
    if sentence.count("《", 0, verb) > sentence.count("》", 0, verb):  # a title quoted: 《关于制定…的建议》
        return False
    between = sentence[max(verb - 2, 0) : verb] + sentence[verb + len(instrument.verb) : instrument.start]
    if rule.done_before.search(between):
        return False
    core = find_core(instrument.name)
    return len(core) >= LEAST_CORE or len(find_content(instrument.name)) >= LEAST_CONTENT


def _is_above(kind: str, name: str) -> bool:
    """Return whether a name is of something made above the city."""
    rule = load_promise_rule()
    return kind not in rule.applied_for and bool(rule.above.search(rule.not_above.sub("", name)))


def find_mentions(
    number: int, sentence: str, instruments: Sequence[Instrument], nouns: Sequence[re.Match[str]]
) -> list[Mention]:
    """Return the places of a sentence where an instrument may be named, those given and all other nouns.

    Args:
        number: of the sentence in its report.
        sentence: its text.
        instruments: found in it.
        nouns: that may end a name there.
    """
    if not nouns:
        return []
    nouns = [noun for noun in nouns if not any(i.start < noun.end() <= i.end for i in instruments)]
    kind_of = load_instrument_rule().kind_of
    found = []
    for clause in CLAUSE.finditer(sentence):
        inside = [i for i in instruments if clause.start() <= i.start < clause.end()]
        others = [noun for noun in nouns if clause.start() <= noun.start() < clause.end()]
        if not inside and not others:
            continue
        told = _read_cues(clause.group())
        for i in inside:
            if _is_above(i.kind, i.name):
                continue
            cores = [find_core(i.name), *_split_list(i.name)]
            found += [Mention(number, i.kind, core, True, classify_verb(i.verb), *told) for core in cores]
        for noun in others:
            window, kind = sentence[max(clause.start(), noun.end() - WINDOW) : noun.end()], kind_of[noun.group()]
            if _is_above(kind, window[-LONGEST_NEAR:]):
                continue
            verb = "carrying" if load_promise_rule().carried_after.match(sentence, noun.end()) else ""
            found.append(Mention(number, kind, find_core(window), False, verb, *told))
            found += [Mention(number, kind, core, True, verb, *told) for core in _split_list(window)[1:]]
    return found


def _split_list(name: str) -> list[str]:
    """Return the cores of a list that one noun ends: 道路、水利设施等专项规划 are two."""
    listed, _, ending = name.rpartition("等")
    return [find_core(part) for part in LISTED.split(listed)] if listed and not find_content(ending) else []


def _read_cues(clause: str) -> tuple[bool, bool, bool]:
    rule = load_promise_rule()
    return bool(rule.finished.search(clause)), bool(rule.unfinished.search(clause)), bool(rule.granted.search(clause))
