"""Layout: where the keywords of a map stand.

VOS mapping (van Eck and Waltman 2007, doi 10.1007/978-3-540-70981-7_34): keywords that are often together stand near.
It minimises Σ s_ij d_ij² - 2 Σ d_ij over all pairs, which is metric scaling with weights s_ij towards distances 1/s_ij
(van Eck, Waltman, Dekker and van den Berg 2010, doi 10.1002/asi.21421), and is solved as such, by majorisation. s_ij is
the root of the association strength: rare words with one partner, which would lie upon it, move off. Every pair has a
little of it, so that keywords without links stay in the picture.
"""

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from reports.maps.keyword_map import KeywordMap

Floats = NDArray[np.float64]

FAINT = 0.02  # s of two keywords that are never together; that of the median pair is 1
MOST_SOLVED = 1000  # keywords, the most frequent; the rest stand amid those they are linked to: time grows with N³
MOST_ROUNDS, LEAST_GAIN = 200, 1e-5
GOLDEN_ANGLE = float(np.pi * (3 - np.sqrt(5)))  # spreads the starting points evenly, with no draw of chance
BESIDE = 0.04  # how far a keyword that is not solved for stands from the middle of its partners
NEAREST = 1e-9
CROWD, FAR, BEYOND = 0.85, 1.3, 0.1  # the crowd, how much farther is far, and what is left of the distance beyond
DIGITS = 4


def lay_out_nodes(keyword_map: KeywordMap) -> dict[str, tuple[float, float]]:
    """Return a place for each keyword, both coordinates in -1 to 1, rounded to four digits.

    Another order of the nodes and links changes nothing.
    """
    names = [node.keyword for node in keyword_map.ranked]
    if len(names) < 2:
        return dict.fromkeys(names, (0.0, 0.0))
    solved = names[:MOST_SOLVED]
    with threadpool_limits(1):  # a second BLAS thread changes the bytes
        points = _turn_points(_minimise(_weigh_pairs(keyword_map, solved), _spread_start(len(solved))))
    if len(names) > len(solved):
        points = np.vstack((points, _place_rest(keyword_map, names, points)))
    points = _draw_in(points)
    points /= max(float(np.abs(points).max()), NEAREST)
    rounded = (np.round(points, DIGITS) + 0.0).tolist()  # adding zero turns -0.0 into 0.0
    return {name: (x, y) for name, (x, y) in zip(names, rounded, strict=True)}


def _weigh_pairs(keyword_map: KeywordMap, names: list[str]) -> Floats:
    """Return the weights s of all pairs, shape (N, N)."""
    rows = {name: number for number, name in enumerate(names)}
    together = np.zeros((len(names), len(names)))
    for link in keyword_map.links:
        if link.source in rows and link.target in rows:
            ends = rows[link.source], rows[link.target]
            together[ends] = together[ends[::-1]] = max(link.count, 1)
    sums = np.maximum(together.sum(axis=1), 1.0)
    association = together / (sums[:, None] * sums[None, :])
    linked = association[association > 0]
    if len(linked):
        association = np.sqrt(association / np.median(linked))
    weights: Floats = association + FAINT
    np.fill_diagonal(weights, 0.0)
    return weights


def _spread_start(size: int) -> Floats:
    """Return a sunflower: the most frequent keyword in the middle, the others around it."""
    steps = np.arange(size)
    radius = np.sqrt(steps / size)
    return np.column_stack((radius * np.cos(steps * GOLDEN_ANGLE), radius * np.sin(steps * GOLDEN_ANGLE)))


def _minimise(weights: Floats, points: Floats) -> Floats:
    """Return the points to which majorisation leads, shape (N, 2)."""
    size = len(weights)
    inverse = np.linalg.inv(np.diag(weights.sum(axis=1)) - weights + 1.0 / size)
    before = np.inf
    for _ in range(MOST_ROUNDS):
        squares = _square_distances(points)
        distances = np.sqrt(squares)
        cost = float(np.vdot(weights, squares)) - 2 * float(distances.sum())
        if before - cost < LEAST_GAIN * abs(cost):
            break
        before = cost
        pushes = np.divide(1.0, distances, out=np.zeros_like(distances), where=distances > NEAREST)
        points = inverse @ (points * pushes.sum(axis=1)[:, None] - pushes @ points)
    return points


def _square_distances(points: Floats) -> Floats:
    x, y = points[:, 0], points[:, 1]
    across, along = x[:, None] - x[None, :], y[:, None] - y[None, :]
    return np.asarray(across * across + along * along)


def _turn_points(points: Floats) -> Floats:
    """Return the points centred and turned so that they spread most from left to right; signs do not vary."""
    centred = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    turned: Floats = np.asarray(centred @ axes.T)
    largest = turned[np.argmax(np.abs(turned), axis=0), np.arange(2)]
    return np.asarray(turned * np.where(largest < 0, -1.0, 1.0))


def _draw_in(points: Floats) -> Floats:
    """Return the points, the few that stand far off drawn nearer on their line: else they take the page for themselves.

    Where most keywords are linked, one without links comes to stand several times as far from the middle.
    """
    middle = np.median(points, axis=0)
    ways = points - middle
    distances = np.hypot(ways[:, 0], ways[:, 1])
    edge = FAR * float(np.quantile(distances, CROWD))
    nearer = np.where(distances > edge, edge + BEYOND * (distances - edge), distances)
    return np.asarray(middle + ways * (nearer / np.maximum(distances, NEAREST))[:, None])


def _place_rest(keyword_map: KeywordMap, names: list[str], points: Floats) -> Floats:
    """Return places for the keywords that were not solved for: amid their partners, or on the rim without any."""
    rows = {name: number for number, name in enumerate(names)}
    sums, weights = np.zeros((len(names), 2)), np.zeros(len(names))
    for link in sorted(keyword_map.links, key=lambda link: (link.source, link.target)):
        for one, other in ((link.source, link.target), (link.target, link.source)):
            if rows[one] >= len(points) > rows[other]:
                sums[rows[one]] += link.count * points[rows[other]]
                weights[rows[one]] += link.count
    rim = float(np.abs(points).max())
    angles = np.arange(len(names)) * GOLDEN_ANGLE
    around = np.column_stack((np.cos(angles), np.sin(angles))) * rim
    has_partner = (weights > 0)[:, None]
    amid = sums / np.maximum(weights, 1.0)[:, None] + BESIDE * around
    return np.asarray(np.where(has_partner, amid, around)[len(points) :])
