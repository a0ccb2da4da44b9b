"""Topic stability: laws, then the example of the paper by hand."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.topics.stability import match_topics, measure_stability

SEEDS = st.integers(0, 2**32 - 1)


def draw_fit(seed, k=4, n=6, v=20):
    random = np.random.default_rng(seed)
    return np.array([random.permutation(v)[:n] for _ in range(k)])


def jaccard(one, other):
    return len({*one} & {*other}) / len({*one} | {*other})


def average_slowly(one, other):
    return np.mean([jaccard(one[:depth], other[:depth]) for depth in range(1, len(one) + 1)])


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_the_matching_is_the_best_of_all(seed):
    first, second = draw_fit(seed), draw_fit(seed + 1)
    found = match_topics(first, second)
    assert sorted(found.partner) == [0, 1, 2, 3]
    table = [[average_slowly(one, other) for other in second] for one in first]
    assert found.agreement == pytest.approx([table[row][column] for row, column in enumerate(found.partner)])
    best = max(sum(table[row][column] for row, column in enumerate(order)) for order in permutations(range(4)))
    assert found.agreement.sum() == pytest.approx(best)


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_the_order_of_topics_and_fits_changes_nothing(seed):
    random = np.random.default_rng(seed)
    fits = [draw_fit(seed + number) for number in range(4)]
    shuffled = [random.permutation(fits[number]) for number in random.permutation(4)]
    assert match_topics(fits[0], fits[1]).agreement.sum() == pytest.approx(
        match_topics(fits[1], fits[0]).agreement.sum()
    )
    for reference in (None, draw_fit(seed + 9)):
        one, other = measure_stability(fits, reference), measure_stability(shuffled, reference)
        assert one.mean == pytest.approx(other.mean)
        assert one.standard_error == pytest.approx(other.standard_error)
        assert 0 <= one.mean <= 1


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_the_same_fit_agrees_wholly_with_itself_however_its_topics_are_numbered(seed):
    fit = draw_fit(seed)
    order = np.random.default_rng(seed).permutation(len(fit))
    found = match_topics(fit, fit[order])
    assert found.agreement.tolist() == [1.0] * len(fit)
    same = measure_stability([fit, fit[order], fit])
    assert (same.mean, same.standard_error, same.comparisons) == (1.0, 0.0, 3)
    against = measure_stability([fit, fit[order]], fit)
    assert (against.mean, against.standard_error, against.comparisons) == (1.0, None, 2)


def test_topics_without_a_common_term_do_not_agree():
    assert match_topics(np.array([[0, 1]]), np.array([[2, 3]])).agreement.tolist() == [0.0]


def test_the_example_of_greene_by_hand():
    """Two rankings that share nothing, nothing, 1 of 5, 1 of 7, 3 of 7 at depths 1 to 5: their mean is .154."""
    first = np.array([[0, 1, 2, 3, 4]])  # album, music, best, award, win
    second = np.array([[5, 2, 4, 6, 3]])  # sport, best, win, medal, award
    assert match_topics(first, second).agreement[0] == pytest.approx((1 / 5 + 1 / 7 + 3 / 7) / 5)


def test_agreement_of_two_fits_by_hand():
    first = np.array([[0, 1, 2], [3, 4, 5], [6, 7, 8]])
    second = np.array([[4, 3, 9], [6, 10, 2], [1, 0, 5]])
    found = match_topics(first, second)
    assert found.partner.tolist() == [2, 0, 1]
    assert found.agreement == pytest.approx([(0 + 1 + 1 / 2) / 3, (0 + 1 + 1 / 2) / 3, (1 + 1 / 3 + 1 / 5) / 3])


def test_the_standard_error_against_a_reference_is_that_of_a_mean():
    reference, fits = draw_fit(0), [draw_fit(seed) for seed in range(1, 6)]
    agreed = [match_topics(reference, fit).agreement.mean() for fit in fits]
    found = measure_stability(fits, reference)
    assert found.mean == pytest.approx(np.mean(agreed))
    assert found.standard_error == pytest.approx(np.std(agreed, ddof=1) / np.sqrt(5))


def test_what_cannot_be_compared():
    fit = draw_fit(0)
    assert measure_stability([fit]) is None and measure_stability([]) is None
    with pytest.raises(ValueError, match="cannot be matched"):
        match_topics(fit, fit[:2])
