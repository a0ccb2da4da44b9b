"""Topics: one function fits a model, one frozen dataclass names every array of a fit.

D units (sections of documents), V terms, K topics. NMF on TF-IDF (Lee and Seung 1999, doi 10.1038/44565) describes;
LDA (Blei, Ng and Jordan 2003, jmlr.org/papers/v3/blei03a.html) by gensim is the field's reference.
"""

import hashlib
import logging
import threading
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

ALGORITHMS = ("nmf", "lda")
LDA_PASSES = 5  # c_v .52 against .53 after ten passes, at half the time (measured in November 2026)
NMF_ITERATIONS = 200
LABEL_TERMS = 5
COHERENCE_TERMS = 10
RELEVANCE_WEIGHT = 0.6  # λ of Sievert and Shirley 2014, doi 10.3115/v1/W14-3110
SMALLEST = 1e-12
_FITTING = threading.Lock()  # the limit on BLAS threads is the process's: two fits at once would undo each other's


@dataclass(frozen=True, slots=True)
class TopicFit:
    """A fitted topic model.

    Attributes:
        model_id: algorithm, K, seed and a digest of input and parameters.
        algorithm: `nmf` or `lda`.
        k: number of topics K.
        seed: of the random state.
        vocabulary: the V terms, sorted.
        topic_terms: (K, V) weight of a term in a topic; rows sum to 1.
        unit_topics: (D, K) share of a topic in a unit; rows sum to 1.
        term_counts: (V,) occurrences of a term in all units.
        npmi: mean normalised pointwise mutual information of the top ten terms (Bouma 2009), -1 to 1.
        diversity: share of different terms among the top ten of all topics (Dieng et al. 2020), 0 to 1.
        parameters: what the fit was made with.
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
    parameters: dict[str, Any]


def _normalise_rows(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Divide rows by their sums; a row of zeros says nothing and becomes even."""
    totals = matrix.sum(axis=1, keepdims=True)
    even = np.full_like(matrix, 1 / matrix.shape[1])
    return np.where(totals > 0, matrix / np.where(totals > 0, totals, 1), even)


def _fit_nmf(counts: sparse.csr_matrix, k: int, seed: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.feature_extraction.text import TfidfTransformer

    weights = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    model = NMF(n_components=k, init="nndsvda", random_state=seed, max_iter=NMF_ITERATIONS, tol=1e-4)
    with warnings.catch_warnings():  # the iterations are bounded on purpose: more change the topics little
        warnings.simplefilter("ignore", ConvergenceWarning)
        unit_topics = model.fit_transform(weights)
    return np.asarray(model.components_, dtype=np.float64), np.asarray(unit_topics, dtype=np.float64)


def _fit_lda(counts: sparse.csr_matrix, k: int, seed: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    from gensim.matutils import Sparse2Corpus
    from gensim.models import LdaModel

    logging.getLogger("gensim").setLevel(logging.ERROR)  # small corpora: "too few updates" on every line
    corpus = Sparse2Corpus(counts, documents_columns=False)
    names = {index: str(index) for index in range(counts.shape[1])}
    model = LdaModel(corpus, num_topics=k, id2word=names, passes=LDA_PASSES, random_state=seed, eval_every=None)
    gamma, _ = model.inference(corpus)
    return np.asarray(model.get_topics(), dtype=np.float64), np.asarray(gamma, dtype=np.float64)


def fit_topics(counts: sparse.csr_matrix, vocabulary: Sequence[str], algorithm: str, k: int, seed: int = 0) -> TopicFit:
    """Fit a topic model; the same input and seed give the same fit, byte for byte.

    Args:
        counts: (D, V) occurrences of terms in units, integer.
        vocabulary: the V terms.
        algorithm: `nmf` or `lda`.
        k: number of topics K, at least 2.
        seed: of the random state.

    Raises:
        ValueError: no such algorithm, or fewer units or terms than topics.
    """
    if algorithm not in ALGORITHMS:
        raise ValueError(f"no topic model is called {algorithm!r}: choose {' or '.join(ALGORITHMS)}")
    if k < 2 or min(counts.shape) < k:
        raise ValueError(f"{k} topics need at least as many sections and terms: there are {counts.shape}")
    from threadpoolctl import threadpool_limits

    with _FITTING, threadpool_limits(limits=1):  # a second BLAS thread saves no time and changes the bytes
        topic_terms, unit_topics = (_fit_nmf if algorithm == "nmf" else _fit_lda)(counts, k, seed)
    parameters: dict[str, Any] = {"k": k, "seed": seed, "units": counts.shape[0], "terms": counts.shape[1]}
    parameters |= {"iterations": NMF_ITERATIONS} if algorithm == "nmf" else {"passes": LDA_PASSES}
    topic_terms = _normalise_rows(topic_terms)
    top = _top_indices(topic_terms, COHERENCE_TERMS)
    digest = hashlib.sha256(repr(sorted(parameters.items())).encode())
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
        diversity=len(np.unique(top)) / top.size,
        parameters=parameters,
    )


def _top_indices(weights: NDArray[np.float64], n: int) -> NDArray[np.int64]:
    """Return (K, n) indices of the heaviest terms, the lower index first on a tie."""
    return np.argsort(-weights, axis=1, kind="stable")[:, :n]


def rank_terms(fit: TopicFit, n: int) -> list[list[tuple[str, float]]]:
    """Return the n heaviest terms of each topic with their weights, heaviest first."""
    return [
        [(fit.vocabulary[index], float(fit.topic_terms[topic, index])) for index in row]
        for topic, row in enumerate(_top_indices(fit.topic_terms, n))
    ]


def label_topics(fit: TopicFit) -> list[str]:
    """Return a label for each topic: its most relevant terms (Sievert and Shirley 2014, λ = .6), joined by 、."""
    share = np.maximum(fit.term_counts / max(int(fit.term_counts.sum()), 1), SMALLEST)
    weights = np.maximum(fit.topic_terms, SMALLEST)
    relevance = RELEVANCE_WEIGHT * np.log(weights) + (1 - RELEVANCE_WEIGHT) * np.log(weights / share)
    return ["、".join(fit.vocabulary[index] for index in row) for row in _top_indices(relevance, LABEL_TERMS)]


def mean_npmi(counts: sparse.csr_matrix, top: NDArray[np.int64]) -> float:
    """Return the mean NPMI over the pairs of each topic's top terms, co-occurrence within a unit (Bouma 2009).

    Args:
        counts: (D, V) occurrences.
        top: (K, n) indices of terms.
    """
    used, inverse = np.unique(top, return_inverse=True)
    present = (counts[:, used] > 0).astype(np.float64)
    joint = np.asarray((present.T @ present).todense()) / counts.shape[0]
    alone = np.diag(joint)
    scores = []
    for row in inverse.reshape(top.shape):
        for first, left in enumerate(row):
            for right in row[first + 1 :]:
                both = joint[left, right]
                scores.append(
                    -1.0
                    if both == 0
                    else 1.0
                    if both == 1
                    else np.log(both / (alone[left] * alone[right])) / -np.log(both)
                )
    return float(np.mean(scores))
