"""The dendrogram (聚类树状图): high-frequency keywords joined by their dissimilarity."""

from collections.abc import Sequence
from itertools import pairwise

from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from reports.maps.canvas import in_style, make_chart, show_text
from reports.maps.keyword_map import MapError
from reports.maps.palette import COLOURS, FAINT_INK

WIDTH, LINE, REST = 620.0, 14.0, 90.0  # points; REST is what title and axis take
WORD = 16

Merge = Sequence[float]  # one node, the other, their distance, the words below, as scipy writes a linkage


@in_style
def draw_dendrogram(
    words: Sequence[str],
    linkage: Sequence[Merge],
    positions: Sequence[float],
    groups: Sequence[int] = (),
    title: str = "高频关键词聚类树状图",
) -> Figure:
    """Return the drawing of a tree over n words, one line a word.

    Args:
        words: n words.
        linkage: n - 1 merges; node n + i is the i-th.
        positions: 2n - 1, where a node stands along the words; a word's is a whole number from 0.
        groups: n clusters, from 0, which colour the words; none leave them in ink.
        title: of the picture.

    Raises:
        MapError: the parts do not belong to one tree.
    """
    size = len(words)
    if size < 2 or len(linkage) != size - 1 or len(positions) != 2 * size - 1 or len(groups) not in {0, size}:
        raise MapError(f"{size} words, {len(linkage)} merges and {len(positions)} positions make no tree")
    figure, axes = make_chart(WIDTH, REST + LINE * size, show_text(title))
    heights = [0.0] * size
    lines = []
    for number, merge in enumerate(linkage):
        ends = int(merge[0]), int(merge[1])
        if not 0 <= min(ends) <= max(ends) < size + number:
            raise MapError(f"merge {number} joins a node that is not there")
        height = float(merge[2])
        corners = [
            (heights[ends[0]], positions[ends[0]]),
            (height, positions[ends[0]]),
            (height, positions[ends[1]]),
            (heights[ends[1]], positions[ends[1]]),
        ]
        lines += list(pairwise(corners))
        heights.append(height)
    axes.add_collection(LineCollection(lines, colors="#444444", linewidths=0.9), autolim=False)
    top = max(heights) or 1.0
    axes.set_xlim(0, top * 1.04)
    axes.set_ylim(size - 0.5, -0.5)
    order = sorted(range(size), key=lambda word: positions[word])
    axes.set_yticks(range(size), [show_text(words[word], WORD) for word in order], fontsize=8)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x", color=FAINT_INK, linewidth=0.3, alpha=0.5)
    axes.set_xlabel("相异度（1 − Ochiai）")
    for row, word in enumerate(order if groups else ()):
        axes.plot(0, row, marker="s", markersize=8, color=COLOURS[groups[word] % len(COLOURS)], clip_on=False, zorder=4)
        axes.annotate(
            str(groups[word] + 1), (0, row), fontsize=6, ha="center", va="center", zorder=5, annotation_clip=False
        )
    return figure
