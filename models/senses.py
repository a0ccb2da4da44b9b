"""Senses: what a use of the word 韧性 is about (the city, the economy, a network …), by a first rule over its clause.

The rule reads the word that follows, then the nearest cue before it in the clause, then in the sentence.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from models.lexicon import read_lexicon

CLAUSE_END = "。；！？，;!?,\n"
SENSES = ("urban", "infrastructure", "economy", "ecology", "society", "other")


@dataclass(frozen=True, slots=True)
class SenseRule:
    """The packaged rule: cues by sense, what is no use of the word, and the sense of last resort."""

    word: str
    not_a_use: tuple[str, ...]
    default: str
    after: tuple[tuple[str, str], ...]  # (cue, sense), longest first
    before: tuple[tuple[str, str], ...]
    doubtful: frozenset[str]  # cues before the word that yield to one of the economy


@lru_cache(maxsize=1)
def load_sense_rule() -> SenseRule:
    """Return the rule of `resilience_senses.toml`.

    Raises:
        ValueError: a sense is not one of the closed list, or a cue stands twice.
    """
    declared = tomllib.loads(read_lexicon("resilience_senses.toml"))
    unknown = {sense["id"] for sense in declared["sense"]} - set(SENSES)
    if unknown:
        raise ValueError(f"resilience_senses.toml: no such sense: {', '.join(sorted(unknown))}")

    def cues(key: str) -> tuple[tuple[str, str], ...]:
        pairs = [(cue, sense["id"]) for sense in declared["sense"] for cue in sense.get(key, [])]
        if repeated := [cue for cue, n in Counter(cue for cue, _ in pairs).items() if n > 1]:
            raise ValueError(f"resilience_senses.toml: {key!r} names twice: {'、'.join(repeated)}")
        return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))

    return SenseRule(
        word=declared["word"],
        not_a_use=tuple(declared["not_a_use"]),
        default=declared["default"],
        after=cues("after"),
        before=cues("before"),
        doubtful=frozenset(declared["doubtful"]),
    )


def _nearest_before(sentence: str, start: int, end: int, rule: SenseRule) -> str | None:
    """Return the sense of the cue that ends nearest before `end`, not before `start`, the longest on a tie.

    发展 of a city is its economy where the cue before it, in the whole sentence, speaks of that; else its safety.
    """
    best: tuple[int, int, str, str] | None = None
    for cue, sense in rule.before:
        place = sentence.rfind(cue, start, end)
        if place >= 0 and (best is None or (place + len(cue), len(cue)) > best[:2]):
            best = (place + len(cue), len(cue), cue, sense)
    if best is None:
        return None
    cue_end, length, cue, sense = best
    if cue in rule.doubtful and _nearest_before(sentence, 0, cue_end - length, rule) == "economy":
        return "economy"
    return sense


def find_senses(sentence: str) -> Iterator[tuple[int, int, str]]:
    """Yield each use of the word in a sentence as its half-open span and its sense."""
    rule = load_sense_rule()
    if rule.word not in sentence:
        return
    barred = [match.span() for entry in rule.not_a_use for match in re.finditer(re.escape(entry), sentence)]
    start = sentence.find(rule.word)
    while start >= 0:
        end = start + len(rule.word)
        if not any(left <= start and end <= right for left, right in barred):
            yield start, end, _sense_at(sentence, start, end, rule)
        start = sentence.find(rule.word, end)


def _sense_at(sentence: str, start: int, end: int, rule: SenseRule) -> str:
    for cue, sense in rule.after:
        if sentence.startswith(cue, end):
            return sense
    clause_start = max((sentence.rfind(mark, 0, start) for mark in CLAUSE_END), default=-1) + 1
    return (
        _nearest_before(sentence, clause_start, start, rule)
        or _nearest_before(sentence, 0, start, rule)
        or rule.default
    )
