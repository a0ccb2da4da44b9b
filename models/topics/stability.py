"""Topic stability: how far the topics of a corpus come back when a model is fitted again.

K topics, N top terms, R fits. Method of Greene, O'Callaghan and Cunningham (2014),
doi:10.1007/978-3-662-44848-9_32: ranked terms are compared, not weights, so fits of different algorithms compare too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import fsum, sqrt

import numpy as np
from numpy.typing import NDArray

Ranked = NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """The topics of two fits, one to one.

    Attributes:
        partner: (K,) topic of the second fit that goes with each topic of the first.
        agreement: (K,) average Jaccard of their top terms, 0 to 1.
    """

    partner: NDArray[np.int64]
    agreement: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Stability:
    """Mean agreement of fits, 0 to 1; its standard error (None for fewer than three fits); comparisons made."""

    mean: float
    standard_error: float | None
    comparisons: int


def match_topics(first: Ranked, second: Ranked) -> TopicMatch:
    """Match the topics of two fits so that their top terms agree as well as they can.

    The agreement of two topics is the mean, over d from 1 to N, of the Jaccard index of their d heaviest terms; the
    matching is the best of all one-to-one matchings (Hungarian method: Kuhn 1955, doi:10.1002/nav.3800020109).

    Args:
        first: (K, N) ids of the top terms of each topic, heaviest first.
        second: (K, N) those of another fit, in the same numbering of terms.

    Raises:
        ValueError: the fits differ in shape.
    """
    from scipy.optimize import linear_sum_assignment

    if first.shape != second.shape:
        raise ValueError(f"fits of {first.shape} and {second.shape} topics and terms cannot be matched")
    agreement = _average_jaccard(first, second)
    rows, partner = linear_sum_assignment(agreement, maximize=True)
    return TopicMatch(partner.astype(np.int64), agreement[rows, partner])


def measure_stability(fits: Sequence[Ranked], reference: Ranked | None = None) -> Stability | None:
    """Return the mean agreement of fits, each pair or each against a reference; None where nothing can be compared.

    Fits of other seeds tell how far chance moves the topics; fits of samples of the units (four fifths, say) against
    the fit of all, as in the paper, tell how far the corpus does. The standard error leaves out one fit at a time
    (jackknife: Efron and Tibshirani 1993, chapter 11), since pairs share fits. The order of fits and topics changes
    nothing.

    Args:
        fits: R arrays (K, N) of the top terms of each topic, heaviest first.
        reference: (K, N) of the fit that the others are compared with; None: each pair.

    Raises:
        ValueError: the fits differ in shape.
    """
    if reference is not None:
        agreed = [_mean(match_topics(reference, fit).agreement) for fit in fits]
        without = [[*agreed[:left], *agreed[left + 1 :]] for left in range(len(fits))]
    else:
        by_pair = {
            pair: _mean(match_topics(fits[pair[0]], fits[pair[1]]).agreement)
            for pair in combinations(range(len(fits)), 2)
        }
        agreed = list(by_pair.values())
        without = [[value for pair, value in by_pair.items() if left not in pair] for left in range(len(fits))]
    if not agreed:
        return None
    return Stability(_mean(agreed), _jackknife([_mean(kept) for kept in without if kept]), len(agreed))


def _average_jaccard(first: Ranked, second: Ranked) -> NDArray[np.float64]:
    """Return (K, K) the agreement of each topic of one fit with each of the other."""
    depth = np.arange(1, first.shape[1] + 1)
    rows = []
    for topic in first:
        is_same = topic[None, :, None] == second[:, None, :]  # (K, N, N)
        shared = is_same.cumsum(axis=1).cumsum(axis=2)[:, depth - 1, depth - 1]
        rows.append((shared / (2 * depth - shared)).mean(axis=1))
    return np.array(rows).reshape(len(first), len(second))


def _jackknife(without: Sequence[float]) -> float | None:
    n = len(without)
    if n < 3:
        return None
    middle = _mean(without)
    return sqrt((n - 1) / n * fsum((value - middle) ** 2 for value in without))


def _mean(values: Sequence[float] | NDArray[np.float64]) -> float:
    return fsum(values) / len(values)
