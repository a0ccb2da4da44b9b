"""Topic quality: how different the topics of a fit are, which terms mark them, how well they foresee text held out.

D units, V terms, K topics, N top terms. Matrices are those of `models.topics.fits`: rows of `topic_terms` sum to one.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

RELEVANCE_WEIGHT = 0.6  # λ that people found best in the study of Sievert and Shirley
EXCLUSIVE_TERMS = 10
SMALLEST = 1e-12
NO_TOPIC = 0.01  # share of text that no topic accounts for: a term that NMF gives weight zero can still come up
PRIOR = 0.1  # tokens added to each topic of a unit, so that a short unit is not put down to one topic
ROUNDS = 50  # of folding in: later ones move the perplexity of our sample by less than one in a thousand
SHARES_AT_ONCE = 4_000_000  # bounds the memory: some 100 MB

Floats = NDArray[np.float64]


def measure_diversity(topics: NDArray[np.integer]) -> float | None:
    """Return the share of different terms among the top terms of all topics (Dieng et al. 2020,
    doi:10.1162/tacl_a_00325): 1 where no topic has a term of another, 1 / K where all are the same.

    Args:
        topics: (K, N) ids of the top terms.
    """
    return len(np.unique(topics)) / topics.size if topics.size else None


def measure_exclusivity(topic_terms: Floats, n: int = EXCLUSIVE_TERMS) -> Floats:
    """Return (K,) how far the top terms of a topic are its own: 1 where no other has them, 1 / K where all have them.

    It is the mean over the n heaviest terms of the term's weight in the topic over its weight in all topics, which
    Bischof and Airoldi (2012, arXiv:1206.4631) call exclusivity. Their FREX ranks terms within a topic, so that the
    same topic twice would score as two that differ: it chooses words, it does not compare fits.

    Args:
        topic_terms: (K, V) weights of terms.
        n: top terms of a topic.
    """
    top = np.argsort(-topic_terms, axis=1, kind="stable")[:, :n]
    totals = np.maximum(topic_terms.sum(axis=0), SMALLEST)
    own: Floats = np.take_along_axis(topic_terms / totals, top, axis=1).mean(axis=1)
    return own


def measure_relevance(
    topic_terms: Floats, term_counts: NDArray[np.integer], weight: float = RELEVANCE_WEIGHT
) -> Floats:
    """Return (K, V) how well a term labels a topic (Sievert and Shirley 2014, doi:10.3115/v1/W14-3110).

    Args:
        topic_terms: (K, V) weights of terms.
        term_counts: (V,) occurrences of terms in all units.
        weight: λ, from 0 (what is the topic's own) to 1 (what is frequent in it).
    """
    share = np.maximum(term_counts / max(int(term_counts.sum()), 1), SMALLEST)
    logs: Floats = np.log(np.maximum(topic_terms, SMALLEST))
    return weight * logs + (1 - weight) * (logs - np.log(share))


def split_counts(counts: sparse.csr_matrix, seed: int = 0) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Split the tokens of each unit by the toss of a coin; the two parts, (D, V) each, sum to the whole.

    Args:
        counts: (D, V) occurrences of terms in units that the fit has not seen.
        seed: of the random state.
    """
    seen = counts.copy()
    seen.data = np.random.default_rng(seed).binomial(counts.data, 0.5)
    held_out = counts - seen
    for part in (seen, held_out):
        part.eliminate_zeros()
    return seen, held_out


def fold_in(topic_terms: Floats, counts: sparse.csr_matrix) -> Floats:
    """Return (D, K) shares of the topics in units that the fit has not seen, the topics held fast.

    Folding in by expectation and maximisation (Hofmann 1999, doi:10.1145/312624.312649). A unit without tokens has
    even shares.

    Args:
        topic_terms: (K, V) weights of terms; rows sum to 1.
        counts: (D, V) occurrences.
    """
    weights = _smooth_terms(topic_terms)
    k = weights.shape[1]
    shares = np.full((counts.shape[0], k), 1 / k)
    begin = 0
    while begin < counts.shape[0]:
        room = counts.indptr[begin] + max(SHARES_AT_ONCE // k, 1)
        stop = max(int(np.searchsorted(counts.indptr, room, side="right")) - 1, begin + 1)
        shares[begin:stop] = _infer_shares(weights, counts[begin:stop], shares[begin:stop])
        begin = stop
    return shares


def measure_perplexity(topic_terms: Floats, seen: sparse.csr_matrix, held_out: sparse.csr_matrix) -> float | None:
    """Return the perplexity of the second part of units whose first part told their topics; None if it is empty.

    Document completion (Wallach et al. 2009, doi:10.1145/1553374.1553515): lower is better, V is a guess. The topics
    must come from other units, else the figure flatters.

    Args:
        topic_terms: (K, V) weights of terms; rows sum to 1.
        seen: (D, V) occurrences that tell the topics of a unit.
        held_out: (D, V) occurrences to be foreseen, of the same units.
    """
    total = held_out.sum()
    if not total:
        return None
    weights, shares = _smooth_terms(topic_terms), fold_in(topic_terms, seen)
    cells = held_out.tocoo()
    part = max(SHARES_AT_ONCE // weights.shape[1], 1)
    likelihood = 0.0
    for begin in range(0, len(cells.data), part):
        row, column = cells.row[begin : begin + part], cells.col[begin : begin + part]
        foreseen = np.einsum("ck,ck->c", shares[row], weights[column])
        likelihood += float(cells.data[begin : begin + part] @ np.log(foreseen))
    return float(np.exp(-likelihood / total))


def _smooth_terms(topic_terms: Floats) -> Floats:
    """Return (V, K) weights none of which is zero."""
    smoothed = (1 - NO_TOPIC) * topic_terms.T + NO_TOPIC / topic_terms.shape[1]
    return np.ascontiguousarray(smoothed)


def _infer_shares(weights: Floats, counts: sparse.csr_matrix, shares: Floats) -> Floats:
    row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    of_cell = weights[counts.indices]
    cell = np.arange(len(row))
    for _ in range(ROUNDS):
        foreseen = np.einsum("ck,ck->c", shares[row], of_cell)
        lift = sparse.csr_matrix((counts.data / foreseen, cell, counts.indptr), shape=(len(shares), len(row)))
        shares = PRIOR + shares * (lift @ of_cell)
        shares /= shares.sum(axis=1, keepdims=True)
    return shares
