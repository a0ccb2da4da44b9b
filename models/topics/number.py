"""Topic number: which number of topics K to take, by a rule that can be read and checked.

1. Stability: K whose topics come back, at least .65; where none does, those within one standard error of the best.
2. Coherence: among these the best mean rank of NPMI and c_v.
3. The smaller K on a tie.

Stability comes first since an unstable topic is a finding about a seed (Greene, O'Callaghan and Cunningham 2014,
doi:10.1007/978-3-662-44848-9_32); coherence alone rises and falls too little with K to choose by.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

STABLE = 0.65  # average Jaccard: matched topics then have about four top terms of five in common, 2 x .65 / 1.65


@dataclass(frozen=True, slots=True)
class TopicMeasures:
    """Measures of the fits with K topics: means over topics and fits; None where one was not measured."""

    k: int
    npmi: float | None
    c_v: float | None
    stability: float | None
    stability_error: float | None = None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The number of topics recommended, and why, in one sentence, English and Chinese."""

    k: int
    reason: str
    reason_zh: str


def choose_number(table: Sequence[TopicMeasures]) -> Recommendation:
    """Return the number of topics that the rule of this module recommends; the order of the rows changes nothing.

    Args:
        table: one row for each K, of one algorithm and one corpus.

    Raises:
        ValueError: no rows, two rows of one K, or no measure of coherence that all stable K have.
    """
    if not table:
        raise ValueError("no number of topics was measured")
    if len({row.k for row in table}) < len(table):
        raise ValueError("a number of topics stands twice: choose among the fits of one algorithm")
    stable, which, which_zh = _keep_stable(sorted(table, key=lambda row: row.k))
    measures = {"NPMI": [row.npmi for row in stable], "c_v": [row.c_v for row in stable]}
    held = {name: [v for v in values if v is not None] for name, values in measures.items()}
    complete = {name: values for name, values in held.items() if len(values) == len(stable)}
    if not complete:
        raise ValueError("neither NPMI nor c_v was measured for every K to choose from")
    ranks = sum(_rank(values) for values in complete.values())
    best = int(np.argmin(ranks))
    k = stable[best].k
    figures = [f"{name} {values[best]:.3f}" for name, values in complete.items()]
    by, by_zh = ("mean rank", "平均名次") if len(complete) > 1 else ("rank", "名次")
    edge, edge_zh = _describe_edge(k, [row.k for row in table])
    return Recommendation(
        k,
        f"K = {k}: {which} it has the best {by} of coherence ({', '.join(figures)}){edge}.",
        f"建议 K = {k}：{which_zh}，其一致性（{'，'.join(figures)}）{by_zh}最好{edge_zh}。",
    )


def _keep_stable(rows: list[TopicMeasures]) -> tuple[list[TopicMeasures], str, str]:
    """Return the rows to choose among, and how to name them in English and Chinese."""
    measured = {row.k: row.stability for row in rows if row.stability is not None}
    if not measured:
        return rows, f"stability was not measured; of {len(rows)} tried", f"未测稳定性，在所试 {len(rows)} 个 K 中"
    stable = [row for row in rows if measured.get(row.k, -1.0) >= STABLE]
    if stable:
        n = len(stable)
        return stable, f"of {n} with a stability of at least {STABLE}", f"在稳定性不低于 {STABLE} 的 {n} 个 K 中"
    highest = max(rows, key=lambda row: measured.get(row.k, -1.0))
    floor = measured[highest.k] - (highest.stability_error or 0.0)
    near = [row for row in rows if measured.get(row.k, -1.0) >= floor]
    return (
        near,
        f"none reaches a stability of {STABLE}; of {len(near)} within one standard error of the best "
        f"({measured[highest.k]:.2f})",
        f"稳定性均未达到 {STABLE}，在与最高值（{measured[highest.k]:.2f}）相差不超过一个标准误的 {len(near)} 个 K 中",
    )


def _rank(values: Sequence[float]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return ranks, 1 for the highest, the mean of the ranks on a tie."""
    from scipy.stats import rankdata

    ranks: np.ndarray[tuple[int], np.dtype[np.float64]] = rankdata(-np.asarray(values))
    return ranks


def _describe_edge(k: int, tried: Sequence[int]) -> tuple[str, str]:
    if len(tried) > 1 and k == max(tried):
        return "; it is the largest tried, so larger ones may do better", "；这是所试最大的 K，更大的 K 可能更好"
    return "", ""
