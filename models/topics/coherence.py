"""Coherence: how well the top terms of a topic go together in the windows of a text.

T tokens, D documents, W windows, U terms looked at, K topics, N top terms. The measures are those of Röder, Both and
Hinneburg (2015), doi:10.1145/2684822.2685324, and equal gensim's `c_npmi` and `c_v`. A term that stays in the sliding
window is in it for a stretch of windows: counting how long two stretches overlap spares looking at each window.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WINDOW = 110  # tokens: the best of those tried by Röder, Both and Hinneburg for c_v
NPMI_WINDOW = 10  # tokens: theirs for NPMI
SMALLEST = 1e-12  # added to the share of windows that two terms have in common, as they do
OVERLAPS_AT_ONCE = 2_000_000  # bounds the memory: some 100 MB
MOST_TERMS = 8_000  # U x U counts then take half a gigabyte

Integers = NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class WindowCounts:
    """In how many windows terms stand.

    Attributes:
        terms: (U,) the terms looked at, ascending.
        together: (U, U) windows that hold both terms, symmetric; on the diagonal those that hold the term.
        windows: number of windows W.
    """

    terms: NDArray[np.int64]
    together: NDArray[np.float64]
    windows: int


@dataclass(frozen=True, slots=True)
class _Stretches:
    """Windows that a term stays in, one element each, by the first: half-open, numbered through all documents."""

    first: NDArray[np.int64]
    end: NDArray[np.int64]
    term: NDArray[np.int64]


def count_windows(
    tokens: Integers, starts: Integers, terms: Integers, window: int | None = WINDOW, as_gensim: bool = True
) -> WindowCounts:
    """Count the windows in which terms stand, alone and two by two; the order of the documents changes nothing.

    gensim strikes a term off as soon as one of its occurrences leaves the window, even where another is still inside,
    until the next one enters. Published figures are gensim's, so we do the same unless told otherwise.

    Args:
        tokens: (T,) ids of the terms of all documents, in order, from 0.
        starts: (D,) where each document begins in `tokens`, ascending, the first at 0.
        terms: ids of the terms to look at (those of all topics), in any order and shape.
        window: tokens of the sliding window; a shorter document is one window. None: each document is one window.
        as_gensim: count as gensim does; False counts every window that holds the term, as the paper says.

    Raises:
        ValueError: a window of no token, starts that do not fit, ids below 0, or too many terms for one table.
    """
    lengths = np.diff(np.append(starts, len(tokens)))
    if window is not None and window < 1:
        raise ValueError(f"a window of {window} tokens holds nothing: 1 is the least")
    if (len(starts) or len(tokens)) and (starts[:1].tolist() != [0] or lengths.min() < 0):
        raise ValueError("starts of documents must ascend from 0 and stay within the tokens")
    looked_at = np.unique(terms).astype(np.int64)
    if len(looked_at) > MOST_TERMS:
        raise ValueError(f"{len(looked_at):,} terms at once: {MOST_TERMS:,} is the most, count the topics in parts")
    if min(tokens.min(initial=0), looked_at.min(initial=0)) < 0:
        raise ValueError("ids of terms begin at 0")
    size = window if window is not None else int(lengths.max(initial=1))
    n_windows = np.maximum(lengths - size + 1, 1)
    occurrences = _find_occurrences(tokens, starts.astype(np.int64), n_windows, looked_at, size)
    stretches = _join_stretches(_shorten_stretches(occurrences) if as_gensim else occurrences)
    together = _sum_overlaps(stretches, len(looked_at))
    together += together.T
    lengths_of = stretches.end - stretches.first
    np.fill_diagonal(together, np.bincount(stretches.term, lengths_of, minlength=len(looked_at)))
    return WindowCounts(looked_at, together, int(n_windows.sum()))


def _find_occurrences(
    tokens: Integers, starts: NDArray[np.int64], n_windows: NDArray[np.int64], terms: NDArray[np.int64], size: int
) -> _Stretches:
    """Return the stretch of windows that holds each occurrence of a term, term by term, in the order of the text."""
    codes = np.full(int(max(tokens.max(initial=0), terms.max(initial=0))) + 1, -1, dtype=np.int16)
    codes[terms] = np.arange(len(terms), dtype=np.int16)
    found = codes[tokens]
    where = np.flatnonzero(found >= 0)
    where = where[np.argsort(found[where], kind="stable")]  # of 16 bits, so this is a radix sort
    document = np.searchsorted(starts, where, side="right") - 1
    within = where - starts[document]
    before = (np.cumsum(n_windows) - n_windows)[document]
    first = np.maximum(within - size + 1, 0)
    last = np.minimum(within, n_windows[document] - 1)
    return _Stretches(first + before, last + 1 + before, found[where].astype(np.int64))


def _shorten_stretches(held: _Stretches) -> _Stretches:
    """End each stretch where gensim strikes the term off: when the first occurrence in its first window has left."""
    span = int(held.end.max(initial=0)) + 1
    leaving = np.searchsorted(held.term * span + held.end, held.term * span + held.first, side="right")
    return _Stretches(held.first, held.end[leaving], held.term)


def _join_stretches(held: _Stretches) -> _Stretches:
    """Return the stretches of each term joined where they overlap or touch, ordered by their first window."""
    is_head = np.ones(len(held.term), dtype=bool)
    is_head[1:] = (np.diff(held.term) != 0) | (held.first[1:] > held.end[:-1])
    heads = np.flatnonzero(is_head)
    tails = np.append(heads[1:], len(held.term))[: len(heads)] - 1
    order = np.argsort(held.first[heads], kind="stable")
    return _Stretches(held.first[heads][order], held.end[tails][order], held.term[heads][order])


def _sum_overlaps(stretches: _Stretches, n_terms: int) -> NDArray[np.float64]:
    """Return (U, U) windows that two stretches share, in the row of the stretch that begins first."""
    together = np.zeros(n_terms * n_terms)
    behind = np.arange(1, len(stretches.first) + 1)
    partners = np.searchsorted(stretches.first, stretches.end, side="left") - behind
    total = np.cumsum(partners)
    begin = 0
    while begin < len(partners):
        done = int(total[begin - 1]) if begin else 0
        stop = max(int(np.searchsorted(total, done + OVERLAPS_AT_ONCE, side="right")), begin + 1)
        counts = partners[begin:stop]
        earlier = np.repeat(np.arange(begin, stop), counts)
        later = np.arange(len(earlier)) + np.repeat(behind[begin:stop] - (total[begin:stop] - counts - done), counts)
        overlap = np.minimum(stretches.end[earlier], stretches.end[later]) - stretches.first[later]
        pair = stretches.term[earlier] * n_terms + stretches.term[later]
        together += np.bincount(pair, overlap, minlength=len(together))
        begin = stop
    return together.reshape(n_terms, n_terms)


def measure_npmi(counted: WindowCounts, topics: Integers) -> list[float | None]:
    """Return the mean NPMI of the pairs of each topic's terms, -1 to 1 (Bouma 2009); gensim's `c_npmi`.

    None for a topic of one term, and for one with a term that stands in no window. Two terms that stand in every window
    count -1, as in gensim: they tell nothing.

    Args:
        counted: windows of all terms of the topics; gensim's are of ten tokens (`NPMI_WINDOW`).
        topics: (K, N) ids of the top terms of each topic.

    Raises:
        ValueError: a term was not counted, or stands twice in a topic.
    """
    npmi = _find_npmi(counted, topics)
    is_pair = ~np.eye(topics.shape[1], dtype=bool)
    if topics.shape[1] < 2:
        return [None] * len(topics)
    return _to_list(npmi[:, is_pair].mean(axis=1))


def measure_c_v(counted: WindowCounts, topics: Integers) -> list[float | None]:
    """Return c_v of each topic, 0 to 1 as a rule: the mean cosine of each term's vector of NPMI with their sum.

    None for a topic with a term that stands in no window, where gensim gives NaN.

    Args:
        counted: windows of all terms of the topics; gensim's are of 110 tokens (`WINDOW`).
        topics: (K, N) ids of the top terms of each topic.

    Raises:
        ValueError: a term was not counted, or stands twice in a topic.
    """
    vectors = _find_npmi(counted, topics)
    sums = vectors.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        norms = np.linalg.norm(vectors, axis=2) * np.linalg.norm(sums, axis=1)[:, None]
        cosines = np.einsum("kij,kj->ki", vectors, sums) / norms
    return _to_list(cosines.mean(axis=1))


def _find_npmi(counted: WindowCounts, topics: Integers) -> NDArray[np.float64]:
    """Return (K, N, N) NPMI of each topic's terms, NaN where a term stands in no window."""
    places = np.searchsorted(counted.terms, topics)
    if topics.size and not np.array_equal(counted.terms[np.minimum(places, len(counted.terms) - 1)], topics):
        raise ValueError("a term of a topic was not counted")
    ordered = np.sort(topics, axis=1)
    if (ordered[:, 1:] == ordered[:, :-1]).any():
        raise ValueError("a term stands twice in a topic")
    shares = counted.together / max(counted.windows, 1)
    both = shares[places[:, :, None], places[:, None, :]] + SMALLEST
    alone = np.diag(shares)[places]
    expected = alone[:, :, None] * alone[:, None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi: NDArray[np.float64] = np.log(both / expected) / -np.log(both)
    npmi[expected == 0] = np.nan
    return npmi


def _to_list(values: NDArray[np.float64]) -> list[float | None]:
    return [float(value) if np.isfinite(value) else None for value in values]
