"""Comparable samples: laws, then cases by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import sparse

from models.comparable import PANEL_SHARE, YEAR_SHARE, choose_panel, compare_alike
from models.keyness import compare_groups

COUNTS = arrays(np.int64, (2, 3, 6), elements=st.integers(0, 40))  # own and others, strata, terms
GRIDS = arrays(np.bool_, st.tuples(st.integers(1, 6), st.integers(1, 9)))


def compare(own, others):
    whole = sparse.csr_matrix(own + others)
    return compare_alike(sparse.csr_matrix(own), whole, (whole > 0).astype(np.int64))


def by_term(found):
    names = ("count", "reference_count", "log_likelihood", "log_ratio", "q_value", "document_frequency")
    columns = zip(*(getattr(found, name).tolist() for name in names), strict=True)
    return dict(zip(found.term.tolist(), columns, strict=True))


@settings(max_examples=60, deadline=None)
@given(COUNTS)
def test_one_stratum_is_compared_as_two_groups_are(counts):
    own, others = counts[:, :1]
    both = sparse.csr_matrix(np.concatenate([own, others]))
    plain = compare_groups(both, (both > 0).astype(np.int64))
    found = by_term(compare(own, others))
    of_group = np.flatnonzero(plain.group == 0).tolist() if others.any() else []
    assert set(found) == set(plain.term[of_group].tolist())
    for place in of_group:
        count, reference, likelihood, ratio, q_value, _ = found[int(plain.term[place])]
        assert (count, reference) == (plain.count[place], plain.reference_count[place])
        assert likelihood == pytest.approx(plain.log_likelihood[place])
        assert (ratio, q_value) == pytest.approx((plain.log_ratio[place], plain.q_value[place]))


@settings(max_examples=60, deadline=None)
@given(COUNTS, st.randoms(use_true_random=False))
def test_order_of_strata_and_terms_changes_nothing(counts, random):
    own, others = counts
    strata, terms = random.sample(range(3), 3), random.sample(range(6), 6)
    found = by_term(compare(own, others))
    turned = by_term(compare(own[strata][:, terms], others[strata][:, terms]))
    assert {terms[term] for term in turned} == set(found)
    for term, row in turned.items():
        assert row == pytest.approx(found[terms[term]])


@settings(max_examples=60, deadline=None)
@given(COUNTS, arrays(np.int64, (2, 6), elements=st.integers(1, 40)))
def test_strata_of_one_side_say_nothing(counts, more):
    own, others = counts
    zero = np.zeros((1, 6), dtype=np.int64)
    longer = compare(np.concatenate([own, more[:1], zero]), np.concatenate([others, zero, more[1:]]))
    assert by_term(longer) == by_term(compare(own, others))


def test_what_only_the_mix_of_strata_differs_in_marks_nobody():
    rates = np.array([[90, 10], [10, 90]])  # of two words in the early years and in the late ones
    own, others = rates * [[50], [1]], rates * [[1], [50]]
    found = by_term(compare(own, others))
    for _, _, likelihood, ratio, _, _ in found.values():
        assert likelihood == pytest.approx(0, abs=0.1)
        assert ratio == pytest.approx(0, abs=0.1)
    pooled = sparse.csr_matrix(np.stack([own.sum(axis=0), others.sum(axis=0)]))
    assert compare_groups(pooled, (pooled > 0).astype(np.int64)).log_likelihood.max() > 1000


def test_few_texts_of_a_stratum_count_for_few():
    """Ten times the texts of one stratum are no more evidence where the other has but a hundred terms."""
    own = np.array([[10, 90], [10, 90]])
    few, many = np.array([[5, 95], [5, 95]]), np.array([[5, 95], [500, 9500]])
    assert compare(own, few).reference_count.sum() == 200
    assert 200 < compare(own, many).reference_count.sum() < 400


def test_a_group_within_no_whole_is_refused():
    one, two = (sparse.csr_matrix(np.full((1, 2), n)) for n in (1, 2))
    with pytest.raises(ValueError, match="more of a stratum"):
        compare_alike(two, one, one)
    with pytest.raises(ValueError, match="same strata"):
        compare_alike(one, sparse.csr_matrix((2, 2)), one)


@settings(max_examples=100, deadline=None)
@given(GRIDS)
def test_places_of_the_panel_have_nearly_every_year(grid):
    panel = choose_panel(grid)
    assert panel.is_place.shape == grid.shape[:1] and panel.is_year.shape == grid.shape[1:]
    if panel.is_place.any():
        assert (grid[panel.is_place][:, panel.is_year].mean(axis=0) >= YEAR_SHARE).all()
    else:
        assert not panel.is_year.any()
        assert not any(row[first : first + 4].all() for row in grid for first in range(grid.shape[1] - 3))


@settings(max_examples=60, deadline=None)
@given(GRIDS, st.randoms(use_true_random=False))
def test_order_of_places_changes_nothing(grid, random):
    order = random.sample(range(len(grid)), len(grid))
    panel, turned = choose_panel(grid), choose_panel(grid[order])
    assert (turned.is_place == panel.is_place[order]).all()
    assert (turned.is_year == panel.is_year).all()


def test_the_panel_holds_the_most_reports():
    grid = np.zeros((5, 20), dtype=bool)
    grid[:2] = True  # 40 reports
    grid[2:, 15:] = True  # with them 25
    panel = choose_panel(grid)
    assert panel.is_place.tolist() == [True, True, False, False, False]
    assert panel.is_year.all()
    grid[0, 3] = False  # one lost report of twenty: still in
    assert choose_panel(grid).is_place.sum() == 2
    assert choose_panel(grid).is_year.sum() == 19 and PANEL_SHARE < 0.95
    assert not choose_panel(np.ones((3, 3), dtype=bool)).is_place.any()
