"""Instruments: plans, regulations, standards, evaluations, pilots, platforms, funds and offices that a sentence names.

A policy instrument is what a government makes, adopts or sets up to reach a goal (Hood 1983, The Tools of Government;
the kinds are ours). A name runs from a verb of making to the noun that ends it, within one clause.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from models.lexicon import read_lexicon

CLAUSE_ENDS = "。；，！？：;!?\n"
CLAUSE = re.compile(f"[^{CLAUSE_ENDS}]+")
TITLE = re.compile("《([^《》]{2,60})》")
SHORTEST_NAME, LONGEST_NAME = 4, 40  # characters: 规划 alone names nothing, a longer run is no name
LEADING = re.compile("(?:[《“‘了]|全市|我市|本市|一批|一个|首个|首部|首批|新一轮)+")  # no part of a name


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument that a sentence names.

    Attributes:
        kind: plan, regulation, standard, evaluation, pilot, platform, fund or office.
        name: as it stands in the sentence.
        verb: what is done with it, empty for a title in 《》 that stands alone.
        start: of the name in the sentence (code points).
        end: likewise, half-open.
    """

    kind: str
    name: str
    verb: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class InstrumentRule:
    """The packaged words: verbs of making, kinds by noun, what is no instrument; as patterns, longest first."""

    verbs: re.Pattern[str]
    nouns: re.Pattern[str]
    kind_of: dict[str, str]
    instead: re.Pattern[str]
    breaks: re.Pattern[str]
    within_names: frozenset[str]
    names: dict[str, str]


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word)))))


@lru_cache(maxsize=1)
def load_instrument_rule() -> InstrumentRule:
    """Return the rule of `instruments.toml`.

    Raises:
        ValueError: a noun stands under two kinds.
    """
    declared = tomllib.loads(read_lexicon("instruments.toml"))
    kind_of: dict[str, str] = {}
    for each in declared["instrument"]:
        for noun in each["nouns"]:
            if kind_of.setdefault(noun, each["kind"]) != each["kind"]:
                raise ValueError(f"instruments.toml: {noun!r} stands under {kind_of[noun]} and {each['kind']}")
    return InstrumentRule(
        verbs=_any_of(declared["verbs"]),
        nouns=_any_of(list(kind_of)),
        kind_of=kind_of,
        instead=_any_of([word for each in declared["instrument"] for word in each["instead"]]),
        breaks=_any_of(declared["breaks"]),
        within_names=frozenset(declared["within_names"]),
        names={each["kind"]: each["zh"] for each in declared["instrument"]},
    )


def find_instruments(sentence: str) -> Iterator[Instrument]:
    """Yield the instruments that a sentence names, in order, each once."""
    rule = load_instrument_rule()
    if not rule.nouns.search(sentence):
        return
    barred = [match.span() for match in rule.instead.finditer(sentence)]
    for clause in CLAUSE.finditer(sentence):
        taken = clause.start()
        for verb in rule.verbs.finditer(sentence, *clause.span()):
            if verb.start() < taken:
                continue
            found = _name_after(sentence, verb, clause.end(), barred, rule)
            if found:
                taken = found.end
                yield found
        yield from _find_titles(sentence, clause, taken, barred, rule)


def _name_after(
    sentence: str, verb: re.Match[str], end: int, barred: list[tuple[int, int]], rule: InstrumentRule
) -> Instrument | None:
    """Return the instrument whose name begins after a verb: it ends at the last noun before anything else begins."""
    leading = LEADING.match(sentence, verb.end(), end)
    start = leading.end() if leading else verb.end()
    stops = [stop.start() for stop in rule.breaks.finditer(sentence, start, end)]
    stops += [v.start() for v in rule.verbs.finditer(sentence, start, end) if v.group() not in rule.within_names]
    nouns = _list_nouns(sentence, start, min([end, start + LONGEST_NAME, *stops]), barred, rule)
    if not nouns or nouns[-1].end() - start < SHORTEST_NAME:
        return None
    last = nouns[-1]
    return Instrument(rule.kind_of[last.group()], sentence[start : last.end()], verb.group(), start, last.end())


def _list_nouns(
    sentence: str, start: int, end: int, barred: list[tuple[int, int]], rule: InstrumentRule
) -> list[re.Match[str]]:
    return [
        noun
        for noun in rule.nouns.finditer(sentence, start, end)
        if not any(left < noun.end() and noun.start() < right for left, right in barred)
    ]


def _find_titles(
    sentence: str, clause: re.Match[str], taken: int, barred: list[tuple[int, int]], rule: InstrumentRule
) -> Iterator[Instrument]:
    for title in TITLE.finditer(sentence, taken, clause.end()):
        nouns = _list_nouns(sentence, title.start(1), title.end(1), barred, rule)
        if nouns:
            yield Instrument(rule.kind_of[nouns[-1].group()], title[1], "", title.start(1), title.end(1))
