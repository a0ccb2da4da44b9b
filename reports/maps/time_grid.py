"""The time grid: columns of years in which keywords stand where they first occur, and the links between them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.path import Path

from reports.maps.canvas import ELLIPSIS, show_text
from reports.maps.keyword_map import KeywordMap, MapNode, is_central
from reports.maps.palette import FAINT_INK, choose_colour
from reports.maps.shapes import Mark, draw_nodes, write_word

MOST_COLUMNS = 24  # a longer span is cut into periods of several years
LARGEST, SMALLEST = 8.0, 2.2  # radius of a node in points: here words matter more
WORD_SIZE = 7.5
MOST_CURVES = 300  # the strongest links
LATIN = 0.6  # width of a letter that is no Han character, in em; a little more than it takes
FIRST_WIDE = 0x2E80  # code point from which characters are as wide as high
BETWEEN = 3.0  # points between a node and its word


class Period(NamedTuple):
    """Years, both included."""

    first: int
    last: int

    @property
    def name(self) -> str:
        """The years as they are printed."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


class Seat(NamedTuple):
    """A keyword in the grid: its middle, and the width that its word may take, in points."""

    node: MapNode
    x: float
    y: float
    width: float


def cut_periods(nodes: Sequence[MapNode], most: int = MOST_COLUMNS) -> list[Period]:
    """Return periods of equal length, at most so many, from the first to the last first year of the nodes."""
    if not nodes:
        return []
    first, last = min(node.first_year for node in nodes), max(node.first_year for node in nodes)
    length = -(-(last - first + 1) // most)
    return [Period(year, min(year + length - 1, last)) for year in range(first, last + 1, length)]


def find_period(periods: Sequence[Period], year: int) -> int:
    """Return the number of the period in which a year lies."""
    return (year - periods[0].first) // (periods[0].last - periods[0].first + 1)


def measure_node(count: int, highest: int) -> float:
    """Return the radius of a node in points."""
    return float(SMALLEST + (LARGEST - SMALLEST) * (count / max(highest, 1)) ** 0.5)


def cut_word(word: str, width: float, size: float = WORD_SIZE) -> str:
    """Return a word, cut so that it takes no more than the width in points at the size."""
    ems, room = 0.0, width / size
    for place, letter in enumerate(word):
        ems += 1.0 if ord(letter) >= FIRST_WIDE else LATIN
        if ems > room:
            return word[: max(place - 1, 1)] + ELLIPSIS
    return word


def draw_seats(axes: Axes, keyword_map: KeywordMap, seats: Sequence[Seat]) -> None:
    """Draw keywords at their seats with words to the right of them, over the strongest links between them."""
    highest = max((seat.node.count for seat in seats), default=1)
    _draw_curves(axes, keyword_map, {seat.node.keyword: seat for seat in seats})
    marks = []
    for seat in seats:
        radius = measure_node(seat.node.count, highest)
        marks.append(Mark(seat.x, seat.y, radius, seat.node.cluster, is_central(seat.node)))
        start = radius + BETWEEN
        word = cut_word(show_text(seat.node.keyword), seat.width - start)
        write_word(axes, word, (seat.x + start, seat.y), WORD_SIZE)
    draw_nodes(axes, marks)


def name_periods(axes: Axes, periods: Sequence[Period], xs: Sequence[float], y: float, bottom: float) -> None:
    """Write the periods in a row, and draw a faint line down from each."""
    for period, x in zip(periods, xs, strict=True):
        axes.text(x, y, period.name, fontsize=8, ha="center", va="center")
        axes.plot((x, x), (y - 8, bottom), color=FAINT_INK, linewidth=0.3, alpha=0.5, zorder=0)


def _draw_curves(axes: Axes, keyword_map: KeywordMap, seats: Mapping[str, Seat]) -> None:
    shown = [link for link in keyword_map.links if link.source in seats and link.target in seats]
    strongest = sorted(shown, key=lambda k: (-k.strength, -k.count, k.source, k.target))[:MOST_CURVES]
    paths, colours = [], []
    for link in strongest:
        one, other = sorted((seats[link.source], seats[link.target]), key=lambda seat: (seat.x, seat.y))
        bend = ((one.x + other.x) / 2, (one.y + other.y) / 2 + min(0.15 * (other.x - one.x) + 6, 40))
        paths.append(Path([(one.x, one.y), bend, (other.x, other.y)], [Path.MOVETO, Path.CURVE3, Path.CURVE3]))
        colours.append(choose_colour(one.node.cluster))
    axes.add_collection(
        PathCollection(paths, facecolors="none", edgecolors=colours, linewidths=0.5, alpha=0.35, zorder=1),
        autolim=False,
    )
