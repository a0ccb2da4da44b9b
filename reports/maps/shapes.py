"""Shapes: what the pictures of a map have in common: nodes, words measured and set, and the panel beside them."""

from collections.abc import Sequence
from math import pi, sqrt
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.text import Text

from reports.maps.canvas import POINTS_PER_INCH, show_text
from reports.maps.keyword_map import KeywordMap, is_central
from reports.maps.labels import Box
from reports.maps.palette import FAINT_INK, INK, NAMED, PAPER, RING, SHAPES, choose_colour, choose_shape

SMALLEST, LARGEST = 2.5, 17.0  # radius of a node, in points
MOST_COVERED = 0.08  # of the page by nodes: links, words and gaps need the rest
RING_WIDTH = 2.2
HALO = 1.8  # of paper around a word, so that it can be read on links
PANEL_LABEL = 14  # characters of a cluster's label
EVENED = {"s": 0.88, "D": 0.74, "^": 1.1, "v": 1.1}  # sides of these markers, so that all shapes have one area
LABEL_GID = "label"  # by which tests find the labels among the words of a picture
LINE = 13.0  # points from one line of the panel to the next


class Mark(NamedTuple):
    """A node to be drawn: its middle and radius in points, its cluster, whether it has a ring."""

    x: float
    y: float
    radius: float
    cluster: int
    is_central: bool = False


def measure_radius(count: int, highest: int) -> float:
    """Return the radius of a node in points; its area grows with the count."""
    return SMALLEST + (LARGEST - SMALLEST) * sqrt(count / max(highest, 1))


def shrink_radii(radii: Sequence[float], area: float) -> list[float]:
    """Return the radii, all made smaller alike where the nodes would take more than `MOST_COVERED` of an area."""
    covered = sum(pi * radius * radius for radius in radii)
    factor = min(1.0, sqrt(MOST_COVERED * area / covered)) if covered else 1.0
    return [radius * factor for radius in radii]


def draw_nodes(axes: Axes, marks: Sequence[Mark]) -> None:
    """Draw nodes in the colours and shapes of their clusters, the central ones in a purple ring."""
    for shape in SHAPES:
        same = [mark for mark in marks if choose_shape(mark.cluster) == shape]
        if same:
            axes.scatter(
                [mark.x for mark in same], [mark.y for mark in same], marker=shape, zorder=3, linewidths=0.5,
                s=[_size_mark(shape, mark.radius) for mark in same], alpha=0.9, edgecolors=INK,
                facecolors=[choose_colour(mark.cluster) for mark in same],
            )  # fmt: skip
        ringed = [mark for mark in same if mark.is_central]
        if ringed:
            axes.scatter(
                [mark.x for mark in ringed], [mark.y for mark in ringed], marker=shape, zorder=3.1,
                s=[_size_mark(shape, mark.radius + RING_WIDTH / 2) for mark in ringed],
                facecolors="none", edgecolors=RING, linewidths=RING_WIDTH,
            )  # fmt: skip


def _size_mark(shape: str, radius: float) -> float:
    return float((2 * radius * EVENED.get(shape, 1.0)) ** 2)


def write_word(axes: Axes, word: str, place: tuple[float, float], size: float, aside: str = "left") -> Text:
    """Write a word with a halo, half way up at the place."""
    text = axes.text(*place, show_text(word), fontsize=size, ha=aside, va="center", zorder=6)
    text.set_path_effects([withStroke(linewidth=HALO, foreground=PAPER)])
    return text


def measure_word(axes: Axes, word: str, size: float) -> tuple[float, float]:
    """Return width and height of a word in points."""
    text = axes.text(0, 0, show_text(word), fontsize=size)
    box = find_box(text)
    text.remove()
    return box.right - box.left, box.top - box.bottom


def find_box(text: Text) -> Box:
    """Return the rectangle that a word takes, in points from the lower left corner of the picture."""
    figure = text.get_figure(root=True)
    if figure is None:
        raise ValueError("the word is in no picture")
    box = text.get_window_extent()
    scale = POINTS_PER_INCH / figure.dpi
    return Box(float(box.x0 * scale), float(box.y0 * scale), float(box.x1 * scale), float(box.y1 * scale))


def draw_panel(axes: Axes, keyword_map: KeywordMap, left: float, top: float, bottom: float) -> None:
    """Draw the clusters from the top, in the order of their numbers, and the map's parameters down to the bottom."""
    sizes = keyword_map.cluster_sizes
    shown = [number for number in sizes if number < NAMED]
    axes.text(left, top, "聚类（关键词数）", fontsize=9, va="center")
    for row, number in enumerate(shown, 1):
        draw_nodes(axes, [Mark(left + 6, top - row * LINE, 4.5, number)])
        name = show_text(keyword_map.cluster_names[number], PANEL_LABEL)
        axes.text(left + 16, top - row * LINE, f"{name}（{sizes[number]}）", fontsize=8, va="center")
    below = top - (len(shown) + 1) * LINE
    if len(sizes) > len(shown):
        axes.text(
            left, below, f"其余 {len(sizes) - len(shown)} 个聚类为灰色", fontsize=7.5, va="center", color=FAINT_INK
        )
        below -= LINE
    if any(map(is_central, keyword_map.nodes)):
        axes.scatter(left + 6, below, s=80, facecolors="none", edgecolors=RING, linewidths=RING_WIDTH)
        axes.text(left + 16, below, "中介中心性 ≥ 0.1", fontsize=8, va="center")
    _write_parameters(axes, keyword_map.parameters, left, bottom)


def _write_parameters(axes: Axes, parameters: Sequence[tuple[str, str]], left: float, bottom: float) -> None:
    for row, (name, value) in enumerate(reversed(parameters)):
        axes.text(left, bottom + row * (LINE - 2.5), show_text(f"{name} = {value}", 34), fontsize=7.2, color=INK)
