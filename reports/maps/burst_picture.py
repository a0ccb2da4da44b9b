"""The burst chart: keywords with the strongest bursts, and the years of each."""

from matplotlib.figure import Figure

from reports.maps.canvas import in_style, make_sheet, show_text
from reports.maps.keyword_map import Burst, KeywordMap, MapNode
from reports.maps.palette import BURSTING, FAINT_INK, LIVING
from reports.maps.time_grid import cut_word

MOST = 25  # as CiteSpace prints them
LINE, HEAD, FOOT = 18.0, 74.0, 34.0
WORD, FIGURE = 120.0, 46.0  # widths of the columns in points
LEFT, RIGHT, CHART = 24.0, 24.0, 420.0
BAR = 7.0
TICKS = 12  # years named at most


@in_style
def draw_bursts(keyword_map: KeywordMap, first_year: int, last_year: int, most: int = MOST) -> Figure:
    """Return the chart of the strongest bursts over the years of the records, those that begin first on top.

    Args:
        keyword_map: whose nodes hold the bursts.
        first_year: of the records.
        last_year: of the records.
        most: bursts shown, the strongest.
    """
    found = [(burst, node) for node in keyword_map.ranked for burst in node.bursts]
    found.sort(key=lambda pair: (-pair[0].strength, pair[1].keyword, pair[0].begin))
    shown = sorted(found[:most], key=lambda pair: (pair[0].begin, pair[0].end, -pair[0].strength, pair[1].keyword))
    width = LEFT + WORD + 3 * FIGURE + CHART + RIGHT
    height = HEAD + LINE * max(len(shown), 1) + FOOT
    figure, axes = make_sheet(width, height)
    axes.text(LEFT, height - 22, f"突现强度最高的 {len(shown)} 个关键词", fontsize=13, va="center")
    columns = [LEFT, *(LEFT + WORD + FIGURE * (number + 0.5) for number in range(3))]
    for x, name in zip(columns, ("关键词", "强度", "开始", "结束"), strict=True):
        axes.text(x, height - 52, name, fontsize=9, va="center", ha="left" if x == LEFT else "center")
    start, step = LEFT + WORD + 3 * FIGURE, CHART / max(last_year - first_year + 1, 1)
    gap = -(-(last_year - first_year + 1) // TICKS)
    for year in range(first_year, last_year + 1, gap):
        axes.text(
            start + (year - first_year + 0.5) * step, height - 52, str(year), fontsize=7.5, ha="center", va="center"
        )
    axes.plot((LEFT, width - RIGHT), (height - 63, height - 63), color=FAINT_INK, linewidth=0.6)
    for row, (burst, node) in enumerate(shown):
        y = height - HEAD - LINE * (row + 0.5)
        cells = (
            cut_word(show_text(node.keyword), WORD - 6, 9),
            f"{burst.strength:.2f}",
            str(burst.begin),
            str(burst.end),
        )
        for x, cell in zip(columns, cells, strict=True):
            axes.text(x, y, cell, fontsize=9, va="center", ha="left" if x == LEFT else "center")
        for low, high, colour in _list_bars(node, burst, first_year, last_year):
            left, right = (start + (year - first_year) * step for year in (low, high + 1))
            axes.fill(
                (left, right, right, left), (y - BAR / 2, y - BAR / 2, y + BAR / 2, y + BAR / 2), color=colour, lw=0
            )
    foot = "深色为突现期，浅色为首次出现以后的其余年份（Kleinberg，2003）" if shown else "没有检出突现词"
    axes.text(LEFT, FOOT / 2, foot, fontsize=7.5, va="center", color=FAINT_INK)
    return figure


def _list_bars(node: MapNode, burst: Burst, first_year: int, last_year: int) -> list[tuple[int, int, str]]:
    """Return the stretches of years to be drawn, cut to the years of the records."""
    bars = ((node.first_year, last_year, LIVING), (burst.begin, burst.end, BURSTING))
    cut = [(max(low, first_year), min(high, last_year), colour) for low, high, colour in bars]
    return [bar for bar in cut if bar[0] <= bar[1]]
