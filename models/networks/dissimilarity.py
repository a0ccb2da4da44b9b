"""What Chinese journals print of the frequent words: Ochiai matrix, dissimilarity matrix, hierarchical clustering."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.cluster import hierarchy
from scipy.spatial.distance import squareform

Floats = NDArray[np.float64]

LINKAGES = ("average", "complete", "single")  # `average` is 组间连接 of SPSS; Ward's would need Euclidean distances


@dataclass(frozen=True, slots=True)
class Dendrogram:
    """A tree over n words, to be drawn.

    Attributes:
        linkage: (n - 1, 4) as scipy writes it: the two nodes merged, their distance, the words below; node n + i is
            the i-th merge.
        leaves: (n,) the words from one side of the drawing to the other.
        positions: (2n - 1,) where a node stands along that side: a word at its place in `leaves`, a merge half way
            between the two it joins.
        method: of linkage.
    """

    linkage: Floats
    leaves: NDArray[np.int64]
    positions: Floats
    method: str


def count_together(matrix: sparse.csr_matrix) -> NDArray[np.int64]:
    """Return the co-occurrence matrix (共现矩阵), shape (n, n): on its diagonal the records that carry a word.

    Args:
        matrix: (R, n) of zeros and ones, the columns of the words to be printed.
    """
    counts: NDArray[np.int64] = (matrix.T @ matrix).toarray()
    return counts


def measure_ochiai(together: NDArray[np.int64]) -> Floats:
    """Return the Ochiai coefficients (相关矩阵) c_ij / √(c_i c_j), shape (n, n), of a co-occurrence matrix.

    Raises:
        ValueError: a word occurs in no record.
    """
    counts = together.diagonal()
    if not counts.all():
        raise ValueError(f"word {int(np.argmin(counts))} of the matrix occurs in no record")
    return np.sqrt(together**2 / (counts[:, None] * counts[None, :]))


def measure_dissimilarity(ochiai: Floats) -> Floats:
    """Return the dissimilarities (相异矩阵) 1 - Ochiai, shape (n, n), zeros on the diagonal."""
    return 1.0 - ochiai


def build_dendrogram(dissimilarity: Floats, method: str = "average") -> Dendrogram:
    """Return the hierarchical clustering of n words.

    Args:
        dissimilarity: (n, n) symmetric, zeros on the diagonal.
        method: one of `LINKAGES`.

    Raises:
        ValueError: the method is not known, or there are fewer than two words.
    """
    if method not in LINKAGES:
        raise ValueError(f"the linkage {method!r} is not one of {', '.join(LINKAGES)}")
    size = len(dissimilarity)
    if size < 2:
        raise ValueError(f"{size} words make no tree: at least two are needed")
    linkage: Floats = hierarchy.linkage(squareform(dissimilarity), method)
    leaves = np.asarray(hierarchy.leaves_list(linkage), dtype=np.int64)
    positions = np.zeros(2 * size - 1)
    positions[leaves] = np.arange(size)
    for merge, (one, other) in enumerate(linkage[:, :2].astype(np.int64).tolist()):
        positions[size + merge] = (positions[one] + positions[other]) / 2
    return Dendrogram(linkage, leaves, positions, method)


def cut_dendrogram(dendrogram: Dendrogram, most: int) -> NDArray[np.int64]:
    """Return a cluster for each of n words, at most `most` of them, numbered from 0 along `leaves`; shape (n,)."""
    groups = hierarchy.fcluster(dendrogram.linkage, most, "maxclust")[dendrogram.leaves]
    _, first, inverse = np.unique(groups, return_index=True, return_inverse=True)
    numbers = np.empty(len(groups), dtype=np.int64)
    numbers[dendrogram.leaves] = np.argsort(np.argsort(first))[inverse]
    return numbers
