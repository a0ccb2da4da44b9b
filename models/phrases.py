"""Phrases: words that stand together so often that the dictionary should hold them as one.

T tokens, V words, C clauses. A phrase of two or three words must hold together (NPMI: Bouma 2009, "Normalized
(pointwise) mutual information in collocation extraction") and be free at both ends: many different words stand before
and after it (Feng et al. 2004, doi:10.1162/089120104773633394, count them; we take their entropy). As there, each
beginning and end of a clause is a neighbour of its own: a phrase that fills clauses is free.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEAST_COUNT = 20  # fewer uses tell little of the neighbours
LEAST_NPMI = 0.4  # read in samples of 40: below .2 most only meet (开工条件), from .4 on most are one name or idiom
LEAST_ENTROPY = 1.5  # nats: as free as with four or five neighbours of equal share

Integers = NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A candidate.

    Attributes:
        terms: ids of its two or three words.
        text: the words joined.
        count: times that they stand together within a clause.
        npmi: of the two words; of three, the lower figure of the two ways to part them; -1 to 1.
        left_entropy: variety of what stands before (nats).
        right_entropy: variety of what stands after (nats).
        position: index of the first token of its first use.
    """

    terms: tuple[int, ...]
    text: str
    count: int
    npmi: float
    left_entropy: float
    right_entropy: float
    position: int


@dataclass(frozen=True, slots=True)
class _Grams:
    """G sequences of n words: their words (G, n), counts, NPMI, and where each use begins, sequence by sequence."""

    terms: NDArray[np.int64]
    counts: NDArray[np.int64]
    npmi: NDArray[np.float64]
    positions: NDArray[np.int64]


def propose_phrases(
    tokens: Integers,
    starts: Integers,
    words: Sequence[str],
    known: Container[str] = frozenset(),
    joining: NDArray[np.bool_] | None = None,
    least_count: int = LEAST_COUNT,
    least_npmi: float = LEAST_NPMI,
    least_entropy: float = LEAST_ENTROPY,
) -> list[Phrase]:
    """Return phrases that the dictionary could take in, those that hold together best first.

    The order of the clauses changes nothing but the positions.

    Args:
        tokens: (T,) ids of the words of all clauses, in order, from 0.
        starts: (C,) where each clause begins in `tokens`, ascending, the first at 0.
        words: the V words that the ids stand for.
        known: texts that are not proposed, such as the words of the dictionary.
        joining: (V,) whether a word may be part of a phrase (no stop words, no figures); None: all may.
        least_count: uses of a phrase.
        least_npmi: of a phrase.
        least_entropy: of its neighbours, on the poorer side.

    Raises:
        ValueError: starts or ids that do not fit, or a least count below 1.
    """
    if len(starts) and (starts[0] != 0 or (np.diff(starts) < 0).any() or starts[-1] > len(tokens)):
        raise ValueError("starts of clauses must ascend from 0 and stay within the tokens")
    if tokens.min(initial=0) < 0 or tokens.max(initial=-1) >= len(words):
        raise ValueError("ids of words must be places in the list of words")
    if least_count < 1:
        raise ValueError("a phrase that is never used cannot be proposed: 1 is the least count")
    is_start = np.zeros(len(tokens) + 1, dtype=bool)
    is_start[starts] = True
    is_start[[0, -1]] = True
    frequency = np.bincount(tokens, minlength=len(words))
    is_part = frequency >= least_count
    if joining is not None:
        is_part &= joining
    pairs = _find_pairs(tokens, is_start, frequency, is_part, least_count)
    triples = _find_triples(tokens, pairs, frequency, least_count)
    found = [
        phrase
        for grams in (pairs, triples)
        for phrase in _choose_phrases(grams, tokens, is_start, words, known, least_npmi, least_entropy)
    ]
    return sorted(found, key=lambda phrase: (-phrase.npmi, -phrase.count, phrase.text))


def _find_pairs(
    tokens: Integers, is_start: NDArray[np.bool_], frequency: Integers, is_part: NDArray[np.bool_], least: int
) -> _Grams:
    can_join = is_part[tokens]
    positions = np.flatnonzero(can_join[:-1] & can_join[1:] & ~is_start[1:-1])
    codes = tokens[positions].astype(np.int64) * len(frequency) + tokens[positions + 1]
    codes, counts, positions = _group_codes(codes, positions, least)
    terms = np.stack([codes // len(frequency), codes % len(frequency)], axis=1)
    npmi = _measure_npmi(counts, frequency[terms[:, 0]], frequency[terms[:, 1]], len(tokens))
    return _Grams(terms, counts, npmi, positions)


def _find_triples(tokens: Integers, pairs: _Grams, frequency: Integers, least: int) -> _Grams:
    """Return the sequences of three whose both pairs are frequent; others cannot be."""
    pair_at = np.full(len(tokens) + 1, -1, dtype=np.int32)
    pair_at[pairs.positions] = np.repeat(np.arange(len(pairs.counts), dtype=np.int32), pairs.counts)
    positions = np.flatnonzero((pair_at[:-1] >= 0) & (pair_at[1:] >= 0))
    codes = pair_at[positions].astype(np.int64) * len(frequency) + tokens[positions + 2]
    codes, counts, positions = _group_codes(codes, positions, least)
    uses = positions[np.cumsum(counts) - counts]
    left, right = pair_at[uses], pair_at[uses + 1]
    terms = np.concatenate([pairs.terms[left], pairs.terms[right][:, 1:]], axis=1)
    npmi = np.minimum(
        _measure_npmi(counts, pairs.counts[left], frequency[terms[:, 2]], len(tokens)),
        _measure_npmi(counts, frequency[terms[:, 0]], pairs.counts[right], len(tokens)),
    )
    return _Grams(terms, counts, npmi, positions)


def _group_codes(
    codes: NDArray[np.int64], positions: NDArray[np.int64], least: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the codes that come up often enough, ascending, how often, and their positions, code by code."""
    order = np.argsort(codes)
    ordered = codes[order]
    heads = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)])
    counts = np.diff(np.append(heads, len(ordered)))
    is_kept = counts >= least
    return ordered[heads[is_kept]], counts[is_kept], positions[order[np.repeat(is_kept, counts)]]


def _measure_npmi(together: Integers, left: Integers, right: Integers, n_tokens: int) -> NDArray[np.float64]:
    npmi: NDArray[np.float64] = np.log(together * n_tokens / (left * right)) / -np.log(together / n_tokens)
    return npmi


def _choose_phrases(
    grams: _Grams,
    tokens: Integers,
    is_start: NDArray[np.bool_],
    words: Sequence[str],
    known: Container[str],
    least_npmi: float,
    least_entropy: float,
) -> list[Phrase]:
    is_close = grams.npmi >= least_npmi
    terms, counts, npmi = grams.terms[is_close], grams.counts[is_close], grams.npmi[is_close]
    begins = grams.positions[np.repeat(is_close, grams.counts)]
    ends = begins + grams.terms.shape[1]
    of = np.repeat(np.arange(len(counts)), counts)
    left = _measure_variety(of[~is_start[begins]], tokens[begins[~is_start[begins]] - 1], counts, len(words))
    right = _measure_variety(of[~is_start[ends]], tokens[ends[~is_start[ends]]], counts, len(words))
    rows = np.flatnonzero(np.minimum(left, right) >= least_entropy)
    first = np.minimum.reduceat(begins, np.cumsum(counts) - counts) if len(counts) else begins
    texts = ["".join(words[term] for term in terms[row]) for row in rows]
    return [
        Phrase(
            tuple(terms[row].tolist()),
            text,
            int(counts[row]),
            float(npmi[row]),
            float(left[row]),
            float(right[row]),
            int(first[row]),
        )
        for row, text in zip(rows, texts, strict=True)
        if text not in known
    ]


def _measure_variety(
    of: NDArray[np.int64], neighbours: Integers, counts: NDArray[np.int64], n_words: int
) -> NDArray[np.float64]:
    """Return (G,) entropy of the neighbours; uses without one, at the edge of a clause, differ from all others."""
    pairs = np.sort(of * n_words + neighbours)
    heads = np.flatnonzero(np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)])
    times = np.diff(np.append(heads, len(pairs)))
    alike = np.bincount(pairs[heads] // n_words, times * np.log(times), minlength=len(counts))
    variety: NDArray[np.float64] = np.maximum(np.log(counts) - alike / counts, 0.0)  # rounding can leave it below
    return variety
