"""Bursts: stretches of years in which a keyword is used more than its average share.

Kleinberg 2003, doi 10.1023/A:1024940629314, section 4: two states over batches, here years. In state 0 a record carries
the keyword with probability p₀, its share over all years; in state 1 with s·p₀. A state costs the negative logarithm
of the binomial probability of the year's count, going up costs γ·ln(years), going down nothing; the automaton begins
in state 0 and takes the cheapest way.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SCALE, GAMMA = 2.0, 1.0  # s and γ of Kleinberg's own examples


@dataclass(frozen=True, slots=True)
class Bursts:
    """B bursts, the strongest first (of equal ones by keyword and begin).

    Attributes:
        keywords: (B,) rows of the counts.
        begins: (B,) first year.
        ends: (B,) last year.
        strengths: (B,) what the burst saves: cost of state 0 less cost of state 1 over its years.
        is_defined: (V,) False for a keyword too frequent to have a state 1, that is with s·p₀ of 1 or more.
    """

    keywords: NDArray[np.int64]
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]
    strengths: NDArray[np.float64]
    is_defined: NDArray[np.bool_]


def find_bursts(
    records: NDArray[np.int64],
    counts: NDArray[np.int64],
    first_year: int,
    scale: float = SCALE,
    gamma: float = GAMMA,
) -> Bursts:
    """Return the bursts of V keywords over Y years.

    Args:
        records: (Y,) of each year; a year without records costs nothing in either state.
        counts: (V, Y) of them, those that carry a keyword.
        first_year: of the Y years.
        scale: s, how many times as likely a keyword is in state 1; above 1.
        gamma: γ, how dear it is to go up; above 0.

    Raises:
        ValueError: a parameter outside its bounds.
    """
    if not scale > 1 or not gamma > 0:
        raise ValueError(f"s is {scale} and γ is {gamma}; s must be more than 1 and γ more than 0")
    savings, is_defined = _compare_states(records, counts, scale)
    is_bursting = _find_states(savings, gamma * np.log(max(len(records), 1)))
    edges = np.diff(np.pad(is_bursting.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    keywords, begins = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    sums = np.pad(np.cumsum(np.where(is_bursting, savings, 0.0), axis=1), ((0, 0), (1, 0)))
    strengths = sums[keywords, ends] - sums[keywords, begins]
    order = np.lexsort((begins, keywords, -strengths))
    return Bursts(
        keywords[order], first_year + begins[order], first_year + ends[order] - 1, strengths[order], is_defined
    )


def _compare_states(
    records: NDArray[np.int64], counts: NDArray[np.int64], scale: float
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the cost of state 0 less that of state 1, (V, Y), in which the binomial coefficients cancel out."""
    totals = counts.sum(axis=1)
    is_defined = (totals > 0) & (scale * totals < records.sum())
    share = np.where(is_defined, totals / max(records.sum(), 1), 0.0)[:, None]
    savings = counts * np.log(scale) + (records - counts) * (np.log1p(-scale * share) - np.log1p(-share))
    return np.where(is_defined[:, None], savings, 0.0), is_defined


def _find_states(savings: NDArray[np.float64], climb: float) -> NDArray[np.bool_]:
    """Return the cheapest way through the two states, (V, Y), in state 1 only where that is cheaper."""
    rows, years = savings.shape
    low, high = np.zeros(rows), np.full(rows, np.inf)
    low_from_high, high_from_low = np.zeros((2, rows, years), dtype=bool)
    for year in range(years):
        low_from_high[:, year] = high < low
        high_from_low[:, year] = low + climb <= high
        low, high = np.minimum(low, high), np.minimum(low + climb, high) - savings[:, year]
    states = np.zeros((rows, years), dtype=bool)
    state = high < low
    for year in range(years - 1, -1, -1):
        states[:, year] = state
        state = np.where(state, ~high_from_low[:, year], low_from_high[:, year])
    return states
