"""Time slices: the years of a map, cut into stretches of equal length."""

from collections.abc import Sequence
from typing import NamedTuple


class Slice(NamedTuple):
    """The years `first` to `last`, both included."""

    first: int
    last: int


def cut_slices(first: int, last: int, length: int) -> list[Slice]:
    """Return the slices of `length` years that cover `first` to `last`; the newest one may be shorter.

    Raises:
        ValueError: the years run backwards, or the length is not positive.
    """
    if last < first:
        raise ValueError(f"the years {first} to {last} run backwards")
    if length < 1:
        raise ValueError(f"a slice of {length} years holds nothing")
    return [Slice(year, min(year + length - 1, last)) for year in range(first, last + 1, length)]


def place_slices(slices: Sequence[Slice]) -> list[float]:
    """Return where each slice lies between the first (0) and the last (1); a single slice lies at 0."""
    return [number / max(len(slices) - 1, 1) for number in range(len(slices))]
