"""Two maps side by side: the most frequent keywords of either in a column, lines between those that both have."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from reports.maps.canvas import in_style, make_sheet, show_text
from reports.maps.palette import COLOURS, FAINT_INK, INK
from reports.maps.time_grid import cut_word

MOST = 40  # keywords of a column
LINE, HEAD, FOOT = 15.0, 84.0, 34.0
EDGE, COLUMN, BETWEEN = 24.0, 210.0, 150.0  # widths in points
BAR, WORD = 78.0, 92.0  # of a bar, and of a word beside it
SIZE = 8.5


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a keyword stands in a map: its rank from 1, its count, and its share of the units."""

    rank: int
    count: int
    share: float


Side = Sequence[tuple[str, Standing]]


@in_style
def draw_beside(names: tuple[str, str], left: Side, right: Side, most: int = MOST) -> Figure:
    """Return the picture: words of both maps in ink, those of one alone in grey; bars show shares of the units.

    Args:
        names: of the maps.
        left: keywords of the first map, the most frequent first.
        right: of the second; the same keyword has the same name in both.
        most: keywords shown of each.
    """
    shown = left[:most], right[:most]
    width = 2 * (EDGE + COLUMN) + BETWEEN
    height = HEAD + LINE * max(len(shown[0]), len(shown[1]), 1) + FOOT
    figure, axes = make_sheet(width, height)
    axes.text(EDGE, height - 22, "两图关键词对照", fontsize=13, va="center")
    edges = EDGE + COLUMN, EDGE + COLUMN + BETWEEN
    ranks = [{keyword: standing.rank for keyword, standing in side} for side in (left, right)]
    rows = [{keyword: height - HEAD - LINE * (row + 0.5) for row, (keyword, _) in enumerate(side)} for side in shown]
    for number, (side, edge) in enumerate(zip(shown, edges, strict=True)):
        aside, sign = ("right", -1) if number == 0 else ("left", 1)
        title = cut_word(show_text(names[number]), COLUMN - 10, 10)
        axes.text(edge, height - 54, title, fontsize=10, va="center", ha=aside)
        _draw_side(axes, side, edge, sign, rows[number], ranks[1 - number])
    for keyword, y in rows[0].items():
        if keyword in rows[1]:
            line = (edges[0] + 6, edges[1] - 6)
            axes.plot(line, (y, rows[1][keyword]), color=COLOURS[0], linewidth=0.9, alpha=0.7, zorder=1)
    foot = f"各取频次最高的 {most} 个；条长为占单位数的比例；黑字蓝条为两图共有，灰色为仅见于一图"
    axes.text(EDGE, FOOT / 2, foot, fontsize=7.5, va="center", color=FAINT_INK)
    return figure


def _draw_side(axes: Axes, side: Side, edge: float, sign: int, rows: dict[str, float], other: dict[str, int]) -> None:
    """Draw a column: word, bar and count go away from its inner edge."""
    highest = max((standing.share for _, standing in side), default=1.0) or 1.0
    inner = "right" if sign < 0 else "left"
    for keyword, standing in side:
        y, is_shared = rows[keyword], keyword in other
        colour = INK if is_shared else FAINT_INK
        word = cut_word(show_text(keyword), WORD - 6, SIZE)
        axes.text(edge, y, word, fontsize=SIZE, va="center", ha=inner, color=colour)
        start = edge + sign * WORD
        end = start + sign * BAR * standing.share / highest
        fill = COLOURS[0] if is_shared else "#C9C9C9"
        axes.fill((start, end, end, start), (y - 4, y - 4, y + 4, y + 4), color=fill, lw=0, alpha=0.75)
        told = f"{standing.count}（{standing.share:.1%}）"
        if other.get(keyword, 0) > MOST:
            told += f" 另图第 {other[keyword]} 位"
        axes.text(end + sign * 3, y, told, fontsize=6.5, va="center", ha=inner, color=FAINT_INK)
