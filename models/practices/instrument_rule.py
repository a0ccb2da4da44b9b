"""Instrument rule: the packaged words by which instruments are found, and what a name and a verb say."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from models.lexicon import read_lexicon

COUNTED = "(?:第?[0-9一二两三四五六七八九十百]+(?:个|项|批|部|座|家|套|轮|大))"
NO_HAN = "[^\u4e00-\u9fff]"


@dataclass(frozen=True, slots=True)
class InstrumentRule:
    """The packaged words: verbs, kinds by noun, what is no instrument; as patterns, longest first."""

    verbs: re.Pattern[str]
    verb_class: dict[str, str]
    joins: re.Pattern[str]
    others: re.Pattern[str]
    nouns: re.Pattern[str]
    kind_of: dict[str, str]
    instead: re.Pattern[str]
    no_verbs: re.Pattern[str]
    goes_on: re.Pattern[str]
    breaks: re.Pattern[str]
    leading: re.Pattern[str]
    sorts: re.Pattern[str]
    endings: re.Pattern[str]
    vague: re.Pattern[str]
    within_names: frozenset[str]
    names: dict[str, str]


def _any_of(words: Iterable[str], more: str = "") -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word)))) + more)


@lru_cache(maxsize=1)
def load_instrument_rule() -> InstrumentRule:
    """Return the rule of `instruments.toml`.

    Raises:
        ValueError: a noun stands under two kinds, or a verb in two classes.
    """
    declared = tomllib.loads(read_lexicon("instruments.toml"))
    kind_of: dict[str, str] = {}
    verb_class: dict[str, str] = {}
    nouns = [(noun, each["kind"]) for each in declared["instrument"] for noun in each["nouns"]]
    verbs = [(verb, name) for name, words in declared["verbs"].items() for verb in words]
    for known, pairs in ((kind_of, nouns), (verb_class, verbs)):
        for word, name in pairs:
            if known.setdefault(word, name) != name:
                raise ValueError(f"instruments.toml: {word!r} stands under {known[word]} and {name}")
    reading = declared["reading"]
    heads = [noun for noun in kind_of if not any(noun[n:] in kind_of for n in range(1, len(noun)))]
    return InstrumentRule(
        verbs=_any_of(verb_class),
        verb_class=verb_class,
        joins=_any_of(reading["joins"]),
        others=re.compile(
            f"(?:{_any_of(reading['others']).pattern})(?:[、和与及]|以及)|(?:{_any_of(reading['others_listed']).pattern})、"
        ),
        nouns=_any_of(kind_of),
        kind_of=kind_of,
        instead=_any_of(word for each in declared["instrument"] for word in each["instead"]),
        no_verbs=_any_of(reading["no_verbs"]),
        goes_on=_any_of(reading["goes_on"]),
        breaks=_any_of(reading["breaks"]),
        leading=re.compile(f"(?:{_any_of(reading['leading']).pattern}|{COUNTED})+"),
        sorts=_any_of(reading["sorts"], f"|{COUNTED}|{NO_HAN}"),
        endings=re.compile(f"(?:{_any_of([*reading['sorts'], *heads]).pattern}|{NO_HAN})+$"),
        vague=_any_of(reading["vague"]),
        within_names=frozenset(reading["within_names"]),
        names={each["kind"]: each["zh"] for each in declared["instrument"]},
    )


@lru_cache(maxsize=100_000)
def find_core(name: str) -> str:
    """Return what a name says besides nouns, numbers and sorts: 韧性城市空间专项规划 is 韧性城市空间."""
    rule = load_instrument_rule()
    return rule.sorts.sub("", rule.endings.sub("", name))


def find_content(name: str) -> str:
    """Return what a name is about, without wide words: 韧性城市空间专项规划 is 韧性."""
    return load_instrument_rule().vague.sub("", find_core(name))


def classify_verb(verb: str) -> str:
    """Return the class of a verb or row of verbs, the first in the file that one of them has; "" without a verb."""
    rule = load_instrument_rule()
    classes = {rule.verb_class[found.group()] for found in rule.verbs.finditer(verb)}
    return next((name for name in dict.fromkeys(rule.verb_class.values()) if name in classes), "")
