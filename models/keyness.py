"""Keyness: the terms that mark one group of texts against the others, or a year against the years before it.

C groups, V terms, E pairs of a group and a term that it uses. The test is the log-likelihood G² (Dunning 1993,
aclanthology.org/J93-1003) in the form of Rayson and Garside (2000), doi:10.3115/1117729.1117730; the size of the
difference is the log ratio of Hardie (2014, "Log Ratio: an informal introduction", cass.lancs.ac.uk).

Both take a text for a bag of words. A word comes in clumps, so G² of a term that one long text repeats is too high
(Lijffijt et al. 2016, doi:10.1093/llc/fqu064): read it beside the documents that hold the term.
"""

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

NEVER = 0.5  # occurrences put for none in the texts compared with, so that the ratio is finite (Hardie)
LARGEST_Q = 0.01  # of a hundred terms printed for a group one is there by chance
LEAST_COUNT = 5  # below, the distribution of G² is not the chi-squared that q rests on
PRINTED = 100  # terms of a group

Integers = NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class Keyness:
    """One element for each pair of a group and a term that it uses, by group, then G² downwards, then term; (E,) each.

    Attributes:
        group: row of the counts given.
        term: column of the counts given.
        count: occurrences in the group.
        reference_count: occurrences in what the group is compared with.
        log_likelihood: G², 0 or more; 0 where both use the term at one rate.
        log_ratio: binary logarithm of the rate in the group over the other rate: 1 is twice as frequent, below 0 rarer.
        q_value: share of false finds among the terms of the group with this G² and above.
        document_frequency: documents that hold the term, in the group and in what it is compared with.
    """

    group: NDArray[np.int64]
    term: NDArray[np.int64]
    count: NDArray[np.int64]
    reference_count: NDArray[np.int64]
    log_likelihood: NDArray[np.float64]
    log_ratio: NDArray[np.float64]
    q_value: NDArray[np.float64]
    document_frequency: NDArray[np.int64]


def compare_groups(
    counts: sparse.csr_matrix, documents: sparse.csr_matrix, sizes: Integers | None = None, largest_q: float = 1.0
) -> Keyness:
    """Compare each group with all others together.

    The q-values are those of Benjamini and Hochberg (1995, doi:10.1111/j.2517-6161.1995.tb02031.x), within each group
    and over all terms compared: Bonferroni would guard against a single false find, where a list is read as a whole.

    Args:
        counts: (C, V) occurrences of terms in groups.
        documents: (C, V) documents of a group that hold the term.
        sizes: (C,) tokens of each group, with those that are no terms; None: the sums of the rows.
        largest_q: pairs of a higher q are left out, which most are: asked for at once, they cost nothing.

    Raises:
        ValueError: the shapes differ.
    """
    counts, documents, lengths = _check_counts(counts, documents, sizes)
    totals, held = (np.asarray(matrix.sum(axis=0)).ravel() for matrix in (counts, documents))
    compared = np.full(len(lengths), np.count_nonzero(totals))
    reference = totals[counts.indices] - counts.data
    return _score(counts, reference, lengths, lengths.sum() - lengths, held[counts.indices], compared, largest_q)


def compare_years(
    counts: sparse.csr_matrix,
    documents: sparse.csr_matrix,
    years: Integers,
    sizes: Integers | None = None,
    largest_q: float = 1.0,
) -> Keyness:
    """Compare each year with all years before it together; the first has none and is left out.

    Args:
        counts: (C, V) occurrences of terms in years.
        documents: (C, V) documents of a year that hold the term.
        years: (C,) in any order, each once.
        sizes: (C,) tokens of each year, with those that are no terms; None: the sums of the rows.
        largest_q: pairs of a higher q are left out, which most are: asked for at once, they cost nothing.

    Raises:
        ValueError: the shapes differ, or a year stands twice.
    """
    counts, documents, lengths = _check_counts(counts, documents, sizes)
    if len(np.unique(years)) < len(years) or len(years) != len(lengths):
        raise ValueError("each row of counts needs a year of its own")
    reference, frequency = np.empty_like(counts.data), np.empty_like(counts.data)
    reference_lengths, compared = np.zeros_like(lengths), np.zeros_like(lengths)
    used, held = np.zeros(counts.shape[1], dtype=np.int64), np.zeros(counts.shape[1], dtype=np.int64)
    length = 0
    for row in np.argsort(years):
        cells = slice(counts.indptr[row], counts.indptr[row + 1])
        terms = counts.indices[cells]
        of_year = documents[row]
        held[of_year.indices] += of_year.data
        reference[cells], frequency[cells] = used[terms], held[terms]
        reference_lengths[row] = length
        used[terms] += counts.data[cells]
        length += lengths[row]
        compared[row] = np.count_nonzero(used)
    return _score(counts, reference, lengths, reference_lengths, frequency, compared, largest_q)


def keep_marking(found: Keyness, n: int = PRINTED) -> Keyness:
    """Return the terms that mark a group: used more than elsewhere, q of .01 and below, five times at least, the n
    highest G² of each group.
    """
    is_kept = (found.log_ratio > 0) & (found.q_value <= LARGEST_Q) & (found.count >= LEAST_COUNT)
    rows = np.flatnonzero(is_kept)
    group = found.group[rows]
    return _take(found, rows[np.arange(len(rows)) - np.searchsorted(group, group) < n])


def _check_counts(
    counts: sparse.csr_matrix, documents: sparse.csr_matrix, sizes: Integers | None
) -> tuple[sparse.csr_matrix, sparse.csr_matrix, NDArray[np.int64]]:
    lengths = np.asarray(counts.sum(axis=1)).ravel() if sizes is None else np.asarray(sizes)
    if counts.shape != documents.shape or len(lengths) != counts.shape[0]:
        raise ValueError(
            f"counts of {counts.shape}, documents of {documents.shape}, {len(lengths)} sizes: not the same"
        )
    clean = [sparse.csr_matrix(matrix, dtype=np.int64, copy=True) for matrix in (counts, documents)]
    for matrix in clean:
        matrix.sum_duplicates()
        matrix.eliminate_zeros()
    return clean[0], clean[1], lengths.astype(np.int64)


def _score(
    counts: sparse.csr_matrix,
    reference: NDArray[np.int64],
    lengths: NDArray[np.int64],
    reference_lengths: NDArray[np.int64],
    frequency: NDArray[np.int64],
    compared: NDArray[np.int64],
    largest_q: float,
) -> Keyness:
    """Return the measures of all cells whose group is compared with something; `compared` (C,) terms are tested."""
    from scipy.special import erfc, erfcinv, xlogy

    group = np.repeat(np.arange(len(lengths)), np.diff(counts.indptr))
    rows = np.flatnonzero(reference_lengths[group] > 0)
    group, count, reference = group[rows], counts.data[rows], reference[rows]
    own, other = lengths[group].astype(np.float64), reference_lengths[group].astype(np.float64)
    rate = (count + reference) / (own + other)
    likelihood = 2 * (xlogy(count, count / (own * rate)) + xlogy(reference, reference / (other * rate)))
    likelihood = np.maximum(likelihood, 0.0)  # rounding can leave equal rates just below
    # No q is below its p, and none rests on the p of those left out here: theirs are higher, and so would be their q.
    kept = np.flatnonzero(likelihood >= 2 * erfcinv(largest_q) ** 2)
    rows, group, count, reference = rows[kept], group[kept], count[kept], reference[kept]
    own, other, likelihood = own[kept], other[kept], likelihood[kept]
    found = Keyness(
        group=group,
        term=counts.indices[rows].astype(np.int64),
        count=count,
        reference_count=reference,
        log_likelihood=likelihood,
        log_ratio=np.log2((count / own) / (np.where(reference > 0, reference, NEVER) / other)),
        q_value=erfc(np.sqrt(likelihood / 2)),  # p for now: the chi-squared of one degree of freedom
        document_frequency=frequency[rows],
    )
    ordered = _take(found, np.lexsort((-likelihood, group)))  # stable: within equals by term, as given
    q_value = _adjust(ordered.q_value, ordered.group, compared)
    return _take(replace(ordered, q_value=q_value), np.flatnonzero(q_value <= largest_q))


def _adjust(p: NDArray[np.float64], group: NDArray[np.int64], compared: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return q-values of p-values that ascend within each group; terms that a group never uses count as tested."""
    bounds = np.searchsorted(group, np.arange(len(compared) + 1))
    q = np.empty_like(p)
    for tested, begin, stop in zip(compared, bounds[:-1], bounds[1:], strict=True):
        scaled = p[begin:stop] * tested / np.arange(1, stop - begin + 1)
        q[begin:stop] = np.minimum.accumulate(scaled[::-1])[::-1]
    return np.minimum(q, 1.0)


def _take(found: Keyness, rows: NDArray[np.int64]) -> Keyness:
    return Keyness(*(getattr(found, column.name)[rows] for column in fields(found)))
