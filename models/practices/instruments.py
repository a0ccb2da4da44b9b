"""Instruments: plans, regulations, standards, evaluations, pilots, platforms, funds and offices that a sentence names.

A policy instrument is what a government makes, adopts or sets up to reach a goal (Hood 1983, The Tools of Government;
the kinds are ours). A name runs from a verb to the noun that ends it, within one clause; 《》 make a title.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.practices.instrument_rule import InstrumentRule, find_content, load_instrument_rule

CLAUSE_ENDS = "。；，！？：;!?\n"
CLAUSE = re.compile(f"[^{CLAUSE_ENDS}]+")
TITLE = re.compile("《([^《》]{2,60})》")
LONGEST_NAME = 40  # characters: a longer run is no name
LEAST_CONTENT = 2  # Han characters besides nouns, sorts and wide words: 实施方案 alone names nothing
LONGEST_INSTEAD = 12  # characters: none of the strings that hold back a noun is longer
JOINED = "、和与及并"
NO_START = JOINED + "或在至到成"  # no name begins with these: the verb was no verb, or has another object
QUOTES = {"“": "”", "《": "》", "‘": "’", "（": "）"}


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


def find_instruments(sentence: str, nouns: list[re.Match[str]] | None = None) -> Iterator[Instrument]:
    """Yield the instruments that a sentence names, in order, each once.

    Args:
        sentence: its text.
        nouns: what `list_nouns` says of it, where that is known already.
    """
    nouns = list_nouns(sentence) if nouns is None else nouns
    if not nouns:
        return
    rule = load_instrument_rule()
    no_verbs = [match.span() for match in rule.no_verbs.finditer(sentence)]
    for clause in CLAUSE.finditer(sentence):
        inside = [noun for noun in nouns if clause.start() <= noun.start() and noun.end() <= clause.end()]
        if not inside:
            continue
        verbs = [verb for verb in rule.verbs.finditer(sentence, *clause.span()) if not _is_covered(verb, no_verbs)]
        found = list(_name_after_verbs(sentence, verbs, inside, clause.end(), rule))
        yield from sorted([*found, *_find_titles(sentence, clause, found, inside, rule)], key=lambda each: each.start)


def list_nouns(sentence: str) -> list[re.Match[str]]:
    """Return the nouns that may end a name: none that `instead` covers and none that goes on."""
    rule = load_instrument_rule()
    nouns = [noun for noun in rule.nouns.finditer(sentence) if not rule.goes_on.match(sentence, noun.end())]
    if not nouns:
        return nouns
    around = max(nouns[0].start() - LONGEST_INSTEAD, 0), nouns[-1].end() + LONGEST_INSTEAD
    barred = [match.span() for match in rule.instead.finditer(sentence, *around)]
    return [noun for noun in nouns if not _is_covered(noun, barred)]


def _is_covered(found: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    return any(left < found.end() and found.start() < right for left, right in spans)


def _name_after_verbs(
    sentence: str, verbs: list[re.Match[str]], nouns: list[re.Match[str]], end: int, rule: InstrumentRule
) -> Iterator[Instrument]:
    """Yield the names after each verb or row of verbs."""
    taken = 0
    for number, verb in enumerate(verbs):
        if verb.start() < taken or sentence.startswith("的", verb.end()):
            continue
        start = verb.end()
        for follower in verbs[number + 1 :]:  # 制定并实施: one row
            gap = rule.joins.match(sentence, start)
            if follower.start() not in (start, gap.end() if gap else start):
                break
            start = follower.end()
        taken, row = start, sentence[verb.start() : start]
        stops = [stop.start() for stop in rule.breaks.finditer(sentence, start, end)]
        stops += [v.start() for v in verbs if v.start() >= start and not _is_within(sentence, v, rule)]
        limit = min([end, start + LONGEST_NAME, *stops])
        for found in _split_names(sentence, row, start, limit, nouns, rule):
            taken = found.end
            yield found


def _is_within(sentence: str, verb: re.Match[str], rule: InstrumentRule) -> bool:
    return verb.group() in rule.within_names and sentence[verb.start() - 1] not in JOINED


def _split_names(
    sentence: str, verb: str, start: int, limit: int, nouns: list[re.Match[str]], rule: InstrumentRule
) -> Iterator[Instrument]:
    """Yield each of the names that one verb governs: a noun before 、 or 和 ends one and begins the next."""
    held = [noun for noun in nouns if start <= noun.start() and noun.end() <= limit]
    for number, noun in enumerate(held):
        closed = noun.end() + (sentence[noun.end() : noun.end() + 1] in ("”", "》"))
        join = rule.joins.match(sentence, closed)
        if join or number == len(held) - 1:
            named = _cut_name(sentence, verb, start, noun, rule)
            if named:
                yield named
            start = join.end() if join else noun.end()


def _cut_name(sentence: str, verb: str, start: int, noun: re.Match[str], rule: InstrumentRule) -> Instrument | None:
    """Return the name that ends with a noun, without what leads to it; None if it says nothing."""
    attribute = sentence.rfind("的", start, noun.start())
    if attribute >= 0 and not _is_cut(sentence[attribute : noun.end()]):
        start = attribute + 1
    for other in rule.others.finditer(sentence, start, noun.start()):
        start = other.end()
    leading = rule.leading.match(sentence, start, noun.start())
    start, end = leading.end() if leading else start, noun.end()
    if sentence[start] in NO_START:
        return None
    for left, right in QUOTES.items():
        name = sentence[start:end]
        if name.count(right) > name.count(left) and sentence[start - 1] == left:
            start -= 1
        elif name.count(left) > name.count(right) and sentence[end : end + 1] == right:
            end += 1
    name = sentence[start:end]
    if len(find_content(name)) < LEAST_CONTENT or _is_cut(name):
        return None
    return Instrument(rule.kind_of[noun.group()], name, verb, start, end)


def _is_cut(name: str) -> bool:
    """Return whether a quotation, title or bracket is cut."""
    return any(
        name.count(left) != name.count(right) or -1 < name.find(right) < name.find(left)
        for left, right in QUOTES.items()
    )


def _find_titles(
    sentence: str, clause: re.Match[str], found: list[Instrument], nouns: list[re.Match[str]], rule: InstrumentRule
) -> Iterator[Instrument]:
    """Yield the titles in 《》 that no verb has led to."""
    for title in TITLE.finditer(sentence, *clause.span()):
        ending = [noun for noun in nouns if title.start(1) <= noun.start() and noun.end() == title.end(1)]
        is_new = not any(each.start < title.end(1) and title.start(1) < each.end for each in found)
        if ending and is_new and len(find_content(title[1])) >= LEAST_CONTENT:
            yield Instrument(rule.kind_of[ending[-1].group()], title[1], "", title.start(1), title.end(1))
