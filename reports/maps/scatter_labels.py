"""Labels of a scatter: words beside points, none on another."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from reports.maps.canvas import POINTS_PER_INCH
from reports.maps.labels import Box, Spot, place_labels
from reports.maps.palette import FAINT_INK
from reports.maps.shapes import LABEL_GID, measure_word, write_word

SIZE = 8.5


def label_points(
    axes: Axes, points: Sequence[tuple[float, float]], words: Sequence[str], radii: Sequence[float]
) -> None:
    """Write a word beside each point of a chart, the first ones nearest; a thin line leads to one that had to move.

    Args:
        axes: whose limits are set.
        points: in its coordinates.
        words: as they are to be shown.
        radii: of the points' marks, in printed points.
    """
    figure = axes.get_figure(root=True)
    if figure is None or not points:
        return
    figure.draw_without_rendering()  # settles where the axes stand
    figure.set_layout_engine("none")
    unit = POINTS_PER_INCH / figure.dpi
    frame = axes.get_window_extent()
    page = Box(frame.x0 * unit, frame.y0 * unit, frame.x1 * unit, frame.y1 * unit)
    places = (axes.transData.transform(points) * unit).tolist()
    spots = [
        Spot(x, y, radius, *measure_word(axes, word, SIZE))
        for (x, y), word, radius in zip(places, words, radii, strict=True)
    ]
    back = axes.transData.inverted()
    for spot, point, word, box in zip(spots, points, words, place_labels(spots, page, len(spots)), strict=True):
        if box is None:
            continue
        middle = ((box.left + box.right) / 2, (box.bottom + box.top) / 2)
        x, y = back.transform((middle[0] / unit, middle[1] / unit)).tolist()
        if abs(middle[0] - spot.x) > spot.width + spot.radius or abs(middle[1] - spot.y) > spot.height + spot.radius:
            axes.plot(
                (point[0], x), (point[1], y), color=FAINT_INK, linewidth=0.5, zorder=2, scalex=False, scaley=False
            )
        write_word(axes, word, (x, y), SIZE, "center").set_gid(LABEL_GID)
