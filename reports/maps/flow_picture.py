"""The flow of records: found, dropped for each reason, kept.

After PRISMA 2020: Page et al. 2021, doi 10.1136/bmj.n71.
"""

from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from reports.maps.canvas import in_style, make_sheet, show_text
from reports.maps.keyword_map import MapError
from reports.maps.palette import FAINT_INK, INK

WIDTH, HEAD, FOOT = 620.0, 52.0, 24.0  # points
BOX, SIDE = 250.0, 250.0  # widths of the boxes in the middle and beside
LINE, PAD, BETWEEN = 15.0, 9.0, 26.0
MOST_SOURCES = 8  # files named one by one; the rest are one line
NAME = 26  # characters of a file's name


class Drop(NamedTuple):
    """Records that were dropped for one reason, and what the reason is called in Chinese."""

    reason: str
    records: int


@in_style
def draw_flow(
    sources: Sequence[tuple[str, int]],
    drops: Sequence[Drop],
    kept: int,
    title: str = "文献筛选流程",
    found_as: str = "检索得到的记录",
) -> Figure:
    """Return the flow chart.

    Args:
        sources: files, or databases, and the records found in each.
        drops: reasons in the order in which they were looked at.
        kept: records that the map is made of.
        title: of the picture.
        found_as: what the records found are called.

    Raises:
        MapError: what was found is not what was dropped and kept.
    """
    found = sum(count for _, count in sources)
    if found != kept + sum(drop.records for drop in drops):
        raise MapError(f"{found} records were found, but {kept} kept and {sum(d.records for d in drops)} dropped")
    named = [f"{show_text(name, NAME)}：{count}" for name, count in sources[:MOST_SOURCES]]
    if len(sources) > MOST_SOURCES:
        rest = sum(count for _, count in sources[MOST_SOURCES:])
        named.append(f"其余 {len(sources) - MOST_SOURCES} 个来源：{rest}")
    left = found
    steps: list[tuple[list[str], str]] = [([f"{found_as}（n = {found}）", *named], "")]
    for drop in drops:
        left -= drop.records
        steps.append(([f"剩余（n = {left}）"], f"剔除：{show_text(drop.reason, 20)}（n = {drop.records}）"))
    steps[-1] = ([f"纳入分析（n = {kept}）"], steps[-1][1]) if drops else steps[-1]
    heights = [LINE * len(lines) + 2 * PAD for lines, _ in steps]
    height = HEAD + sum(heights) + BETWEEN * len(heights) + FOOT
    figure, axes = make_sheet(WIDTH, height)
    axes.text(WIDTH / 2, height - 24, show_text(title), fontsize=13, ha="center", va="center")
    _draw_steps(axes, steps, heights, height - HEAD)
    return figure


def _draw_steps(axes: Axes, steps: Sequence[tuple[list[str], str]], heights: Sequence[float], top: float) -> None:
    middle = 40 + BOX / 2
    for number, ((lines, dropped), height) in enumerate(zip(steps, heights, strict=True)):
        if number:
            _draw_arrow(axes, (middle, top + BETWEEN), (middle, top))
            beside = top + BETWEEN / 2
            _draw_arrow(axes, (middle, beside), (WIDTH - SIDE - 30, beside))
            _draw_box(axes, WIDTH - SIDE - 30, beside + LINE / 2 + PAD / 2, SIDE, LINE + PAD, [dropped], "#F6F1E7")
        _draw_box(axes, 40, top, BOX, height, lines, "#E8F0F7" if number < len(steps) - 1 else "#DDEFE3")
        top -= height + BETWEEN


def _draw_box(
    axes: Axes, left: float, top: float, width: float, height: float, lines: Sequence[str], colour: str
) -> None:
    axes.add_patch(
        FancyBboxPatch(
            (left, top - height), width, height, boxstyle="round,pad=0,rounding_size=4", facecolor=colour,
            edgecolor=INK, linewidth=0.8, zorder=2,
        )
    )  # fmt: skip
    middle = top - height / 2 + LINE * (len(lines) - 1) / 2
    for row, line in enumerate(lines):
        axes.text(
            left + width / 2, middle - row * LINE, line, fontsize=9.5 if row == 0 else 8, ha="center", va="center",
            zorder=3,
        )  # fmt: skip


def _draw_arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    axes.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>",
            mutation_scale=9,
            shrinkA=0,
            shrinkB=0,
            color=FAINT_INK,
            linewidth=1.0,
            zorder=1,
        )
    )
