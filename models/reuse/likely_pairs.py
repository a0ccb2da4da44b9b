"""Likely pairs: near-identical sentences, found by MinHash with banding, without comparing all with all.

Method: banding after Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3. What is found is compared
exactly; what the bands miss is missed (below). A bucket of many sentences is not paired all with all: each is paired
with those of it that were said first, so that the work grows with the sentences, not with their square.
T different sentences, P pairs.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.reuse.shingles import IN_A_BATCH, Characters, Hashes, Integers, compare_shingles
from models.reuse.signatures import BANDS

LEAST_SIMILARITY = 0.7  # of shingles: in a sentence of 30 characters one word of two replaced (.76)
LARGE_BUCKET = 16  # sentences: of more, each is paired with those said first only
FIRST_SAID = 3
LEAST_AGREEMENT = 0.5  # of the hashes: .7 falls below it once in 500 (48 hashes), .3 lies above it once in 500


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of sentences, in order of the first and the second: each (P,)."""

    first: Integers
    second: Integers
    similarity: NDArray[np.float64]


def pair_sentences(
    hashes: NDArray[np.uint8],
    figures: Hashes,
    is_source: NDArray[np.bool_],
    read_characters: Callable[[Integers], Characters],
) -> Pairs:
    """Return pairs of different sentences whose similarity is at least `LEAST_SIMILARITY`; both ways round.

    Two sentences with other figures tell other facts: they are no pair.

    Args:
        hashes: of T sentences, no two the same, in the order in which they were first said (T, H).
        figures: what tells their digits apart (T,).
        is_source: whether the State Council says it (T,): in a large bucket the first of these is paired with all too.
        read_characters: returns the characters of some of the sentences, in the order asked for.
    """
    found = [np.empty(0, np.int64)]
    for band in np.split(hashes, BANDS, axis=1):
        found.append(_pair_in_buckets(np.ascontiguousarray(band).view(np.uint32).ravel(), is_source))
    pairs = _drop_repeated(np.concatenate(found))
    first, second = np.divmod(pairs, max(len(hashes), 1))
    is_likely = figures[first] == figures[second]
    first, second = first[is_likely], second[is_likely]
    is_likely = _agree(hashes, first, second) >= LEAST_AGREEMENT
    first, second = first[is_likely], second[is_likely]
    read, number = np.unique(np.concatenate([first, second]), return_inverse=True)
    similarity = compare_shingles(read_characters(read), *np.split(number, 2))
    is_close = similarity >= LEAST_SIMILARITY
    first, second, similarity = first[is_close], second[is_close], similarity[is_close]
    both = np.concatenate([first, second]), np.concatenate([second, first])
    rows = np.lexsort((both[1], both[0]))
    return Pairs(both[0][rows], both[1][rows], np.concatenate([similarity, similarity])[rows])


def _pair_in_buckets(keys: NDArray[np.uint32], is_source: NDArray[np.bool_]) -> Integers:
    """Return pairs (first * T + second, first < second) of sentences that agree in one band: whose keys (T,) do."""
    by_key = np.argsort(keys, kind="stable")
    is_same = keys[by_key][1:] == keys[by_key][:-1]
    is_shared = np.concatenate([is_same, [False]]) | np.concatenate([[False], is_same])
    members = by_key[is_shared]
    heads = np.flatnonzero(np.concatenate([[True], np.diff(keys[members]) > 0])) if len(members) else members[:0]
    sizes = np.diff(np.append(heads, len(members)))
    bucket = np.repeat(np.arange(len(heads)), sizes)
    rank = np.arange(len(members)) - heads[bucket]
    is_large = (sizes > LARGE_BUCKET)[bucket]
    pairs = []
    for step in range(1, int(sizes.max(initial=0))):  # each with the one `step` before it
        rows = np.flatnonzero((rank >= step) & ~is_large) if step < LARGE_BUCKET else rank[:0]
        if not len(rows):
            break
        pairs.append((members[rows], members[rows - step]))
    for leader in range(FIRST_SAID):
        rows = np.flatnonzero(is_large & (rank > leader))
        pairs.append((members[rows], members[heads[bucket[rows]] + leader]))
    sources = np.flatnonzero(is_large & is_source[members])
    leading = sources[np.concatenate([[True], np.diff(bucket[sources]) > 0])] if len(sources) else sources
    leader_of = np.full(len(heads), -1)
    leader_of[bucket[leading]] = leading
    rows = np.flatnonzero((leader_of[bucket] >= 0) & (leader_of[bucket] != np.arange(len(members))))
    pairs.append((members[rows], members[leader_of[bucket[rows]]]))
    one, other = (np.concatenate(side) for side in zip(*pairs, strict=True))
    pairs_found: Integers = np.minimum(one, other) * len(keys) + np.maximum(one, other)
    return pairs_found


def _drop_repeated(pairs: Integers) -> Integers:
    pairs = np.sort(pairs)  # np.unique hashes, which takes many times as long
    different: Integers = pairs[np.concatenate([np.ones(min(len(pairs), 1), bool), np.diff(pairs) > 0])]
    return different


def _agree(hashes: NDArray[np.uint8], first: Integers, second: Integers) -> NDArray[np.float64]:
    """Return the share of hashes that the sentences of each pair have in common (P,)."""
    shares = np.empty(len(first))
    for start in range(0, len(first), IN_A_BATCH):
        rows = slice(start, start + IN_A_BATCH)
        shares[rows] = (hashes[first[rows]] == hashes[second[rows]]).mean(axis=1)
    return shares
