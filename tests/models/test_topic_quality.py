"""Topic quality: laws of the measures, then planted topics and cases by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from models.topics.fits import fit_topics, label_topics
from models.topics.quality import (
    NO_TOPIC,
    fold_in,
    measure_diversity,
    measure_exclusivity,
    measure_perplexity,
    measure_relevance,
    split_counts,
)

K, V = 3, 30
DISJOINT = np.kron(np.eye(K), np.full(V // K, K / V))
SEEDS = st.integers(0, 2**32 - 1)


def draw_topics(seed, k=4, v=25):
    return np.random.default_rng(seed).dirichlet(np.full(v, 0.1), k)


def draw_counts(seed, units=40, length=60, topic_terms=DISJOINT):
    random = np.random.default_rng(seed)
    shares = random.dirichlet(np.full(len(topic_terms), 0.2), units)
    counts = [random.multinomial(length, row @ topic_terms) for row in shares]
    return sparse.csr_matrix(np.array(counts)), shares


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_diversity_and_exclusivity_keep_their_bounds_and_topics_are_interchangeable(seed):
    topics = draw_topics(seed)
    order = np.random.default_rng(seed).permutation(len(topics))
    exclusivity = measure_exclusivity(topics, 5)
    assert (exclusivity > 0).all() and (exclusivity <= 1 + 1e-12).all()
    assert np.allclose(measure_exclusivity(topics[order], 5), exclusivity[order])
    top = np.argsort(-topics, axis=1)[:, :5]
    assert 1 / len(topics) <= measure_diversity(top) <= 1
    assert measure_diversity(top[order]) == measure_diversity(top)


def test_diversity_and_exclusivity_of_the_same_and_of_wholly_different_topics():
    assert measure_exclusivity(DISJOINT) == pytest.approx([1, 1, 1])
    assert measure_diversity(np.arange(V).reshape(K, -1)) == 1
    same = np.tile(DISJOINT[:1], (K, 1))
    assert measure_exclusivity(same) == pytest.approx([1 / K] * K), "FREX would not tell"
    assert measure_diversity(np.tile(np.arange(10), (K, 1))) == 1 / K
    assert measure_diversity(np.empty((0, 10), dtype=int)) is None


def test_relevance_goes_from_the_topics_own_to_what_is_frequent():
    topic_terms = np.array([[0.6, 0.3, 0.1]])
    counts = np.array([70, 20, 10])
    assert np.argsort(-measure_relevance(topic_terms, counts, 1.0)).tolist() == [[0, 1, 2]]
    assert np.argsort(-measure_relevance(topic_terms, counts, 0.0), kind="stable").tolist() == [[1, 2, 0]]
    assert measure_relevance(topic_terms, counts, 0.6)[0, 0] == pytest.approx(
        0.6 * np.log(0.6) + 0.4 * np.log(0.6 / 0.7)
    )


def test_relevance_gives_the_labels_of_a_fit():
    counts, _ = draw_counts(5)
    fit = fit_topics(counts, [f"词{number:02d}" for number in range(V)], "nmf", K)
    relevance = measure_relevance(fit.topic_terms, fit.term_counts)
    top = np.argsort(-relevance, axis=1, kind="stable")[:, :5]
    assert ["、".join(fit.vocabulary[term] for term in row) for row in top] == label_topics(fit)


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_the_two_parts_are_the_whole(seed):
    counts, _ = draw_counts(3)
    seen, held_out = split_counts(counts, seed)
    assert (seen + held_out != counts).nnz == 0
    assert seen.min() >= 0 and held_out.min() >= 0
    again, _ = split_counts(counts, seed)
    assert (again != seen).nnz == 0


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_folded_in_shares_sum_to_one_whatever_the_order(seed):
    topics = draw_topics(seed)
    counts, _ = draw_counts(seed, 12, 20, topics)
    counts.data[counts.indptr[3] : counts.indptr[4]] = 0
    counts.eliminate_zeros()
    shares = fold_in(topics, counts)
    assert np.allclose(shares.sum(axis=1), 1) and (shares > 0).all()
    assert shares[3] == pytest.approx(1 / len(topics)), "a unit without tokens says nothing"
    order = np.random.default_rng(seed).permutation(12)
    assert np.allclose(fold_in(topics, counts[order]), shares[order])
    topic_order = [2, 0, 3, 1]
    assert np.allclose(fold_in(topics[topic_order], counts), shares[:, topic_order])


def test_planted_shares_are_found():
    counts, shares = draw_counts(1, length=2_000)
    assert np.abs(fold_in(DISJOINT, counts) - shares).max() < 0.06


def test_units_are_folded_in_in_parts(monkeypatch):
    counts, _ = draw_counts(2)
    seen, held_out = split_counts(counts)
    whole = fold_in(DISJOINT, seen), measure_perplexity(DISJOINT, seen, held_out)
    monkeypatch.setattr("models.topics.quality.SHARES_AT_ONCE", 20 * K)
    assert np.allclose(fold_in(DISJOINT, seen), whole[0])
    assert measure_perplexity(DISJOINT, seen, held_out) == pytest.approx(whole[1])


def test_a_guess_has_the_perplexity_of_the_vocabulary():
    seen, held_out = split_counts(draw_counts(4)[0])
    assert measure_perplexity(np.full((K, V), 1 / V), seen, held_out) == pytest.approx(V)
    assert measure_perplexity(DISJOINT, seen, sparse.csr_matrix(seen.shape)) is None


def test_one_topic_has_the_perplexity_of_its_terms():
    topic = np.array([[0.5, 0.3, 0.2]])
    held_out = sparse.csr_matrix(np.array([[2, 1, 0], [0, 0, 1]]))
    smoothed = (1 - NO_TOPIC) * topic[0] + NO_TOPIC / 3
    expected = np.exp(-(2 * np.log(smoothed[0]) + np.log(smoothed[1]) + np.log(smoothed[2])) / 4)
    assert measure_perplexity(topic, held_out, held_out) == pytest.approx(expected)


def test_true_topics_foresee_better_than_others_and_terms_without_topic_cost_no_infinity():
    seen, held_out = split_counts(draw_counts(6)[0])
    true, false = DISJOINT, DISJOINT[:, np.random.default_rng(1).permutation(V)]
    assert measure_perplexity(true, seen, held_out) < 0.8 * measure_perplexity(false, seen, held_out)
    narrow = np.zeros((K, V))
    narrow[:, 0] = 1
    assert np.isfinite(measure_perplexity(narrow, seen, held_out))
    order = np.random.default_rng(2).permutation(seen.shape[0])
    assert measure_perplexity(true, seen[order], held_out[order]) == pytest.approx(
        measure_perplexity(true, seen, held_out)
    )
