"""Change points: the years at which the rate of a term changes, found by trying all divisions of the years.

V terms, Y years, E changes. Within a stretch of years a term has one rate (Poisson counts, years of different size).
The division of least cost is exact: optimal partitioning (Jackson et al. 2005, doi:10.1109/LSP.2001.838216), with the
criterion of Killick, Fearnhead and Eckley (2012, doi:10.1080/01621459.2012.737745): twice the negative log-likelihood,
and a penalty for each change, that of the modified BIC without its small terms (Zhang and Siegmund 2007,
doi:10.1111/j.1541-0420.2006.00662.x). Their pruning pays for long series; 40 years have 820 stretches.

Words come in clumps, so counts scatter more than Poisson counts do, and a frequent word would seem to change each year.
The likelihood is therefore divided by the dispersion of the term (McCullagh and Nelder 1989, Generalized Linear Models,
chapter 6), which we estimate from the differences of neighbouring years: a few changes do not move their median.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEAST_YEARS = 4  # with fewer, no scatter tells a change from chance
PENALTY = 3  # log Y for a change, as the modified BIC; with 2, as in BIC, one steady word in ten seems to change
MEDIAN_CHI_SQUARED = 0.4549  # of one degree of freedom: the median of squared differences by chance
LEAST_USES = 5  # of two neighbouring years: fewer differ by leaps even where the rate is one
LEAST_PAIRS = 3  # of such years: with fewer, the change itself would be taken for scatter
TIE = 1e-9  # costs nearer than this are equal: the division with the earlier, longer stretch is taken

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Changes:
    """One element for each change, by term and year; (E,) each.

    Attributes:
        term: row of the counts given.
        year: column of the counts given: the first year of the changed rate.
        before: rate of the stretch that ends (occurrences per unit of size).
        after: rate of the stretch that begins.
        log_likelihood: G² of the two stretches divided by the dispersion of the term: how certain the change is.
    """

    term: NDArray[np.int64]
    year: NDArray[np.int64]
    before: Floats
    after: Floats
    log_likelihood: Floats


def find_changes(counts: NDArray[np.integer], sizes: NDArray[np.number], penalty: float | None = None) -> Changes:
    """Return the years at which terms change their rate.

    A year without text says nothing: a change across it is dated to the next year with text.

    Args:
        counts: (V, Y) occurrences of terms in consecutive years.
        sizes: (Y,) size of the texts of each year (characters, say), 0 where there are none.
        penalty: cost of a change; None: 3 log Y over the years with text (BIC: 2 log Y).

    Raises:
        ValueError: the shapes differ, a number is below 0, or a term occurs in a year without text.
    """
    if counts.ndim != 2 or counts.shape[1:] != sizes.shape:
        raise ValueError(f"counts of {counts.shape} do not go with {len(sizes)} years")
    has_text = sizes > 0
    if (counts < 0).any() or (sizes < 0).any() or counts[:, ~has_text].any():
        raise ValueError("a count or size is below 0, or a term occurs in a year of size 0")
    years = np.flatnonzero(has_text)
    if len(years) < LEAST_YEARS or not len(counts):
        return Changes(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0), np.empty(0), np.empty(0))
    held, lengths = counts[:, years].astype(np.float64), sizes[years].astype(np.float64)
    dispersion = _estimate_dispersion(held, lengths)
    sums = np.concatenate([np.zeros((len(held), 1)), held.cumsum(axis=1)], axis=1)
    ends = np.append(0.0, lengths.cumsum())
    cost = PENALTY * np.log(len(years)) if penalty is None else penalty
    starts = _divide_years(sums, ends, dispersion, cost)
    return _describe_changes(starts, sums, ends, dispersion, years)


def _estimate_dispersion(counts: Floats, sizes: Floats) -> Floats:
    """Return (V,) variance over mean, 1 and above, from the differences of neighbouring years."""
    left, right = counts[:, :-1], counts[:, 1:]
    total = left + right
    with np.errstate(divide="ignore", invalid="ignore"):
        squared = (left * sizes[1:] - right * sizes[:-1]) ** 2 / (total * sizes[1:] * sizes[:-1])
    ordered = np.sort(np.where(total >= LEAST_USES, squared, np.inf), axis=1)
    told = (total >= LEAST_USES).sum(axis=1)
    middle = np.stack([np.maximum(told - 1, 0) // 2, np.minimum(told // 2, total.shape[1] - 1)], axis=1)
    median = np.take_along_axis(ordered, middle, axis=1).mean(axis=1)
    dispersion: Floats = np.maximum(np.where(told >= LEAST_PAIRS, median, 0.0) / MEDIAN_CHI_SQUARED, 1.0)
    return dispersion


def _measure_likelihood(counts: Floats, sizes: Floats | float) -> Floats:
    """Return twice the log-likelihood of stretches at their own rate, without what all divisions share."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(counts > 0, 2 * counts * np.log(counts / sizes), 0.0)


def _divide_years(sums: Floats, ends: Floats, dispersion: Floats, penalty: float) -> NDArray[np.bool_]:
    """Return (V, Y) whether a stretch begins at a year, by dynamic programming over all divisions."""
    terms, years = sums.shape[0], sums.shape[1] - 1
    least = np.zeros((terms, years + 1))
    begin = np.zeros((terms, years + 1), dtype=np.int64)
    for stop in range(1, years + 1):
        least[:, stop] = np.inf
        for start in range(stop):
            likelihood = _measure_likelihood(sums[:, stop] - sums[:, start], ends[stop] - ends[start])
            cost = least[:, start] - likelihood / dispersion + (penalty if start else 0.0)
            is_better = cost < least[:, stop] - TIE
            least[is_better, stop] = cost[is_better]
            begin[is_better, stop] = start
    starts = np.zeros((terms, years), dtype=bool)
    at, rows = np.full(terms, years), np.arange(terms)
    while at.any():
        at = begin[rows, at]
        starts[rows, at] = True
    return starts


def _describe_changes(
    starts: NDArray[np.bool_], sums: Floats, ends: Floats, dispersion: Floats, years: NDArray[np.int64]
) -> Changes:
    term, first = np.nonzero(starts)
    stop = np.append(first[1:], 0)
    stop[np.append(np.diff(term) != 0, True)] = starts.shape[1]
    counts, sizes = sums[term, stop] - sums[term, first], ends[stop] - ends[first]
    after = np.flatnonzero(first > 0)
    before = after - 1
    gain = (
        _measure_likelihood(counts[before], sizes[before])
        + _measure_likelihood(counts[after], sizes[after])
        - _measure_likelihood(counts[before] + counts[after], sizes[before] + sizes[after])
    )
    return Changes(
        term=term[after],
        year=years[first[after]],
        before=counts[before] / sizes[before],
        after=counts[after] / sizes[after],
        log_likelihood=gain / dispersion[term[after]],
    )
