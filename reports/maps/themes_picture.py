"""The strategic diagram (战略坐标图): clusters by centrality and density."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from reports.maps.canvas import in_style, make_chart, show_text
from reports.maps.keyword_map import MapError
from reports.maps.palette import FAINT_INK
from reports.maps.scatter_labels import label_points
from reports.maps.shapes import Mark, draw_nodes

SIDE = 560.0  # points
MOST_LABEL = 14
LARGEST, SMALLEST = 22.0, 5.0  # radius in points
QUADRANTS = {
    (1, 1): "核心主题（motor）",
    (0, 1): "孤立成熟主题（niche）",
    (0, 0): "新兴或衰退主题",
    (1, 0): "基础主题（basic）",
}


@dataclass(frozen=True, slots=True)
class Theme:
    """A cluster in the diagram: its number and label, centrality and density (values or ranks), and occurrences."""

    cluster: int
    label: str
    centrality: float
    density: float
    count: int


@in_style
def draw_themes(themes: Sequence[Theme], cut: tuple[float, float], title: str = "战略坐标图", unit: str = "") -> Figure:
    """Return the diagram.

    Args:
        themes: the clusters.
        cut: centrality and density at which the quadrants meet.
        title: of the picture.
        unit: what the axes show besides their names, such as 秩.

    Raises:
        MapError: there is no theme.
    """
    if not themes:
        raise MapError("a strategic diagram of no themes")
    figure, axes = make_chart(SIDE, SIDE * 0.86, show_text(title))
    highest = max(theme.count for theme in themes)
    radii = [SMALLEST + (LARGEST - SMALLEST) * (theme.count / max(highest, 1)) ** 0.5 for theme in themes]
    draw_nodes(
        axes,
        [Mark(t.centrality, t.density, radius, t.cluster) for t, radius in zip(themes, radii, strict=True)],
    )
    low_x, high_x = _find_limits([theme.centrality for theme in themes], cut[0])
    low_y, high_y = _find_limits([theme.density for theme in themes], cut[1])
    axes.set_xlim(low_x, high_x)
    axes.set_ylim(low_y, high_y)
    axes.axvline(cut[0], color=FAINT_INK, linewidth=0.8, linestyle="--", zorder=1)
    axes.axhline(cut[1], color=FAINT_INK, linewidth=0.8, linestyle="--", zorder=1)
    for (right, up), name in QUADRANTS.items():
        axes.text(
            0.985 if right else 0.015, 0.985 if up else 0.015, name, transform=axes.transAxes, fontsize=9,
            color=FAINT_INK, ha="right" if right else "left", va="top" if up else "bottom",
        )  # fmt: skip
    suffix = f"（{unit}）" if unit else ""
    axes.set_xlabel(f"中心度 Centrality{suffix}")
    axes.set_ylabel(f"密度 Density{suffix}")
    words = [show_text(f"#{theme.cluster} {theme.label}", MOST_LABEL) for theme in themes]
    label_points(axes, [(t.centrality, t.density) for t in themes], words, radii)
    return figure


def _find_limits(values: Sequence[float], cut: float) -> tuple[float, float]:
    """Return the ends of an axis: all values and the cut, with room for the largest bubble."""
    low, high = min(*values, cut), max(*values, cut)
    room = 0.16 * ((high - low) or 1.0)
    return low - room, high + room
