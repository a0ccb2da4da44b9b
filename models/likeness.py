"""Likeness: how far theme profiles of places agree, and the clusters that they fall into.

A profile is how the mentions of a document are divided among themes. P places, T themes.
Methods: cosine (Salton and McGill 1983); Jensen–Shannon divergence (Lin 1991, doi:10.1109/18.61115); k-means on the
square roots of shares, whose distance is Hellinger's (Legendre and Gallagher 2001, doi:10.1007/s004420100716), so that
a theme seldom mentioned weighs too; K by the mean silhouette (Rousseeuw 1987, doi:10.1016/0377-0427(87)90125-7).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SEED = 2022
MOST_CLUSTERS = 8
LEAST_MEMBERS = 3  # places of a cluster: fewer are odd ones out, not a type
STARTS = 5  # of k-means; the best is kept
DECIMALS = 9  # of silhouettes and shares: what lies behind depends on the processor

Reals = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Clusters:
    """Clusters of P places.

    Attributes:
        number: cluster of each place (P,), from 1; the largest is 1.
        silhouette: of each place (P,), -1 to 1.
        mean_silhouette: of all places: below .25 there is hardly any structure (Kaufman and Rousseeuw 1990).
        leading: theme of each cluster that exceeds its mean share over all places most (K,).
    """

    number: Integers
    silhouette: Reals
    mean_silhouette: float
    leading: Integers


def share_mentions(mentions: NDArray[np.number]) -> Reals:
    """Return how the mentions of each place are divided among themes (P, T); rows sum to one.

    Args:
        mentions: counts or rates (P, T).

    Raises:
        ValueError: a place has no mention at all.
    """
    totals = mentions.sum(axis=1, keepdims=True)
    if (totals <= 0).any():
        raise ValueError("a place without mentions has no profile")
    shares: Reals = mentions / totals
    return shares


def compare_cosine(shares: Reals) -> Reals:
    """Return the cosine of all pairs of profiles (P, P), 0 to 1."""
    unit = shares / np.linalg.norm(shares, axis=1, keepdims=True)
    cosine: Reals = np.clip(np.einsum("at,bt->ab", unit, unit), 0, 1)  # no BLAS: the same bytes on every machine
    np.fill_diagonal(cosine, 1)
    return cosine


def compare_jensen_shannon(shares: Reals) -> Reals:
    """Return the Jensen–Shannon divergence of all pairs of profiles (P, P), base 2: 0 the same, 1 nothing shared."""
    means = (shares[:, None, :] + shares[None, :, :]) / 2
    entropy = _measure_entropy(shares)
    divergence = np.clip(_measure_entropy(means) - (entropy[:, None] + entropy[None, :]) / 2, 0, 1)
    np.fill_diagonal(divergence, 0)
    return divergence


def _measure_entropy(shares: Reals) -> Reals:
    entropy: Reals = -(shares * np.log2(np.where(shares > 0, shares, 1))).sum(axis=-1)
    return entropy


def cluster_profiles(shares: Reals) -> Clusters | None:
    """Return the clusters of profiles at the K whose mean silhouette is highest, the smaller of equals; seeded.

    A K that sets fewer than three places apart is passed over. None where no K is left.

    Args:
        shares: (P, T), in an order that does not depend on that of the documents.
    """
    from sklearn.cluster import KMeans  # before the limit, which holds for what is loaded
    from sklearn.metrics import silhouette_samples
    from threadpoolctl import threadpool_limits

    most = min(MOST_CLUSTERS, len(shares) // LEAST_MEMBERS, len(np.unique(shares, axis=0)) - 1)
    best: tuple[float, Integers, Reals] | None = None
    points = np.sqrt(shares)
    with threadpool_limits(1):  # a second thread changes the last digits, and waits more than it works
        for k in range(2, most + 1):
            fitted = KMeans(k, n_init=STARTS, random_state=SEED, algorithm="lloyd").fit(points)
            if np.bincount(fitted.labels_, minlength=k).min() < LEAST_MEMBERS:
                continue
            silhouettes = silhouette_samples(points, fitted.labels_).round(DECIMALS)
            mean = round(float(silhouettes.mean()), DECIMALS)
            if best is None or mean > best[0]:
                best = mean, fitted.labels_.astype(np.int64), silhouettes
    if best is None:
        return None
    mean, labels, silhouettes = best
    number = _number_by_size(labels)
    excess = [shares[number == k].mean(axis=0) - shares.mean(axis=0) for k in range(1, int(number.max()) + 1)]
    return Clusters(number, silhouettes, mean, np.array([int(one.round(DECIMALS).argmax()) for one in excess]))


def _number_by_size(labels: Integers) -> Integers:
    """Return clusters numbered from 1, the largest first, of equals the one with the earliest place."""
    _, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    rank = np.empty(len(sizes), np.int64)
    rank[np.lexsort((first, -sizes))] = np.arange(1, len(sizes) + 1)
    return rank[labels]
