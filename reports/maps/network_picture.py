"""The network: keywords as nodes, their size by count, colour and shape by cluster, links by strength."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from reports.maps.canvas import in_style, make_sheet, show_text
from reports.maps.keyword_map import KeywordMap, MapNode, is_central
from reports.maps.labels import Box, Spot, place_labels
from reports.maps.layout import lay_out_nodes
from reports.maps.palette import FAINT_INK
from reports.maps.separation import separate_nodes
from reports.maps.shapes import (
    LABEL_GID,
    Mark,
    draw_nodes,
    draw_panel,
    measure_radius,
    measure_word,
    shrink_radii,
    write_word,
)

WIDTH, HEIGHT = 960.0, 680.0
PANEL = 205.0  # width of what stands on the right
MARGIN, HEAD = 24.0, 44.0
LABELLED = 30  # keywords that have a label in any case
MOST_LABELS = 90  # more would be unreadable, also where there is room
WORD = 14  # characters of a keyword shown; a longer one ends in an ellipsis
LARGEST_WORD, SMALLEST_WORD = 13.0, 6.5  # points
MOST_NODES = 800  # drawn, the most frequent: the page holds no more
MOST_LINKS = 3000  # drawn, the strongest: more are one grey patch
THINNEST, THICKEST = 0.25, 3.0

Places = Mapping[str, tuple[float, float]]


@in_style
def draw_network(keyword_map: KeywordMap, places: Places | None = None) -> Figure:
    """Return the picture of a map.

    Args:
        keyword_map: the map.
        places: of its keywords, coordinates in -1 to 1; found by `lay_out_nodes` if not given.
    """
    figure, axes = make_sheet(WIDTH, HEIGHT)
    page = Box(MARGIN, MARGIN, WIDTH - PANEL - MARGIN, HEIGHT - HEAD)
    nodes = keyword_map.ranked[:MOST_NODES]
    highest = max((node.count for node in nodes), default=1)
    area = (page.right - page.left) * (page.top - page.bottom)
    radii = shrink_radii([measure_radius(node.count, highest) for node in nodes], area)
    rough = _fit_page(nodes, places or lay_out_nodes(keyword_map), page)
    spots = separate_nodes(rough, radii, page)
    points = {node.keyword: spot for node, spot in zip(nodes, spots, strict=True)}
    _draw_links(axes, keyword_map, points)
    draw_nodes(
        axes,
        [
            Mark(*spot, radius, node.cluster, is_central(node))
            for node, spot, radius in zip(nodes, spots, radii, strict=True)
        ],
    )
    _label_nodes(axes, nodes, points, radii, page)
    if len(nodes) < len(keyword_map.nodes):
        note = f"图中为频次最高的 {len(nodes)} 个关键词，共 {len(keyword_map.nodes)} 个"
        axes.text(MARGIN, MARGIN / 2, note, fontsize=7.5, va="center", color=FAINT_INK)
    axes.text(MARGIN, HEIGHT - HEAD / 2, show_text(keyword_map.title, 60), fontsize=14, va="center")
    draw_panel(axes, keyword_map, WIDTH - PANEL, HEIGHT - HEAD, MARGIN)
    return figure


def choose_word_size(count: int, highest: int) -> float:
    """Return the size of a keyword's label in points, by its share of the highest count."""
    return float(SMALLEST_WORD + (LARGEST_WORD - SMALLEST_WORD) * (count / max(highest, 1)) ** 0.5)


def _fit_page(nodes: Sequence[MapNode], places: Places, page: Box) -> list[tuple[float, float]]:
    """Return the places stretched to the page, with some room at its edge for labels."""
    xs = [places[node.keyword][0] for node in nodes]
    ys = [places[node.keyword][1] for node in nodes]
    room = 28.0
    across = _stretch(xs, page.left + room, page.right - room)
    return list(zip(across, _stretch(ys, page.bottom + room, page.top - room), strict=True))


def _stretch(values: Sequence[float], low: float, high: float) -> list[float]:
    least, most = min(values, default=0.0), max(values, default=0.0)
    if most - least < 1e-9:
        return [(low + high) / 2 for _ in values]
    return [low + (value - least) / (most - least) * (high - low) for value in values]


def _draw_links(axes: Axes, keyword_map: KeywordMap, points: Places) -> None:
    drawable = [link for link in keyword_map.links if link.source in points and link.target in points]
    strongest = sorted(drawable, key=lambda k: (-k.strength, -k.count, k.source, k.target))[:MOST_LINKS]
    top = max((link.strength for link in strongest), default=0.0) or 1.0
    drawn = strongest[::-1]  # the strongest lie on top
    shares = [link.strength / top for link in drawn]
    lines = LineCollection(
        [(points[link.source], points[link.target]) for link in drawn],
        linewidths=[THINNEST + (THICKEST - THINNEST) * share for share in shares],
        colors=[(0.45, 0.5, 0.55, 0.25 + 0.35 * share) for share in shares],
        zorder=1,
    )
    axes.add_collection(lines, autolim=False)


def _label_nodes(axes: Axes, nodes: Sequence[MapNode], points: Places, radii: Sequence[float], page: Box) -> None:
    named = nodes[:MOST_LABELS]
    highest = max((node.count for node in nodes), default=1)
    words = [show_text(node.keyword, WORD) for node in named]
    sizes = [choose_word_size(node.count, highest) for node in named]
    spots = [
        Spot(*points[node.keyword], radius, *measure_word(axes, word, size))
        for node, radius, word, size in zip(named, radii, words, sizes, strict=False)
    ]
    for spot, word, size, box in zip(spots, words, sizes, place_labels(spots, page, LABELLED), strict=True):
        if box is None:
            continue
        middle = ((box.left + box.right) / 2, (box.bottom + box.top) / 2)
        far = max(abs(middle[0] - spot.x) - spot.width / 2, abs(middle[1] - spot.y) - spot.height / 2)
        if far > spot.radius + spot.height:
            axes.plot((spot.x, middle[0]), (spot.y, middle[1]), color=FAINT_INK, linewidth=0.5, zorder=2)
        write_word(axes, word, middle, size, "center").set_gid(LABEL_GID)
