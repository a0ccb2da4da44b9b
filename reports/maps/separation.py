"""Separation: nodes that lie on one another are moved apart, as little as need be."""

from collections.abc import Sequence

import numpy as np

from reports.maps.labels import Box

GAP = 4.0  # points between two nodes, in which corners and rings have room
ROUNDS = 60  # after which what still overlaps stays: the page is full
NEAREST = 1e-6
DIGITS = 3


def separate_nodes(
    points: Sequence[tuple[float, float]], radii: Sequence[float], page: Box
) -> list[tuple[float, float]]:
    """Return the middles of discs, on the page, moved along the line between each two that overlap.

    The larger of two discs moves less. All moves of a round are taken at once, so that no order matters.
    """
    if not points:
        return []
    places, sizes = np.array(points, dtype=float), np.array(radii, dtype=float)
    low = np.array((page.left, page.bottom)) + sizes[:, None]
    high = np.array((page.right, page.top)) - sizes[:, None]
    places = np.clip(places, low, high)
    for _ in range(ROUNDS):
        across = places[:, None, 0] - places[None, :, 0]
        along = places[:, None, 1] - places[None, :, 1]
        missing = sizes[:, None] + sizes[None, :] + GAP - np.sqrt(across * across + along * along)
        one, other = np.nonzero(missing > 0)
        one, other = one[one != other], other[one != other]
        if not len(one):
            break
        ways = np.column_stack((across[one, other], along[one, other]))
        lengths = np.hypot(ways[:, 0], ways[:, 1])
        is_same = lengths < NEAREST  # two in one place part in a direction of their own, each to its side
        angles = 2.4 * (one + other)
        apart = np.column_stack((np.cos(angles), np.sin(angles))) * np.sign(one - other)[:, None]
        ways = np.where(is_same[:, None], apart, ways / np.maximum(lengths, NEAREST)[:, None])
        shares = sizes[other] ** 2 / (sizes[one] ** 2 + sizes[other] ** 2)
        moves = np.zeros_like(places)
        np.add.at(moves, one, 0.5 * (missing[one, other] * shares)[:, None] * ways)
        places = np.clip(places + moves, low, high)
    return [(x, y) for x, y in np.round(places, DIGITS).tolist()]
