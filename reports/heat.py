"""Heat: the colours of cells, by fifths of the values that a table shows."""

from bisect import bisect_right
from collections.abc import Hashable, Mapping
from typing import TypeVar

Cell = TypeVar("Cell", bound=Hashable)

SHADES = ("black on #fff5eb", "black on #fdd0a2", "black on #fdae6b", "black on #f16913", "white on #a63603")
LEGEND = (
    "颜色越深数值越高（名次则越前），按表中数值五等分，零不着色。"
    "The darker the higher (of ranks: the nearer to 1), by fifths of the values shown; zeros have no colour."
)


def shade_cells(values: Mapping[Cell, float | None], is_low_first: bool = False) -> dict[Cell, str]:
    """Return the style of each cell by the fifth that its value falls into; zeros and cells without a value have none.

    Equal values have equal colours. With `is_low_first` the lowest are darkest, as in ranks.
    """
    present = {cell: -value if is_low_first else value for cell, value in values.items() if value}
    ordered = sorted(present.values())
    if not ordered or ordered[0] == ordered[-1]:
        return {}
    bounds = [ordered[len(ordered) * fifth // len(SHADES)] for fifth in range(1, len(SHADES))]
    return {cell: SHADES[bisect_right(bounds, value)] for cell, value in present.items()}
