"""Cluster labels: the terms that mark the records of a cluster, by three scores."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]

SCORES = ("llr", "tfidf", "mi")


@dataclass(frozen=True, slots=True)
class Label:
    """A term of a cluster with its score and the records of the cluster that carry it."""

    term: str
    score: float
    records: int


def assign_records(matrix: sparse.csr_matrix, clusters: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the cluster that holds most of a record's keywords, -1 for a record without any; shape (R,).

    Of clusters that hold the same number, the one with the smaller number (the larger cluster) gets the record.

    Args:
        matrix: (R, N) of zeros and ones, keywords of the network only.
        clusters: (N,) number of a keyword's cluster.
    """
    size = int(clusters.max(initial=-1)) + 1
    if not size:
        return np.full(matrix.shape[0], -1, dtype=np.int64)
    membership = sparse.csr_matrix(
        (np.ones(len(clusters), dtype=np.int64), (np.arange(len(clusters)), clusters)), shape=(len(clusters), size)
    )
    held = (matrix @ membership).tocoo()
    best = np.lexsort((held.col, -held.data, held.row))
    rows, first = np.unique(held.row[best], return_index=True)
    assigned = np.full(matrix.shape[0], -1, dtype=np.int64)
    assigned[rows] = held.col[best][first]
    return assigned


def score_terms(matrix: sparse.csr_matrix, assigned: NDArray[np.int64], size: int, score: str) -> Floats:
    """Return how well each of T terms marks each of K clusters; shape (K, T).

    With a the records of the cluster that carry the term, r the records of the cluster, t those that carry the term,
    and n all that have a cluster:
    `llr` is the log-likelihood ratio G² of the cluster's records against the rest (Dunning 1993, aclanthology
    J93-1003), negative where the term is rarer in the cluster than outside;
    `tfidf` is a · ln(n / t) (Salton and Buckley 1988, doi 10.1016/0306-4573(88)90021-0);
    `mi` is the pointwise mutual information ln(a · n / (r · t)) (Church and Hanks 1990, aclanthology J90-1003), minus
    infinity where a is 0. It favours rare terms. The mutual information averaged over all four cells would be
    G² / 2n, the order of `llr` again.

    Args:
        matrix: (R, T) of zeros and ones.
        assigned: (R,) cluster of a record, -1 for none: such records are left out.
        size: number of clusters K.
        score: one of `SCORES`.

    Raises:
        ValueError: the score is not known.
    """
    if score not in SCORES:
        raise ValueError(f"the score {score!r} is not one of {', '.join(SCORES)}")
    kept = np.flatnonzero(assigned >= 0)
    to_clusters = sparse.csr_matrix(
        (np.ones(len(kept)), (assigned[kept], np.arange(len(kept)))), shape=(size, len(kept))
    )
    inside: Floats = (to_clusters @ matrix[kept]).toarray()
    records = np.bincount(assigned[kept], minlength=size).astype(np.float64)[:, None]
    with_term, everything = inside.sum(axis=0)[None, :], float(len(kept))
    with np.errstate(divide="ignore", invalid="ignore"):
        if score == "tfidf":
            return np.where(inside > 0, inside * np.log(everything / with_term), 0.0)
        if score == "mi":
            return np.where(inside > 0, np.log(inside * everything / (records * with_term)), -np.inf)
    return _measure_log_likelihood(inside, records, with_term, everything)


def _measure_log_likelihood(inside: Floats, records: Floats, with_term: Floats, everything: float) -> Floats:
    total = np.zeros_like(inside)
    for in_row, row in ((inside, records), (with_term - inside, everything - records)):
        for observed, column in ((in_row, with_term), (row - in_row, everything - with_term)):
            expected = row * column / max(everything, 1.0)
            share = np.divide(observed, expected, out=np.ones_like(inside), where=(observed > 0) & (expected > 0))
            total += observed * np.log(share)
    is_rarer = inside * everything < records * with_term
    return np.where(is_rarer, -2 * total, 2 * total)


def rank_labels(
    matrix: sparse.csr_matrix,
    keywords: tuple[str, ...],
    clusters: NDArray[np.int64],
    score: str,
    most: int,
) -> list[list[Label]]:
    """Return the labels of each cluster, the best first: at most `most` of the cluster's own keywords.

    Of equal scores the term of more records comes first, then the one with the smaller code points.

    Args:
        matrix: (R, N) of zeros and ones, which record carries which keyword of the network.
        keywords: the N keywords, in order of their code points.
        clusters: (N,) number of a keyword's cluster, from 0.
        score: one of `SCORES`.
        most: labels of a cluster.
    """
    size = int(clusters.max(initial=-1)) + 1
    assigned = assign_records(matrix, clusters)
    scores = score_terms(matrix, assigned, size, score)
    labels = []
    for cluster in range(size):
        own = np.flatnonzero(clusters == cluster)
        counts = np.asarray(matrix[np.flatnonzero(assigned == cluster)][:, own].sum(axis=0)).ravel()
        order = np.lexsort((own, -counts, -scores[cluster, own]))[:most]
        labels.append([Label(keywords[own[at]], float(scores[cluster, own[at]]), int(counts[at])) for at in order])
    return labels
