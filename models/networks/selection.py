"""Selection: which keywords, and which of their links, a time slice puts into the network.

The criteria are those of CiteSpace (citespace101, section 6.4). Keywords of equal count come in order of their code
points, so that a cut through equal counts is the same on every run.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.networks.counting import Pairs
from models.networks.strength import weigh_links

CITESPACE_K = 25.0  # CiteSpace's own default, from general knowledge: no printed source was found


@dataclass(frozen=True, slots=True)
class GIndex:
    """The g most frequent, with the largest g for which g² ≤ k·(c₁ + … + c_g), counts c in falling order.

    k = 1 is the g-index itself: Egghe 2006, doi 10.1007/s11192-006-0144-7.
    """

    k: float


@dataclass(frozen=True, slots=True)
class TopN:
    """The n most frequent keywords."""

    n: int


@dataclass(frozen=True, slots=True)
class TopPercent:
    """The most frequent `percent` of the slice's keywords (rounded up), `at_most` of them."""

    percent: float
    at_most: int


@dataclass(frozen=True, slots=True)
class Floor:
    """Least count c of a keyword, least co-occurrence cc and least cosine ccv (in hundredths) of a link."""

    c: float
    cc: float
    ccv: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    """A floor at the first, the middle and the last slice; between them it runs in straight lines."""

    first: Floor
    middle: Floor
    last: Floor


Selection = GIndex | TopN | TopPercent | Thresholds


def rank_keywords(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the keywords that occur, the most frequent first; shape (n,) of indices into `counts`, shape (V,)."""
    order = np.lexsort((np.arange(len(counts)), -counts))
    return order[counts[order] > 0].astype(np.int64)


def find_g_index(counts: NDArray[np.int64], k: float) -> int:
    """Return the largest g with g² ≤ k times the sum of the g largest counts, at most the number of keywords."""
    falling = np.sort(counts[counts > 0])[::-1]
    g = np.arange(1, len(falling) + 1)
    return int(np.count_nonzero(g**2 <= k * np.cumsum(falling)))


def find_floor(thresholds: Thresholds, position: float) -> Floor:
    """Return the floor of a slice that lies at `position` between the first (0) and the last (1)."""
    low, high = (thresholds.first, thresholds.middle) if position < 0.5 else (thresholds.middle, thresholds.last)
    share = 2 * position if position < 0.5 else 2 * position - 1
    return Floor(
        low.c + share * (high.c - low.c), low.cc + share * (high.cc - low.cc), low.ccv + share * (high.ccv - low.ccv)
    )


def select_keywords(selection: Selection, counts: NDArray[np.int64], position: float) -> NDArray[np.int64]:
    """Return the keywords of a slice that the criterion keeps, in rising order.

    Args:
        selection: the criterion.
        counts: (V,) records of the slice that carry a keyword.
        position: of the slice, between the first (0) and the last (1).

    Raises:
        ValueError: a parameter of the criterion that keeps nothing or has no meaning.
    """
    ranked = rank_keywords(counts)
    match selection:
        case GIndex(k):
            _check_positive("k of the g-index", k)
            chosen = ranked[: find_g_index(counts, k)]
        case TopN(n):
            _check_positive("n of the top n", n)
            chosen = ranked[:n]
        case TopPercent(percent, at_most):
            _check_positive("per cent", percent)
            _check_positive("upper limit", at_most)
            chosen = ranked[: min(int(np.ceil(percent * len(ranked) / 100)), at_most)]
        case Thresholds():
            chosen = ranked[counts[ranked] >= find_floor(selection, position).c]
    return np.sort(chosen)


def select_links(selection: Selection, pairs: Pairs, position: float) -> NDArray[np.bool_]:
    """Return which of a slice's E links the criterion keeps: all of them, except under thresholds; shape (E,)."""
    if not isinstance(selection, Thresholds):
        return np.ones(len(pairs.sources), dtype=bool)
    floor = find_floor(selection, position)
    cosine = weigh_links("cosine", pairs.together, pairs.counts[pairs.sources], pairs.counts[pairs.targets])
    kept: NDArray[np.bool_] = (pairs.together >= floor.cc) & (100 * cosine >= floor.ccv)
    return kept


def _check_positive(name: str, value: float) -> None:
    if not value > 0:
        raise ValueError(f"the {name} is {value}; it must be more than 0")
