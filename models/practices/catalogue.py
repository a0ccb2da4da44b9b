"""Practices: what Table 1 prints for a document, an instrument or a practice of community governance."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from models.lexicon import read_lexicon

BASES = ("document", "instrument", "community")
RESILIENCE = "resilience"  # the subject of a use of 韧性; other subjects are themes of community_practices


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice that is told from documents.

    Attributes:
        basis: `document` (resilience written into one), `instrument` (named for it) or `community`.
        id: a kind of document, a kind of instrument, or a theme of community_practices.
        category: of Table 1.
        practice: as printed.
    """

    basis: str
    id: str
    category: str
    practice: str


@dataclass(frozen=True, slots=True)
class Judged:
    """Practices of a basis and depth that were judged by reading: how many, and how many of them were right."""

    basis: str
    depth: int
    n: int
    right: int

    @property
    def confidence(self) -> float:
        """Share that is right, drawn a little to one half where few were judged (Laplace's rule of succession)."""
        return (self.right + 1) / (self.n + 2)


@dataclass(frozen=True, slots=True)
class _Around:
    """What the words around a term of community governance tell."""

    elsewhere_in_clause: re.Pattern[str]
    elsewhere_in_sentence: re.Pattern[str]
    grassroots: re.Pattern[str]
    needs_grassroots: frozenset[str]
    too_plain: frozenset[str]


@lru_cache(maxsize=1)
def _load_around() -> _Around:
    declared = _read()

    def any_of(name: str) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, declared[name])))

    return _Around(
        elsewhere_in_clause=any_of("elsewhere_in_clause"),
        elsewhere_in_sentence=any_of("elsewhere_in_sentence"),
        grassroots=any_of("grassroots"),
        needs_grassroots=frozenset(declared["needs_grassroots"]),
        too_plain=frozenset(declared["too_plain"]),
    )


def is_practised(theme: str, text: str, term: tuple[int, int], clause: tuple[int, int], heading: str = "") -> bool:
    """Whether a term of community governance stands for the practice: not too plain, nor told of something else.

    Args:
        theme: of community_practices.
        text: a sentence.
        term: span of the term (code points, half-open).
        clause: span of its clause.
        heading: above the sentence.
    """
    around = _load_around()
    if text[slice(*term)] in around.too_plain:
        return False
    if theme in around.needs_grassroots and not around.grassroots.search(f"{heading}\n{text}"):
        return False
    return not around.elsewhere_in_clause.search(text, *clause) and not around.elsewhere_in_sentence.search(text)


def load_judged() -> tuple[Judged, ...]:
    """Return how often the practices that were judged were right."""
    return tuple(Judged(**each) for each in _read().get("judged", []))


@lru_cache(maxsize=1)
def _read() -> dict[str, Any]:
    declared: dict[str, Any] = tomllib.loads(read_lexicon("practices.toml"))
    return declared


@lru_cache(maxsize=1)
def load_practices() -> tuple[Practice, ...]:
    """Return the practices of `practices.toml`.

    Raises:
        ValueError: a basis is unknown, or a practice stands twice.
    """
    found = tuple(Practice(**each) for each in _read()["practice"])
    keys = [(each.basis, each.id) for each in found]
    wrong = [key for key in keys if key[0] not in BASES or keys.count(key) > 1]
    if wrong:
        raise ValueError(f"practices.toml: unknown basis or said twice: {sorted(set(wrong))}")
    return found
