"""Topics: one function fits a model, one frozen dataclass names every array of a fit.

D units (sections, documents or windows of sentences), V terms, K topics.
"""

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from models.topics.algorithms import EFFORT, FITTERS, LIBRARIES
from models.topics.coherence import WindowCounts, measure_npmi
from models.topics.dynamics import DYNAMIC, DYNAMIC_ITERATIONS, DYNAMIC_TERMS, STEP, fit_dynamic
from models.topics.quality import measure_diversity, measure_exclusivity, measure_relevance

ALGORITHMS = (*FITTERS, DYNAMIC)
DYNAMIC_EFFORT = {"iterations": DYNAMIC_ITERATIONS, "terms": DYNAMIC_TERMS, "step": STEP}
LABEL_TERMS = 5
COHERENCE_TERMS = 10
_FITTING = threading.Lock()  # the limit on BLAS threads is the process's: two fits at once would undo each other's


@dataclass(frozen=True, slots=True)
class TopicFit:
    """A fitted topic model.

    Attributes:
        model_id: algorithm, K, seed and a digest of input and parameters.
        algorithm: one of `ALGORITHMS`.
        k: number of topics K.
        seed: of the random state.
        vocabulary: the V terms, sorted.
        topic_terms: (K, V) weight of a term in a topic; rows sum to 1.
        unit_topics: (D, K) share of a topic in a unit; rows sum to 1.
        term_counts: (V,) occurrences of a term in all units.
        npmi: mean normalised pointwise mutual information of the top ten terms within units (Bouma 2009), -1 to 1.
        diversity: share of different terms among the top ten of all topics (Dieng et al. 2020), 0 to 1.
        exclusivity: mean share that a topic has in its top terms (Bischof and Airoldi 2012), 0 to 1.
        parameters: what the fit was made with.
        years: the Y years over which the terms of a topic change, ascending; none where they do not.
        year_terms: (Y, K, V) weight of a term in a topic in a year; None where it does not change.
    """

    model_id: str
    algorithm: str
    k: int
    seed: int
    vocabulary: tuple[str, ...]
    topic_terms: NDArray[np.float64]
    unit_topics: NDArray[np.float64]
    term_counts: NDArray[np.int64]
    npmi: float
    diversity: float
    exclusivity: float
    parameters: dict[str, Any]
    years: tuple[int, ...] = ()
    year_terms: NDArray[np.float64] | None = None


def _normalise_rows(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Divide rows by their sums; a row of zeros says nothing and becomes even."""
    totals = matrix.sum(axis=1, keepdims=True)
    even = np.full_like(matrix, 1 / matrix.shape[1])
    return np.where(totals > 0, matrix / np.where(totals > 0, totals, 1), even)


def fit_topics(
    counts: sparse.csr_matrix,
    vocabulary: Sequence[str],
    algorithm: str,
    k: int,
    seed: int = 0,
    years: Sequence[int] | None = None,
) -> TopicFit:
    """Fit a topic model; the same input and seed give the same fit, byte for byte.

    Args:
        counts: (D, V) occurrences of terms in units, integer.
        vocabulary: the V terms.
        algorithm: one of `ALGORITHMS`.
        k: number of topics K, at least 2.
        seed: of the random state.
        years: (D,) year of each unit, for `DYNAMIC`; the others do not look at it.

    Raises:
        ValueError: no such algorithm, fewer units or terms than topics, or no years where they are needed.
        MissingExtraError: the library of the algorithm is not installed.
    """
    if algorithm not in ALGORITHMS:
        raise ValueError(f"no topic model is called {algorithm!r}: choose {', '.join(ALGORITHMS)}")
    if k < 2 or min(counts.shape) < k:
        raise ValueError(f"{k} topics need at least as many units and terms: there are {counts.shape}")
    if algorithm == DYNAMIC and years is None:
        raise ValueError(f"{DYNAMIC} needs the year of each unit: choose K with tomotopy_lda, then `topics fit`")
    from threadpoolctl import threadpool_limits

    if algorithm in LIBRARIES:
        import_module(LIBRARIES[algorithm])
    moving = None
    with _FITTING, threadpool_limits(limits=1):  # a second BLAS thread saves no time and changes the bytes
        if algorithm == DYNAMIC:
            moving = fit_dynamic(counts, years or (), k, seed)
            topic_terms, unit_topics = moving.topic_terms, moving.unit_topics
        else:
            topic_terms, unit_topics = FITTERS[algorithm](counts, vocabulary, k, seed)
    effort = DYNAMIC_EFFORT if moving else EFFORT[algorithm]
    parameters = {"k": k, "seed": seed, "units": counts.shape[0], "terms": counts.shape[1], **effort}
    topic_terms = _normalise_rows(topic_terms)
    top = rank_indices(topic_terms, COHERENCE_TERMS)
    digest = hashlib.sha256(repr((sorted(parameters.items()), list(years or ()) if moving else [])).encode())
    for part in (counts.data, counts.indices, counts.indptr, "\0".join(vocabulary).encode()):
        digest.update(part)
    return TopicFit(
        model_id=f"{algorithm}-k{k}-s{seed}-{digest.hexdigest()[:8]}",
        algorithm=algorithm,
        k=k,
        seed=seed,
        vocabulary=tuple(vocabulary),
        topic_terms=topic_terms,
        unit_topics=_normalise_rows(unit_topics),
        term_counts=np.asarray(counts.sum(axis=0)).ravel().astype(np.int64),
        npmi=mean_npmi(counts, top),
        diversity=measure_diversity(top) or 0.0,
        exclusivity=float(measure_exclusivity(topic_terms).mean()),
        parameters=parameters,
        years=moving.years if moving else (),
        year_terms=moving.year_terms if moving else None,
    )


def rank_indices(weights: NDArray[np.float64], n: int) -> NDArray[np.int64]:
    """Return (K, n) indices of the heaviest terms, the lower index first on a tie."""
    return np.argsort(-weights, axis=1, kind="stable")[:, :n]


def rank_terms(fit: TopicFit, n: int) -> list[list[tuple[str, float]]]:
    """Return the n heaviest terms of each topic with their weights, heaviest first."""
    return [
        [(fit.vocabulary[index], float(fit.topic_terms[topic, index])) for index in row]
        for topic, row in enumerate(rank_indices(fit.topic_terms, n))
    ]


def label_topics(fit: TopicFit) -> list[str]:
    """Return a label for each topic: its most relevant terms (Sievert and Shirley 2014, λ = .6), joined by 、."""
    relevance = measure_relevance(fit.topic_terms, fit.term_counts)
    return ["、".join(fit.vocabulary[index] for index in row) for row in rank_indices(relevance, LABEL_TERMS)]


def mean_npmi(counts: sparse.csr_matrix, top: NDArray[np.int64]) -> float:
    """Return the mean NPMI of the topics' top terms, a unit being one window.

    Args:
        counts: (D, V) occurrences.
        top: (K, n) indices of terms, of which each occurs.
    """
    used = np.unique(top)
    present = (counts[:, used] > 0).astype(np.float64)
    together = np.asarray((present.T @ present).todense())
    scores = measure_npmi(WindowCounts(used, together, counts.shape[0]), top)
    held = [score for score in scores if score is not None]
    return float(np.mean(held)) if held else 0.0
