"""Strength: how close two keywords are, from three counts.

Formulas and names after van Eck and Waltman 2009, doi 10.1002/asi.21075, and bibliometrix `normalizeSimilarity`.
Each is one division of whole numbers, rounded once (and a root of it), so that strengths that are equal as fractions
are equal as numbers; pruning needs that. It holds while a product of two counts stays below 2^53.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Weights = NDArray[np.float64]

MEASURES: dict[str, Callable[[Counts, Counts, Counts], Weights]] = {
    "cosine": lambda c, a, b: np.sqrt(c**2 / (a * b)),  # also Ochiai and Salton: c / √(a·b)
    "jaccard": lambda c, a, b: c / (a + b - c),
    "dice": lambda c, a, b: 2 * c / (a + b),
    "association": lambda c, a, b: c / (a * b),
    "inclusion": lambda c, a, b: c / np.minimum(a, b),
    "equivalence": lambda c, a, b: c**2 / (a * b),  # Callon's index, the square of the cosine
}


def weigh_links(measure: str, together: Counts, first: Counts, second: Counts) -> Weights:
    """Return the strengths of E links, shape (E,): 0 to 1, 1 for keywords that never occur apart (except association).

    Args:
        measure: one of `MEASURES`.
        together: (E,) records that carry both keywords.
        first: (E,) records that carry the one.
        second: (E,) records that carry the other.

    Raises:
        ValueError: the measure is not known.
    """
    if measure not in MEASURES:
        raise ValueError(f"the strength {measure!r} is not one of {', '.join(MEASURES)}")
    return MEASURES[measure](together, first, second)
