"""N-grams: the characters of many sentences as one array, and every n-gram of one to three in it looked up at once.

Three code points of 21 bits fill one integer of 63, so keys are exact: no two n-grams meet. A vocabulary is looked up
through an open table of eight places a key (a gather or two an n-gram, no sorting).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

LONGEST = 3  # characters
SMALLEST_NORM = 1e-9  # a sentence of unknown characters has none
BITS = 21  # of a code point
MIXER = np.uint64(0x9E3779B97F4A7C15)  # 2^64 divided by the golden ratio (Knuth, TAOCP 3, 6.4)
ROOM = 8  # places for each key: nearly every look-up ends at the first
EMPTY = np.uint64(0)  # no n-gram has this key but a lone NUL, which no text holds

Keys = NDArray[np.uint64]


def pack_sentences(sentences: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return the code points of S sentences one after another, and where each begins; shapes (C,) and (S + 1,)."""
    codes = np.frombuffer("".join(sentences).encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    lengths = np.fromiter(map(len, sentences), dtype=np.int64, count=len(sentences))
    return codes, np.concatenate(([0], np.cumsum(lengths)))


def list_ngrams(codes: NDArray[np.uint64], starts: NDArray[np.int64]) -> Iterator[tuple[Keys, NDArray[np.int64]]]:
    """Yield for each length the keys of all n-grams within sentences, in order, and the sentence of each."""
    owner = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    yield codes, owner
    key = codes
    for length in range(2, LONGEST + 1):
        key = (key[:-1] << np.uint64(BITS)) | codes[length - 1 :]
        is_within = owner[: len(key)] == owner[length - 1 :]
        yield key[is_within], owner[: len(key)][is_within]


def key_of(ngram: str) -> int:
    """Return the key of one n-gram."""
    key = 0
    for char in ngram:
        key = (key << BITS) | ord(char)
    return key


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """V n-grams, their keys, their inverse document frequencies, and the table through which keys are looked up."""

    ngrams: tuple[str, ...]
    idf: NDArray[np.float32]
    table_keys: Keys
    table_ids: NDArray[np.int32]
    shift: np.uint64

    @classmethod
    def build(cls, ngrams: Sequence[str], idf: NDArray[np.float32]) -> "Vocabulary":
        """Return the vocabulary of some n-grams with their inverse document frequencies; shape of `idf` (V,)."""
        keys = np.array([key_of(ngram) for ngram in ngrams], dtype=np.uint64)
        bits = max(8, int(np.ceil(np.log2(ROOM * max(len(keys), 1)))))
        shift = np.uint64(64 - bits)
        table_keys = np.full((1 << bits) + len(keys) + 1, EMPTY, dtype=np.uint64)
        table_ids = np.full(len(table_keys), len(keys), dtype=np.int32)
        for number, first in enumerate(((keys * MIXER) >> shift).astype(np.int64)):
            place = first
            while table_keys[place] != EMPTY:
                place += 1
            table_keys[place], table_ids[place] = keys[number], number
        return cls(tuple(ngrams), idf.astype(np.float32), table_keys, table_ids, shift)

    def find(self, keys: Keys) -> NDArray[np.int32]:
        """Return the number of each n-gram in the vocabulary, V for those it lacks; shape (N,)."""
        places = ((keys * MIXER) >> self.shift).astype(np.int64)
        here = self.table_keys[places]
        is_hit = here == keys
        found = np.where(is_hit, self.table_ids[places], np.int32(len(self.ngrams)))
        (open_,) = np.nonzero(~is_hit & (here != EMPTY))
        while len(open_):
            places[open_] += 1
            here = self.table_keys[places[open_]]
            is_hit = here == keys[open_]
            found[open_[is_hit]] = self.table_ids[places[open_[is_hit]]]
            open_ = open_[~is_hit & (here != EMPTY)]
        return found

    def find_weights(self, sentences: Sequence[str]) -> tuple[list[Any], NDArray[np.float64]]:
        """Return the inverse document frequencies of the n-grams in S sentences, and the norm of each sentence.

        One sparse matrix of shape (S, V + 1) for each length, an entry for every occurrence, those of n-grams that the
        vocabulary lacks in the last column and zero; shape (S,): the root of the sum of the squares.
        """
        codes, starts = pack_sentences(sentences)
        parts, squares = [], np.zeros(len(sentences))
        known = np.append(self.idf, np.float32(0))
        for shorter, (keys, owners) in enumerate(list_ngrams(codes, starts)):
            found = self.find(keys)
            weights = known[found]
            squares += np.bincount(owners, weights=weights**2, minlength=len(sentences))
            counts = np.maximum(np.diff(starts) - shorter, 0)
            pointers = np.concatenate(([0], np.cumsum(counts)))
            parts.append(sparse.csr_matrix((weights, found, pointers), shape=(len(sentences), len(known))))
        return parts, np.maximum(np.sqrt(squares), SMALLEST_NORM)

    def weigh(self, sentences: Sequence[str]) -> Any:
        """Return the weights of n-grams in S sentences, each row of about unit length; shape (S, V), sparse."""
        parts, norms = self.find_weights(sentences)
        return (sparse.diags(1.0 / norms) @ sum(parts[1:], parts[0]))[:, : len(self.ngrams)]

    def project(self, sentences: Sequence[str], weights: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return `weigh(sentences) @ weights` without building the matrix; shapes (V, K) and (S, K)."""
        parts, norms = self.find_weights(sentences)
        padded = np.vstack([weights, np.zeros((1, weights.shape[1]), weights.dtype)])
        projected: NDArray[np.float64] = sum(part @ padded for part in parts) / norms[:, None]
        return projected
