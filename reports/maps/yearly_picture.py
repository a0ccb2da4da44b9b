"""Publications a year (年度发文量) and their cumulative curve."""

from collections.abc import Mapping
from itertools import accumulate

from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator

from reports.maps.canvas import in_style, make_chart, show_text
from reports.maps.keyword_map import MapError
from reports.maps.palette import COLOURS, PAPER

WIDTH, HEIGHT = 640.0, 360.0  # points
MOST_FIGURES = 30  # bars that carry their number
TICKS = 15


@in_style
def draw_years(counts: Mapping[int, int], what: str = "年度发文量") -> Figure:
    """Return bars of the records a year, with a curve of the records up to it; years between without any are zero.

    Args:
        counts: records by year.
        what: the bars are called, in Chinese.

    Raises:
        MapError: there is no year.
    """
    if not counts:
        raise MapError("a chart of years without any year")
    years = list(range(min(counts), max(counts) + 1))
    bars = [counts.get(year, 0) for year in years]
    figure, axes = make_chart(WIDTH, HEIGHT, show_text(f"{what}及累计曲线"))
    drawn = axes.bar(years, bars, width=0.7, color=COLOURS[0], label=f"{show_text(what)}（左轴）", zorder=2)
    axes.set_ylim(0, max(max(bars) * 1.28, 1))
    axes.set_xlabel("年份")
    axes.set_ylabel(show_text(what))
    gap = -(-len(years) // TICKS)
    axes.set_xticks(years[::gap], [str(year) for year in years[::gap]], fontsize=8)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    beside = axes.twinx()
    beside.spines["right"].set_visible(True)
    totals = list(accumulate(bars))
    (curve,) = beside.plot(
        years, totals, color=COLOURS[3], marker="o", markersize=3.5, linewidth=1.4, label="累计（右轴）"
    )
    beside.set_ylim(0, max(totals[-1] * 1.12, 1))
    beside.set_ylabel("累计")
    beside.yaxis.set_major_locator(MaxNLocator(integer=True))
    for year, bar in zip(years, bars, strict=True) if len(years) <= MOST_FIGURES else ():
        number = beside.annotate(
            str(bar), (year, bar), (0, 7), xycoords=axes.transData, textcoords="offset points", fontsize=8, ha="center",
            va="center", zorder=6,
        )  # fmt: skip
        number.set_path_effects([withStroke(linewidth=2, foreground=PAPER)])
    axes.legend(handles=[drawn, curve], loc="upper left", frameon=False, fontsize=8.5)
    return figure
