"""The timeline view: a row for each cluster, its keywords where they first occur."""

from matplotlib.figure import Figure

from reports.maps.canvas import in_style, make_sheet, show_text
from reports.maps.keyword_map import KeywordMap, MapNode
from reports.maps.palette import choose_colour
from reports.maps.time_grid import Seat, cut_periods, draw_seats, find_period, name_periods

MOST_ROWS = 10  # the largest clusters
MOST_IN_CELL = 4  # keywords of one cluster and period, the most frequent
LEFT, RIGHT, HEAD, FOOT = 30.0, 150.0, 66.0, 20.0
SHEET, NARROWEST = 1000.0, 46.0  # points
LINE, BETWEEN_ROWS = 15.0, 16.0
CLUSTER_NAME = 14  # characters


@in_style
def draw_timeline(keyword_map: KeywordMap) -> Figure:
    """Return the timeline view of a map; its lines hold the most frequent keywords, and a note says so."""
    rows = list(keyword_map.cluster_sizes)[:MOST_ROWS]
    nodes = [node for node in keyword_map.ranked if node.cluster in rows]
    periods = cut_periods(nodes)
    step = max(SHEET / max(len(periods), 1), NARROWEST)
    cells: dict[int, dict[int, list[MapNode]]] = {number: {} for number in rows}
    for node in nodes:
        cell = cells[node.cluster].setdefault(find_period(periods, node.first_year), [])
        if len(cell) < MOST_IN_CELL:
            cell.append(node)
    heights = [LINE * max(map(len, cells[number].values())) + BETWEEN_ROWS for number in rows]
    width, height = LEFT + step * len(periods) + RIGHT, HEAD + sum(heights) + FOOT
    figure, axes = make_sheet(width, height)
    axes.text(LEFT, height - 20, show_text(f"{keyword_map.title}：时间线视图", 60), fontsize=13, va="center")
    xs = [LEFT + 10 + step * number for number in range(len(periods))]
    name_periods(axes, periods, xs, height - 46, FOOT)
    seats: list[Seat] = []
    top = height - HEAD
    for number, row_height in zip(rows, heights, strict=True):
        axes.plot((LEFT, width - RIGHT), (top, top), color=choose_colour(number), linewidth=1.2, alpha=0.5, zorder=0)
        name = show_text(keyword_map.cluster_names[number], CLUSTER_NAME)
        axes.text(width - RIGHT + 8, top - 7, name, fontsize=9, va="center")
        seats += _seat_row(cells[number], top, xs, step, width - RIGHT)
        top -= row_height
    draw_seats(axes, keyword_map, seats)
    note = f"每行为一个聚类，位置为首次出现的年份；每格至多 {MOST_IN_CELL} 个频次最高的关键词，聚类至多 {MOST_ROWS} 个"
    axes.text(LEFT, FOOT / 2, note, fontsize=7, va="center")
    return figure


def _seat_row(cells: dict[int, list[MapNode]], top: float, xs: list[float], step: float, right: float) -> list[Seat]:
    """Return the seats of a cluster's keywords; a word may reach to the next keyword of its line."""
    seats = []
    for column, nodes in cells.items():
        for line, node in enumerate(nodes):
            beyond = [other for other, others in cells.items() if other > column and len(others) > line]
            end = xs[min(beyond)] - step * 0.18 if beyond else right
            seats.append(Seat(node, xs[column], top - 7 - line * LINE, end - xs[column]))
    return seats
