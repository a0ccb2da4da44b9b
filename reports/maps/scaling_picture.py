"""Multidimensional scaling (多维尺度分析): high-frequency keywords as points, with stress and RSQ."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from reports.maps.canvas import in_style, make_chart, show_text
from reports.maps.keyword_map import MapError
from reports.maps.palette import FAINT_INK
from reports.maps.scatter_labels import label_points
from reports.maps.shapes import Mark, draw_nodes

WIDTH, HEIGHT = 640.0, 540.0  # points
RADIUS = 4.0
WORD = 12
ROOM = 0.12  # beyond the points, as a share of their spread


@in_style
def draw_scaling(
    words: Sequence[str],
    points: Sequence[tuple[float, float]],
    stress: float,
    rsq: float | None,
    groups: Sequence[int] = (),
    title: str = "高频关键词多维尺度分析",
) -> Figure:
    """Return the scatter of n words.

    Args:
        words: n words, the most frequent first.
        points: n places.
        stress: Kruskal's stress-1.
        rsq: squared correlation of distances and disparities, None if it is not defined.
        groups: n clusters from 0, which choose colours and shapes; none leave one colour.
        title: of the picture.

    Raises:
        MapError: the numbers of words, points and groups differ, or there are none.
    """
    if not words or len(points) != len(words) or len(groups) not in {0, len(words)}:
        raise MapError(f"{len(words)} words and {len(points)} points make no scatter")
    figure, axes = make_chart(WIDTH, HEIGHT, show_text(title))
    draw_nodes(axes, [Mark(x, y, RADIUS, groups[row] if groups else 0) for row, (x, y) in enumerate(points)])
    for set_limits, values in (
        (axes.set_xlim, [point[0] for point in points]), (axes.set_ylim, [point[1] for point in points])
    ):  # fmt: skip
        spread = (max(values) - min(values)) or 1.0
        set_limits(min(values) - ROOM * spread, max(values) + ROOM * spread)
    axes.axhline(0, color=FAINT_INK, linewidth=0.6, zorder=1)
    axes.axvline(0, color=FAINT_INK, linewidth=0.6, zorder=1)
    axes.set_xlabel("维度 1")
    axes.set_ylabel("维度 2")
    fit = f"Stress = {stress:.4f}    RSQ = {'—' if rsq is None else f'{rsq:.4f}'}"
    axes.text(0.99, 1.01, fit, transform=axes.transAxes, fontsize=8.5, ha="right", va="bottom")
    label_points(axes, points, [show_text(word, WORD) for word in words], [RADIUS] * len(words))
    return figure
