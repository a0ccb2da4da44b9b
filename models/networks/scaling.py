"""Multidimensional scaling: words as points in the plane, with Kruskal's stress and RSQ.

SMACOF (de Leeuw and Mair 2009, doi 10.18637/jss.v031.i03) from the classical solution (Torgerson 1952,
doi 10.1007/BF02288916) and from seeded random starts, of which the best is kept. ALSCAL of SPSS minimises another
function: its figures are near, not equal.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression
from threadpoolctl import threadpool_limits

Floats = NDArray[np.float64]

LEVELS = ("ordinal", "ratio")
DIMENSIONS = 2
RANDOM_STARTS = 8
SEED = 20220414
MOST_ROUNDS, LEAST_GAIN = 500, 1e-9


@dataclass(frozen=True, slots=True)
class Scaling:
    """A configuration of n words.

    Attributes:
        points: (n, 2), centred, turned to its principal axes, the largest coordinate of each axis positive.
        stress: Kruskal's stress-1, √(Σ(d - d̂)² / Σd²); Kruskal 1964, doi 10.1007/BF02289565, calls .05 good, .1 fair,
            .2 poor.
        rsq: squared correlation of distances d and disparities d̂; None where either does not vary.
        level: `ordinal` (only the order of the dissimilarities counts) or `ratio` (their sizes do).
        seed: of the random starts.
    """

    points: Floats
    stress: float
    rsq: float | None
    level: str
    seed: int


def scale_words(dissimilarity: Floats, level: str = "ordinal", seed: int = SEED) -> Scaling:
    """Return n words as points of the plane whose distances follow the dissimilarities.

    Args:
        dissimilarity: (n, n) symmetric, zeros on the diagonal.
        level: one of `LEVELS`.
        seed: of the random starts.

    Raises:
        ValueError: the level is not known, there are fewer than three words, or none differs from another.
    """
    if level not in LEVELS:
        raise ValueError(f"the level {level!r} is not one of {', '.join(LEVELS)}")
    size = len(dissimilarity)
    if size < 3 or not dissimilarity.any():
        raise ValueError(f"{size} words that hardly differ make no plane: at least three that differ are needed")
    chooser = np.random.default_rng(seed)
    with threadpool_limits(1):  # a second BLAS thread changes the bytes
        starts = [_scale_classically(dissimilarity)]
        starts += [chooser.uniform(-1.0, 1.0, (size, DIMENSIONS)) for _ in range(RANDOM_STARTS)]
        runs = [_minimise_stress(dissimilarity, start, level) for start in starts]
        points = _turn_points(min(runs, key=lambda run: run[1])[0])
    stress, rsq = measure_fit(dissimilarity, points, level)
    return Scaling(points, stress, rsq, level, seed)


def measure_fit(dissimilarity: Floats, points: Floats, level: str) -> tuple[float, float | None]:
    """Return Kruskal's stress-1 and RSQ of n points, shape (n, 2)."""
    upper = np.triu_indices(len(points), k=1)
    distances = _measure_distances(points)[upper]
    fitted = _fit_disparities(dissimilarity[upper], distances, level)
    stress = float(np.sqrt(((distances - fitted) ** 2).sum() / (distances**2).sum()))
    if not distances.std() or not fitted.std():
        return stress, None
    return stress, float(np.corrcoef(distances, fitted)[0, 1] ** 2)


def _minimise_stress(dissimilarity: Floats, points: Floats, level: str) -> tuple[Floats, float]:
    """Return the points that SMACOF ends at and their stress."""
    size = len(points)
    upper = np.triu_indices(size, k=1)
    targets = dissimilarity[upper]
    before = np.inf
    for _ in range(MOST_ROUNDS):
        distances = _measure_distances(points)[upper]
        fitted = _fit_disparities(targets, distances, level)
        stress = float(np.sqrt(((distances - fitted) ** 2).sum() / (distances**2).sum()))
        if before - stress < LEAST_GAIN:
            break
        before = stress
        fitted *= np.sqrt(len(fitted) / (fitted**2).sum())
        ratios = np.divide(fitted, distances, out=np.zeros_like(fitted), where=distances > 0)
        transform = np.zeros((size, size))
        transform[upper] = -ratios
        transform += transform.T
        np.fill_diagonal(transform, -transform.sum(axis=1))
        points = transform @ points / size
    return points, stress


def _fit_disparities(targets: Floats, distances: Floats, level: str) -> Floats:
    """Return the disparities nearest to the distances: in the targets' order (ties may part), or in proportion."""
    if level == "ratio":
        scale = float((targets * distances).sum() / (targets**2).sum())
        return targets * scale
    order = np.lexsort((distances, targets))
    fitted = np.empty_like(distances)
    fitted[order] = isotonic_regression(distances[order]).x
    return fitted


def _measure_distances(points: Floats) -> Floats:
    differences = points[:, None, :] - points[None, :, :]
    return np.asarray(np.sqrt((differences**2).sum(axis=2)))


def _scale_classically(dissimilarity: Floats) -> Floats:
    squared = dissimilarity**2
    centred = -0.5 * (squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean())
    values, vectors = np.linalg.eigh(centred)
    points: Floats = vectors[:, ::-1][:, :DIMENSIONS] * np.sqrt(np.maximum(values[::-1][:DIMENSIONS], 0.0))
    return points if np.ptp(points) > 0 else np.eye(len(dissimilarity), DIMENSIONS)


def _turn_points(points: Floats) -> Floats:
    """Return the points centred, on their principal axes, with signs that do not depend on the start."""
    centred = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    turned: Floats = centred @ axes.T
    largest = turned[np.argmax(np.abs(turned), axis=0), np.arange(DIMENSIONS)]
    return turned * np.where(largest < 0, -1.0, 1.0)
