"""Terms: sections of documents as a sparse matrix of counts, with a vocabulary that is the same on every run."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

LEAST_UNITS = 5  # a term of fewer sections teaches a topic nothing
LARGEST_SHARE = 0.3  # a term of more sections tells nothing apart
LARGEST_VOCABULARY = 12_000


@dataclass(frozen=True, slots=True)
class TermCounts:
    """Occurrences of terms in units: `counts` (D, V) integer, `vocabulary` the V terms, sorted."""

    counts: sparse.csr_matrix
    vocabulary: tuple[str, ...]


def count_matrix(offsets: NDArray[np.int64], codes: NDArray[np.int64], counts: Any, terms: Sequence[str]) -> TermCounts:
    """Return the matrix of the terms that are neither rare nor everywhere.

    Args:
        offsets: (D + 1,) where each unit begins in `codes`.
        codes: term of each pair of unit and term, as an index into `terms`.
        counts: occurrences of each pair.
        terms: the terms that the codes stand for, in any order, each once.
    """
    matrix = sparse.csr_matrix((counts, codes, offsets), shape=(len(offsets) - 1, len(terms)), dtype=np.int64)
    frequency = np.bincount(matrix.indices, minlength=len(terms))
    least = min(LEAST_UNITS, max(1, matrix.shape[0] // 20))  # small corpora (the sample) keep their words
    kept: list[int] = np.flatnonzero(
        (frequency >= least) & (frequency <= max(LARGEST_SHARE * matrix.shape[0], least))
    ).tolist()
    by_frequency = sorted(kept, key=lambda index: (-int(frequency[index]), terms[index]))[:LARGEST_VOCABULARY]
    ordered = sorted(by_frequency, key=lambda index: terms[index])
    chosen = matrix[:, ordered].tocsr()
    chosen.sort_indices()
    return TermCounts(chosen, tuple(terms[index] for index in ordered))
