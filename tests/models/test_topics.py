"""Topics: laws of a fit."""

import sys

import numpy as np
import pytest
from scipy import sparse

from models.terms import count_matrix
from models.topics import algorithms as topic_algorithms
from models.topics.algorithms import MissingExtraError, draw_units
from models.topics.dynamics import DYNAMIC
from models.topics.fits import fit_topics, label_topics, mean_npmi, rank_terms

K = 3


@pytest.fixture(scope="module")
def counts():
    """Sixty units over three groups of ten terms each, with some noise."""
    random = np.random.default_rng(7)
    matrix = random.poisson(0.1, (60, 30))
    for unit in range(60):
        group = unit % K
        matrix[unit, group * 10 : group * 10 + 10] += random.poisson(3, 10)
    return sparse.csr_matrix(matrix.astype(np.int64))


VOCABULARY = [f"词{number:02d}" for number in range(30)]


@pytest.fixture(scope="module", params=topic_algorithms.FITTERS)
def fit(request, counts):
    if request.param == "tomotopy_lda":
        pytest.importorskip("tomotopy", reason="needs the extra `topics`")
    return fit_topics(counts, VOCABULARY, request.param, K, seed=1)


def test_shapes_and_shares(fit, counts):
    assert fit.topic_terms.shape == (K, 30)
    assert fit.unit_topics.shape == (60, K)
    assert np.allclose(fit.topic_terms.sum(axis=1), 1)
    assert np.allclose(fit.unit_topics.sum(axis=1), 1)
    assert (fit.topic_terms >= 0).all() and (fit.unit_topics >= 0).all()
    assert -1 <= fit.npmi <= 1 and 0 < fit.diversity <= 1


def test_the_same_seed_gives_the_same_bytes(fit, counts):
    again = fit_topics(counts, VOCABULARY, fit.algorithm, K, seed=1)
    assert again.model_id == fit.model_id
    assert again.topic_terms.tobytes() == fit.topic_terms.tobytes()
    assert again.unit_topics.tobytes() == fit.unit_topics.tobytes()


def test_other_seeds_and_input_have_other_names(fit, counts):
    assert fit_topics(counts, VOCABULARY, fit.algorithm, K, seed=2).model_id != fit.model_id
    assert fit_topics(counts[:50], VOCABULARY, fit.algorithm, K, seed=1).model_id != fit.model_id


def test_where_units_are_many_a_draw_is_fitted_and_all_get_their_shares(counts, monkeypatch):
    whole = fit_topics(counts, VOCABULARY, "nmf", K)
    monkeypatch.setattr(topic_algorithms, "NMF_UNITS", 30)
    drawn = fit_topics(counts, VOCABULARY, "nmf", K)
    assert drawn.unit_topics.shape == whole.unit_topics.shape == (60, K)
    assert {frozenset(np.flatnonzero(column > 0.5)) for column in drawn.unit_topics.T} == {
        frozenset(range(group, 60, K)) for group in range(K)
    }
    assert drawn.topic_terms.tobytes() == fit_topics(counts, VOCABULARY, "nmf", K).topic_terms.tobytes()


def test_a_draw_is_of_content_whatever_the_order_and_moves_little_when_units_come(counts):
    drawn = draw_units(counts, VOCABULARY, 20)
    assert len(drawn) == 20 and (np.diff(drawn) > 0).all()
    order = np.random.default_rng(1).permutation(60)
    assert set(order[draw_units(counts[order], VOCABULARY, 20)]) == set(drawn)
    others = np.random.default_rng(2).permutation(30)
    assert set(draw_units(counts[:, others], [VOCABULARY[n] for n in others], 20)) == set(drawn)
    fewer = draw_units(counts[:54], VOCABULARY, 20)
    assert len(set(fewer) & set(drawn)) >= 14  # what six more units push out
    assert draw_units(counts, VOCABULARY, 60).tolist() == list(range(60))


def test_planted_topics_are_found(fit):
    found = {frozenset(int(term[1:]) // 10 for term, _ in terms) for terms in rank_terms(fit, 8)}
    assert found == {frozenset({group}) for group in range(K)}
    assert len(label_topics(fit)) == K
    assert fit.npmi > 0.2


def test_terms_come_heaviest_first(fit):
    for terms in rank_terms(fit, 10):
        weights = [weight for _, weight in terms]
        assert weights == sorted(weights, reverse=True)


def test_what_cannot_be_fitted_says_why(counts):
    with pytest.raises(ValueError, match="choose nmf, lda"):
        fit_topics(counts, VOCABULARY, "lsa", K)
    with pytest.raises(ValueError, match="units and terms"):
        fit_topics(counts[:2], VOCABULARY, "nmf", K)


def test_npmi_of_terms_that_never_and_always_meet():
    never = sparse.csr_matrix(np.array([[1, 0], [0, 1]]))
    assert -1 <= mean_npmi(never, np.array([[0, 1]])) < -0.9, "smoothed as by Röder, Both and Hinneburg"
    always = sparse.csr_matrix(np.array([[1, 1], [0, 0]]))
    assert mean_npmi(always, np.array([[0, 1]])) == pytest.approx(1)


def test_the_vocabulary_does_not_depend_on_the_order_of_terms():
    terms = ["甲甲", "乙乙", "丙丙", "丁丁"]
    units = [["甲甲", "乙乙"], ["甲甲", "乙乙"], ["甲甲", "丙丙"], ["甲甲"], ["丁丁"]] * 8

    def counted(order):
        codes = [order.index(term) for unit in units for term in unit]
        offsets = np.cumsum([0, *(len(unit) for unit in units)])
        return count_matrix(offsets, np.array(codes), np.ones(len(codes), dtype=np.int64), order)

    one, other = counted(terms), counted(terms[::-1])
    assert one.vocabulary == other.vocabulary
    assert (one.counts != other.counts).nnz == 0
    assert "甲甲" not in one.vocabulary  # in most sections: tells nothing apart


def test_an_algorithm_whose_library_is_missing_says_how_to_install_it(counts, monkeypatch):
    monkeypatch.setitem(sys.modules, "tomotopy", None)
    with pytest.raises(MissingExtraError, match="uv sync --extra topics"):
        fit_topics(counts, VOCABULARY, "tomotopy_lda", K)


def test_terms_of_a_topic_change_over_years(counts):
    pytest.importorskip("tomotopy", reason="needs the extra `topics`")
    years = [2018 + unit // 20 for unit in range(60)]
    fit = fit_topics(counts, VOCABULARY, DYNAMIC, K, 1, years)
    assert fit.years == (2018, 2019, 2020) and fit.year_terms.shape == (3, K, 30)
    assert np.allclose(fit.year_terms.sum(axis=2), 1, atol=1e-5) and np.allclose(fit.topic_terms.sum(axis=1), 1)
    assert np.allclose(fit.unit_topics.sum(axis=1), 1)
    again = fit_topics(counts, VOCABULARY, DYNAMIC, K, 1, years)
    assert again.model_id == fit.model_id and again.year_terms.tobytes() == fit.year_terms.tobytes()
    assert fit_topics(counts, VOCABULARY, DYNAMIC, K, 1, [2019, 2020] * 30).model_id != fit.model_id


def test_topics_that_change_need_years(counts):
    with pytest.raises(ValueError, match="needs the year of each unit"):
        fit_topics(counts, VOCABULARY, DYNAMIC, K)
    pytest.importorskip("tomotopy", reason="needs the extra `topics`")
    with pytest.raises(ValueError, match="two years at least"):
        fit_topics(counts, VOCABULARY, DYNAMIC, K, 1, [2020] * 60)
    with pytest.raises(ValueError, match="2 years for 60 units"):
        fit_topics(counts, VOCABULARY, DYNAMIC, K, 1, [2020, 2021])
