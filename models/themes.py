"""Themes: schemes of terms read from data, and a matcher that finds them all at once, with offsets.

Within a theme the longest term wins; a negative term holds back what it overlaps. Themes do not see one another:
a term added to one changes no other.
"""

import hashlib
import tomllib
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from models.lexicon import find_data, read_lexicon

SCHEMES = (  # packaged schemes; the first is the default
    "urban_resilience",
    "city_resilience_framework",
    "ten_essentials",
    "governance_views",
    "community_paths",
    "community_practices",
    "policy_tools",
    "hazards",
)


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of a scheme: what it means, its terms, and the negative terms that must not count."""

    scheme: str
    theme: str
    theme_zh: str
    name: str
    definition: str
    definition_zh: str
    source: str
    is_confirmed: bool
    terms: tuple[str, ...]
    negative: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A closed list of themes with a version."""

    scheme: str
    version: str
    name: str
    name_zh: str
    themes: tuple[Theme, ...]


class Mention(NamedTuple):
    """A term found: half-open span in the text that was searched."""

    scheme: str
    theme: str
    term: str
    start: int
    end: int


def parse_scheme(document: str, name: str) -> Scheme:
    """Return the scheme that a TOML document declares.

    Raises:
        ValueError: a mandatory field is missing, a theme has no terms or names one twice; the message says where.
    """
    declared = tomllib.loads(document)
    try:
        themes = []
        for theme in declared["theme"]:
            for key in (
                "id",
                "theme_zh",
                "name",
                "definition",
                "definition_zh",
                "source",
                "is_confirmed",
                "terms",
            ):
                if not theme.get(key) and theme.get(key) is not False:
                    raise ValueError(f"{name}: theme {theme.get('id', '?')!r} lacks {key!r}")
            terms, negative = theme["terms"], theme.get("negative", [])
            repeated = [term for term, n in Counter([*terms, *negative]).items() if n > 1]
            if repeated:
                raise ValueError(f"{name}: theme {theme['id']!r} names twice: {'、'.join(repeated)}")
            themes.append(
                Theme(
                    scheme=declared["scheme"],
                    theme=theme["id"],
                    theme_zh=theme["theme_zh"],
                    name=theme["name"],
                    definition=theme["definition"],
                    definition_zh=theme["definition_zh"],
                    source=theme["source"],
                    is_confirmed=theme["is_confirmed"],
                    terms=tuple(terms),
                    negative=tuple(negative),
                )
            )
        return Scheme(declared["scheme"], declared["version"], declared["name"], declared["name_zh"], tuple(themes))
    except KeyError as missing:
        raise ValueError(f"{name}: the key {missing} is missing") from None


@lru_cache(maxsize=1)
def load_schemes() -> tuple[Scheme, ...]:
    """Return the packaged schemes, the default one first."""
    return tuple(parse_scheme(read_lexicon(f"{name}.toml"), f"{name}.toml") for name in SCHEMES)


def load_crosswalk() -> list[dict[str, str]]:
    """Return the pairs of themes of two schemes that correspond, as `crosswalk.toml` declares them."""
    pairs: list[dict[str, str]] = tomllib.loads(read_lexicon("crosswalk.toml"))["pair"]
    return pairs


def digest_lexicon() -> str:
    """Return a digest (hex) of everything that decides how a sentence is coded."""
    names = [*(f"{name}.toml" for name in SCHEMES), "resilience_senses.toml"]
    data = [read_lexicon(name).encode() for name in names]
    data += [find_data(f"{name}.npz") or b"" for name in SCHEMES]
    return hashlib.sha256(b"\0".join(data)).hexdigest()


class ThemeMatcher:
    """Finds the terms of all themes of some schemes in one pass over a text."""

    def __init__(self, schemes: Iterable[Scheme]) -> None:
        themes = sorted((theme for scheme in schemes for theme in scheme.themes), key=lambda t: (t.scheme, t.theme))
        uses: dict[str, list[tuple[int, bool]]] = defaultdict(list)
        for number, theme in enumerate(themes):
            for term in theme.terms:
                uses[term].append((number, True))
            for term in theme.negative:
                uses[term].append((number, False))
        self._names = [(theme.scheme, theme.theme) for theme in themes]
        self._terms = list(uses)
        self._uses = list(uses.values())
        self._automaton = AhoCorasick(self._terms, matchkind=MatchKind.Standard)

    def find_mentions(self, text: str) -> list[Mention]:
        """Return the mentions in a text, ordered by theme and place; within a theme they do not overlap."""
        found: dict[int, list[tuple[int, int, str, bool]]] = defaultdict(list)
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for theme, is_positive in self._uses[index]:
                found[theme].append((start, end, self._terms[index], is_positive))
        return [
            Mention(*self._names[theme], term, start, end)
            for theme in sorted(found)
            for start, end, term in _choose_longest(found[theme])
        ]


def _choose_longest(matches: list[tuple[int, int, str, bool]]) -> list[tuple[int, int, str]]:
    """Keep the longest of overlapping matches (the first on a tie, negatives before terms); drop the negatives."""
    if len(matches) == 1:
        return [match[:3] for match in matches if match[3]]
    taken: list[tuple[int, int]] = []  # disjoint spans in order
    chosen = []
    for start, end, term, is_positive in sorted(matches, key=lambda m: (m[0] - m[1], m[0], m[3])):
        place = bisect_right(taken, (start, end))
        overlaps_before = place > 0 and taken[place - 1][1] > start
        overlaps_after = place < len(taken) and taken[place][0] < end
        if overlaps_before or overlaps_after:
            continue
        taken.insert(place, (start, end))
        if is_positive:
            chosen.append((start, end, term))
    return sorted(chosen)


@lru_cache(maxsize=1)
def load_matcher() -> ThemeMatcher:
    """Return the matcher of the packaged schemes."""
    return ThemeMatcher(load_schemes())
