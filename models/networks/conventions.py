"""Thresholds that Chinese journals ask for. Both rest on general knowledge here: print them as conventions."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

PRICE_FACTOR = 0.749  # Price 1963, Little Science, Big Science: half the papers by those with 0.749·√n_max or more


@dataclass(frozen=True, slots=True)
class CoreAuthors:
    """The core authors by Price.

    Attributes:
        threshold: 0.749·√n_max, n_max being the papers of the most productive author.
        is_core: (A,) authors with at least that many papers.
        papers_share: of all authorships, those of core authors; Price expects about half. None without any.
    """

    threshold: float
    is_core: NDArray[np.bool_]
    papers_share: float | None


def find_frequent_threshold(counts: NDArray[np.int64]) -> float:
    """Return the count from which a word is frequent (高频词), T = (-1 + √(1 + 8·I₁)) / 2, I₁ words that occur once.

    Donohue 1973, Understanding Scientific Literatures.

    Args:
        counts: (V,) occurrences of the words.
    """
    return (-1 + sqrt(1 + 8 * int(np.count_nonzero(counts == 1)))) / 2


def find_core_authors(papers: NDArray[np.int64]) -> CoreAuthors:
    """Return the core authors among A authors.

    Args:
        papers: (A,) papers of an author.
    """
    threshold = PRICE_FACTOR * sqrt(int(papers.max(initial=0)))
    is_core = papers >= threshold
    total = int(papers.sum())
    return CoreAuthors(threshold, is_core, int(papers[is_core].sum()) / total if total else None)
