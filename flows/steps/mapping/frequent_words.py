"""Frequent words (高频词): which they are and why, and what Chinese journals print of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from flows.steps.mapping.keyword_map import Findings
from models.networks.conventions import find_frequent_threshold
from models.networks.dissimilarity import (
    Dendrogram,
    build_dendrogram,
    count_together,
    cut_dendrogram,
    measure_dissimilarity,
    measure_ochiai,
)
from models.networks.scaling import Scaling, scale_words

MOST_WORDS = 50  # of a matrix: more do not fit on a page
FEWEST_WORDS = 20  # where Donohue's threshold leaves fewer, so that there is something to cluster
GROUPS = 6  # into which the tree is cut for colours


@dataclass(frozen=True)
class FrequentWords:
    """The words that matrices, tree and scaling are made of.

    Attributes:
        words: n of them, the most frequent first (of equal ones by code points).
        columns: (n,) among the keywords of the incidence.
        counts: (n,) records that carry a word.
        once: I₁, words that occur once; `threshold`: Donohue's T; `above`: words with T or more.
        together: (n, n) 共现矩阵; `ochiai` 相关矩阵; `dissimilarity` 相异矩阵.
        dendrogram, groups: the tree and its cut; None and empty below two words.
        scaling: None below three words, or where no word differs from another.
    """

    words: tuple[str, ...]
    columns: NDArray[np.int64]
    counts: NDArray[np.int64]
    once: int
    threshold: float
    above: int
    together: NDArray[np.int64]
    ochiai: NDArray[np.float64]
    dissimilarity: NDArray[np.float64]
    dendrogram: Dendrogram | None
    groups: tuple[int, ...]
    scaling: Scaling | None

    @property
    def reason(self) -> str:
        """Why so many words, in Chinese."""
        told = f"Donohue 公式 T = (−1 + √(1 + 8·I₁))/2，I₁ = {self.once}，T = {self.threshold:.2f}"
        told += f"；频次不低于 T 的关键词 {self.above} 个"
        if self.above > len(self.words):
            return f"{told}，矩阵取其中频次最高的 {len(self.words)} 个"
        if self.above < len(self.words):
            return f"{told}，不足 {FEWEST_WORDS} 个，矩阵取频次最高的 {len(self.words)} 个"
        return f"{told}，全部取用"


def analyse_words(findings: Findings, seed: int) -> FrequentWords:
    """Return the frequent words of all records kept."""
    counts = np.asarray(findings.incidence.matrix.sum(axis=0), dtype=np.int64).ravel()
    threshold = find_frequent_threshold(counts)
    above = int(np.count_nonzero(counts >= threshold))
    order = np.lexsort((np.arange(len(counts)), -counts))
    columns = order[: min(max(above, FEWEST_WORDS), MOST_WORDS)]
    together = count_together(findings.incidence.matrix[:, columns])
    ochiai = measure_ochiai(together)
    dissimilarity = measure_dissimilarity(ochiai)
    dendrogram = build_dendrogram(dissimilarity) if len(columns) > 1 else None
    groups = tuple(cut_dendrogram(dendrogram, GROUPS).tolist()) if dendrogram else ()
    can_scale = len(columns) > 2 and bool(dissimilarity.any())
    return FrequentWords(
        tuple(findings.incidence.keywords[column] for column in columns.tolist()),
        columns,
        counts[columns],
        int(np.count_nonzero(counts == 1)),
        threshold,
        above,
        together,
        ochiai,
        dissimilarity,
        dendrogram,
        groups,
        scale_words(dissimilarity, seed=seed) if can_scale else None,
    )
