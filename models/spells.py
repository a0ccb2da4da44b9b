"""Spells: from the reports of a place to how long it stayed without a word, and how long it kept it.

A year is one with the word if a report of it has it. What is seen is when a report first has the word: the year before
may be missing, so that the true year lies in an interval (interval censoring), of which the end is taken and told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spell:
    """Years of one place, counted from a beginning that all places share or from its own adoption.

    Attributes:
        entry: last year before it is at risk.
        end: year of the event, or the last with a report.
        is_event: whether the word was taken up, or dropped, in that year.
        is_interval: whether the year before the event has no report, so that it may have happened earlier.
    """

    entry: int
    end: int
    is_event: bool
    is_interval: bool


def find_first_year(places: Sequence[Mapping[int, bool]]) -> int | None:
    """Return the first year in which a place has the word: nobody could follow before; None if nobody has it.

    Args:
        places: of each place, whether the reports of a year have the word, by year; years without a report are absent.
    """
    return min((year for has_word in places for year, is_said in has_word.items() if is_said), default=None)


def is_known_before(has_word: Mapping[int, bool]) -> bool:
    """Whether the first report of a place is silent, so that its adoption, if any, is seen."""
    return bool(has_word) and not has_word[min(has_word)]


def list_adoption(has_word: Mapping[int, bool], first_year: int) -> Spell | None:
    """Return how long a place stayed without the word, in years since the first in which any place had it.

    A place enters with its first report, silent as it must be; None where it was not watched since then.
    """
    if not is_known_before(has_word):
        return None
    adopted = _find_year(has_word, is_said=True)
    end = adopted if adopted is not None else max(has_word)
    entry = max(min(has_word), first_year - 1)
    if end <= entry:
        return None
    is_interval = adopted is not None and adopted - 1 not in has_word
    return Spell(entry - first_year, end - first_year, adopted is not None, is_interval)


def list_abandonment(has_word: Mapping[int, bool]) -> Spell | None:
    """Return how long a place kept the word, in years since it took it up, until its first report without.

    None where it never took it up, where nobody saw when, or where no report follows.
    """
    adopted = _find_year(has_word, is_said=True)
    if adopted is None or not is_known_before(has_word) or max(has_word) == adopted:
        return None
    after = {year: is_said for year, is_said in has_word.items() if year > adopted}
    dropped = _find_year(after, is_said=False)
    end = dropped if dropped is not None else max(after)
    is_interval = dropped is not None and dropped - 1 not in has_word
    return Spell(0, end - adopted, dropped is not None, is_interval)


def _find_year(has_word: Mapping[int, bool], is_said: bool) -> int | None:
    return min((year for year, said in has_word.items() if said is is_said), default=None)
