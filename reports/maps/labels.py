"""Labels: places for words beside their nodes, so that no word lies on another."""

from collections.abc import Iterator, Sequence
from itertools import chain, count
from math import cos, pi, sin
from typing import NamedTuple

GAP = 2.0  # points between two labels
NEAR = 1.5  # points between a node and its label
DIRECTIONS = 16  # tried at each distance
STEP = 9.0  # points by which the search goes outward: about the height of a label
SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))


class Box(NamedTuple):
    """A rectangle, in points."""

    left: float
    bottom: float
    right: float
    top: float


class Spot(NamedTuple):
    """A node to be labelled: its middle, its radius, and the size of its label, in points."""

    x: float
    y: float
    radius: float
    width: float
    height: float


def place_labels(spots: Sequence[Spot], page: Box, must: int, taken: Sequence[Box] = ()) -> list[Box | None]:
    """Return a box for each label, none of which overlaps another or one that is taken.

    Args:
        spots: the most important first.
        page: in which labels stand; where it is full, those that must stand go below it, into the margin.
        must: so many of the first labels get a place however far off; the others one beside their node, or None.
        taken: boxes that stand already.
    """
    discs = [Box(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in spots[:must]]
    standing = list(taken)
    placed: list[Box | None] = []
    for number, spot in enumerate(spots):
        others = discs[:number] + discs[number + 1 :]
        inside = (box for box in _try_near(spot) if _is_inside(box, page))
        box = next((box for box in inside if _is_clear(box, standing) and _is_clear(box, others)), None)
        if box is None and number < must:
            around = (box for box in _try_far(spot, page) if _is_inside(box, page))
            box = next(box for box in chain(around, _try_below(spot, page)) if _is_clear(box, standing))
        if box is not None:
            standing.append(box)
        placed.append(box)
    return placed


def is_overlapping(one: Box, other: Box, gap: float = 0.0) -> bool:
    """Whether two boxes have points in common, or stand closer than the gap."""
    return (
        one.left < other.right + gap
        and other.left < one.right + gap
        and one.bottom < other.top + gap
        and other.bottom < one.top + gap
    )


def _is_inside(box: Box, page: Box) -> bool:
    return box.left >= page.left and box.right <= page.right and box.bottom >= page.bottom and box.top <= page.top


def _is_clear(box: Box, standing: Sequence[Box]) -> bool:
    return not any(is_overlapping(box, other, GAP) for other in standing)


def _centre_box(spot: Spot, x: float, y: float) -> Box:
    return Box(x - spot.width / 2, y - spot.height / 2, x + spot.width / 2, y + spot.height / 2)


def _try_near(spot: Spot) -> Iterator[Box]:
    """Yield the boxes that touch a node: right, left, above, below, then the corners; in a wide node the middle."""
    if 2 * spot.radius > spot.width + 2 * GAP:
        yield _centre_box(spot, spot.x, spot.y)
    for right, up in SIDES:
        reach = spot.radius * (0.7 if right and up else 1.0) + NEAR  # the corner of a disc is nearer
        yield _centre_box(spot, spot.x + right * (reach + spot.width / 2), spot.y + up * (reach + spot.height / 2))


def _try_far(spot: Spot, page: Box) -> Iterator[Box]:
    """Yield boxes ever farther from a node."""
    farthest = max(page.right - page.left, page.top - page.bottom)
    for ring in range(1, int(farthest / STEP) + 2):
        for turn in range(DIRECTIONS):
            angle = 2 * pi * turn / DIRECTIONS
            reach = spot.radius + ring * STEP
            yield _centre_box(
                spot,
                spot.x + cos(angle) * (reach + spot.width / 2),
                spot.y + sin(angle) * (reach + spot.height / 2),
            )


def _try_below(spot: Spot, page: Box) -> Iterator[Box]:
    """Yield boxes in rows below the page; never ends."""
    for row in count(1):
        yield _centre_box(spot, page.left + spot.width / 2, page.bottom - row * (spot.height + GAP))
