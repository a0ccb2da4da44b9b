"""Comparable samples: what a group is compared with, so that a difference is not one of years or of places collected.

S strata, V terms, P places, Y years. Few places have a report of every year: all reports of others would set the old
reports of one place against the new ones of many, and all earlier reports those of a few places against those of all.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from models.keyness import Keyness, compare_years

PANEL_SHARE = (
    0.9  # of the years of its span that a place of the panel has; with all of them one lost report costs a place
)
YEAR_SHARE = 0.75  # of the places of the panel that a year needs, or it is left out
LEAST_PANEL_YEARS = 4  # fewer tell no change
TIE_DECIMALS = 6  # before a count is made whole, so that the order of sums does not decide on halves


@dataclass(frozen=True, slots=True)
class Panel:
    """Places (P,) and years (Y,) that are in it; both all False where there is none."""

    is_place: NDArray[np.bool_]
    is_year: NDArray[np.bool_]


def compare_alike(
    own: sparse.csr_matrix, whole: sparse.csr_matrix, documents: sparse.csr_matrix, largest_q: float = 1.0
) -> Keyness:
    """Compare a group with others in which each stratum weighs as it does in the group.

    Direct standardisation: the rate of a term in the others is the mean of its rates in the strata, weighted by the
    terms of the group. What is compared with counts for as many terms as tell a rate equally well without weights
    (effective size: Kish 1965, Survey Sampling, 11.7). Strata that only one side has are left out.

    Args:
        own: (S, V) occurrences in the group, by stratum.
        whole: (S, V) occurrences in the group and the others.
        documents: (S, V) documents of group and others that hold the term.
        largest_q: terms of a higher q are left out.

    Returns:
        The group is number 0; nothing where no stratum is on both sides.

    Raises:
        ValueError: the shapes differ, or the group has more of a stratum than there is.
    """
    if not own.shape == whole.shape == documents.shape:
        raise ValueError(f"counts of {own.shape}, {whole.shape} and {documents.shape} are not of the same strata")
    lengths = np.asarray(own.sum(axis=1)).ravel().astype(np.float64)
    others = np.asarray(whole.sum(axis=1)).ravel() - lengths
    if (others < 0).any():
        raise ValueError("a group cannot have more of a stratum than there is")
    is_shared = (lengths > 0) & (others > 0)
    share = lengths[is_shared] / lengths[is_shared].sum()
    size = 1 / (share**2 / others[is_shared]).sum() if is_shared.any() else 0.0
    weights = np.zeros(len(lengths))
    weights[is_shared] = size * share / others[is_shared]
    expected = np.round(weights @ whole - weights @ own, TIE_DECIMALS)
    reference = np.maximum(np.rint(expected), 0)
    chosen = is_shared.astype(np.int64)
    held = chosen @ documents
    # As a year against one before it: of the two only the group is scored.
    found = compare_years(
        sparse.csr_matrix(np.stack([reference.astype(np.int64), chosen @ own])),
        sparse.csr_matrix(np.stack([np.zeros_like(held), held])),
        np.array([0, 1]),
        np.array([round(size), round(lengths[is_shared].sum())]),
        largest_q,
    )
    return replace(found, group=np.zeros_like(found.group))


def choose_panel(has_report: NDArray[np.bool_]) -> Panel:
    """Return the places and the years whose change over time is that of the same places.

    Of all spans of years the one whose places hold the most reports: a place is in where it has a report of nine
    years in ten of the span. Of two that are equal the longer is taken, then the later.

    Args:
        has_report: (P, Y) over consecutive years.
    """
    places, years = has_report.shape
    held = np.concatenate([np.zeros((places, 1), dtype=np.int64), has_report.cumsum(axis=1)], axis=1)
    best, most = (0, 0), (0, 0, 0)
    for first in range(years):
        for stop in range(first + LEAST_PANEL_YEARS, years + 1):
            reports = held[:, stop] - held[:, first]
            reached = (int(reports[reports >= PANEL_SHARE * (stop - first)].sum()), stop - first, first)
            if reached > most and reached[0] > 0:
                best, most = (first, stop), reached
    first, stop = best
    if first == stop:
        return Panel(np.zeros(places, dtype=bool), np.zeros(years, dtype=bool))
    is_place = held[:, stop] - held[:, first] >= PANEL_SHARE * (stop - first)
    is_year = np.zeros(years, dtype=bool)
    is_year[first:stop] = has_report[is_place, first:stop].mean(axis=0) >= YEAR_SHARE
    return Panel(is_place, is_year)
