"""The time-zone view: a column for each period, with the keywords that first occur in it."""

from matplotlib.figure import Figure

from reports.maps.canvas import in_style, make_sheet, show_text
from reports.maps.keyword_map import KeywordMap, MapNode
from reports.maps.palette import FAINT_INK
from reports.maps.time_grid import Seat, cut_periods, draw_seats, find_period, name_periods

MOST_IN_COLUMN = 16  # keywords of a period, the most frequent
LEFT, RIGHT, HEAD, FOOT = 30.0, 30.0, 66.0, 40.0
SHEET, NARROWEST = 1100.0, 58.0  # points
LINE = 26.0
INDENT = 10.0  # by which every second keyword of a column stands to the right: links are told apart


@in_style
def draw_timezones(keyword_map: KeywordMap) -> Figure:
    """Return the time-zone view of a map: the most frequent keywords of each period, the first at the top."""
    periods = cut_periods(keyword_map.nodes)
    columns: list[list[MapNode]] = [[] for _ in periods]
    for node in keyword_map.ranked:
        columns[find_period(periods, node.first_year)].append(node)
    step = max(SHEET / max(len(periods), 1), NARROWEST)
    rows = min(max(map(len, columns), default=0), MOST_IN_COLUMN)
    width, height = LEFT + step * len(periods) + RIGHT, HEAD + LINE * max(rows, 1) + FOOT
    figure, axes = make_sheet(width, height)
    axes.text(LEFT, height - 20, show_text(f"{keyword_map.title}：时区视图", 60), fontsize=13, va="center")
    xs = [LEFT + 10 + step * number for number in range(len(periods))]
    name_periods(axes, periods, [x + INDENT for x in xs], height - 46, FOOT)
    seats = []
    for x, column in zip(xs, columns, strict=True):
        for row, node in enumerate(column[:MOST_IN_COLUMN]):
            indent = INDENT * (row % 2)
            seats.append(Seat(node, x + indent, height - HEAD - LINE * (row + 0.5), step - indent - 8))
        if len(column) > MOST_IN_COLUMN:
            more = f"另有 {len(column) - MOST_IN_COLUMN} 个"
            axes.text(x, FOOT - 4, more, fontsize=7, va="center", color=FAINT_INK)
    draw_seats(axes, keyword_map, seats)
    axes.text(LEFT, 14, "每列为一个时段，列内为首次出现于该时段的关键词，按频次排列", fontsize=7, va="center")
    return figure
