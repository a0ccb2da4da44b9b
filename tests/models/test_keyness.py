"""Keyness: laws, other people's code, then cases by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import sparse
from scipy.stats import chi2, false_discovery_control, power_divergence

from models.keyness import NEVER, compare_groups, compare_years, keep_marking

COUNTS = arrays(np.int64, st.tuples(st.integers(2, 5), st.integers(1, 8)), elements=st.integers(0, 60)).filter(
    lambda counts: (counts.sum(axis=1) > 0).all()
)


def compare(counts, sizes=None):
    matrix = sparse.csr_matrix(counts)
    return compare_groups(matrix, matrix > 0, sizes)


def by_pair(found):
    names = ("count", "reference_count", "log_likelihood", "log_ratio", "q_value", "document_frequency")
    columns = zip(*(getattr(found, name).tolist() for name in names), strict=True)
    return dict(zip(zip(found.group.tolist(), found.term.tolist(), strict=True), columns, strict=True))


@settings(max_examples=80, deadline=None)
@given(COUNTS)
def test_each_pair_is_tested_as_by_scipy(counts):
    found = by_pair(compare(counts))
    assert set(found) == {(int(g), int(t)) for g, t in zip(*np.nonzero(counts), strict=True)}
    sizes = counts.sum(axis=1)
    for (group, term), (count, rest, likelihood, ratio, _, frequency) in found.items():
        assert (count, rest) == (counts[group, term], counts[:, term].sum() - counts[group, term])
        own, other = sizes[group], sizes.sum() - sizes[group]
        expected = (count + rest) * np.array([own, other]) / (own + other)
        assert likelihood == pytest.approx(power_divergence([count, rest], expected, lambda_=0).statistic, abs=1e-9)
        assert ratio == pytest.approx(np.log2((count / own) / ((rest or NEVER) / other)))
        assert frequency == (counts[:, term] > 0).sum()


@settings(max_examples=60, deadline=None)
@given(COUNTS)
def test_q_is_that_of_scipy_over_all_terms_of_the_corpus(counts):
    found = compare(counts)
    tested = (counts.sum(axis=0) > 0).sum()
    for group in range(len(counts)):
        of_group = found.group == group
        likelihood, q = found.log_likelihood[of_group], found.q_value[of_group]
        unused = np.ones(tested - of_group.sum())
        expected = false_discovery_control([*chi2.sf(likelihood, 1), *unused])[: of_group.sum()]
        assert q == pytest.approx(expected, abs=1e-9)
        assert (np.diff(likelihood) <= 0).all() and (np.diff(q) >= 0).all()


@settings(max_examples=60, deadline=None)
@given(COUNTS, st.randoms(use_true_random=False))
def test_order_of_groups_and_terms_changes_nothing(counts, random):
    rows, columns = (random.sample(range(n), n) for n in counts.shape)
    found = by_pair(compare(counts))
    for (group, term), values in by_pair(compare(counts[rows][:, columns])).items():
        assert values == pytest.approx(found[rows[group], columns[term]])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=6), st.lists(st.integers(1, 9), min_size=2, max_size=4))
def test_equal_rates_mark_nothing(rates, sizes):
    found = compare(np.outer(sizes, rates))
    assert found.log_likelihood == pytest.approx(0, abs=1e-9)
    assert found.log_ratio == pytest.approx(0, abs=1e-9)
    assert found.q_value == pytest.approx(1, abs=1e-3)
    assert not len(keep_marking(found).term)


@settings(max_examples=60, deadline=None)
@given(COUNTS, st.randoms(use_true_random=False))
def test_a_year_is_compared_with_all_before_it(counts, random):
    years = np.array(random.sample(range(2000, 2040), len(counts)))
    matrix = sparse.csr_matrix(counts)
    found = by_pair(compare_years(matrix, matrix > 0, years))
    assert {group for group, _ in found} == set(range(len(counts))) - {int(years.argmin())}
    for row, year in enumerate(years):
        before = years < year
        if before.any():
            alone = by_pair(compare(np.stack([counts[row], counts[before].sum(axis=0)])))
            held = (counts[before | (years == year)] > 0).sum(axis=0)
            for (group, term), values in alone.items():
                if group == 0:
                    assert found[row, term] == pytest.approx((*values[:-1], held[term]))


def test_a_case_by_hand():
    """10 of 1,000 against 2 of 4,000: expected 2.4 and 9.6; G² = 2 (10 ln(10 / 2.4) + 2 ln(2 / 9.6)) = 22.27."""
    found = by_pair(compare(np.array([[10, 990, 0], [2, 3990, 8]])))
    _, _, likelihood, ratio, _, _ = found[0, 0]
    assert likelihood == pytest.approx(22.27, abs=0.005)
    assert ratio == pytest.approx(np.log2(20))
    assert found[1, 2][3] == pytest.approx(np.log2((8 / 4000) / (0.5 / 1000))), "none elsewhere counts as half a time"


def test_sizes_can_hold_tokens_that_are_no_terms():
    counts = np.array([[5, 5], [5, 5]])
    found = by_pair(compare(counts, np.array([100, 200])))
    assert found[0, 0][3] == pytest.approx(1) and found[1, 0][3] == pytest.approx(-1)


def test_what_marks_a_group_is_kept():
    counts = np.array([[40, 4, 100, 900], [0, 0, 150, 900], [2, 0, 150, 900]])
    found = compare(counts)
    kept = keep_marking(found)
    assert (kept.group.tolist()[0], kept.term.tolist()[0]) == (0, 0)
    assert (kept.log_ratio > 0).all() and (kept.q_value <= 0.01).all() and (kept.count >= 5).all()
    assert (0, 1) not in set(zip(kept.group, kept.term, strict=True)), "four uses are too few to judge by"
    first = keep_marking(found, 1)
    assert len(first.group) == len(set(kept.group.tolist()))
    best = {int(group): int(term) for group, term in reversed(list(zip(kept.group, kept.term, strict=True)))}
    assert dict(zip(first.group.tolist(), first.term.tolist(), strict=True)) == best


def test_explicit_zeros_and_a_group_alone():
    counts = sparse.csr_matrix((np.array([3, 0, 2]), np.array([0, 1, 1]), np.array([0, 2, 3])), shape=(2, 2))
    assert set(by_pair(compare_groups(counts, counts))) == {(0, 0), (1, 1)}
    assert counts.nnz == 3, "what is given stays as it is"
    assert not len(compare(np.array([[3, 4]])).term), "nothing to compare with"


def test_shapes_that_do_not_fit_are_refused():
    counts = sparse.csr_matrix(np.eye(2, dtype=np.int64))
    with pytest.raises(ValueError, match="not the same"):
        compare_groups(counts, counts[:1])
    with pytest.raises(ValueError, match="not the same"):
        compare_groups(counts, counts, np.array([1]))
    with pytest.raises(ValueError, match="year of its own"):
        compare_years(counts, counts, np.array([2020, 2020]))


@settings(max_examples=60, deadline=None)
@given(COUNTS, st.sampled_from([0.001, 0.01, 0.2, 1.0]))
def test_what_is_left_out_at_once_is_what_would_be_left_out_later(counts, largest):
    matrix = sparse.csr_matrix(counts)
    whole = by_pair(compare_groups(matrix, matrix > 0))
    asked = by_pair(compare_groups(matrix, matrix > 0, largest_q=largest))
    assert asked == {pair: values for pair, values in whole.items() if values[4] <= largest}
