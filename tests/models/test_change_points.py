"""Change points: laws, the division against all divisions, then cases by hand."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from models.change_points import find_changes

YEARS = st.shared(st.integers(4, 8), key="years")
COUNTS = YEARS.flatmap(lambda n: arrays(np.int64, (3, n), elements=st.integers(0, 40)))
SIZES = YEARS.flatmap(lambda n: arrays(np.int64, n, elements=st.integers(1, 9)))


def list_changes(found):
    return list(zip(found.term.tolist(), found.year.tolist(), found.before.tolist(), found.after.tolist(), strict=True))


def cost_of(counts, sizes, begins, penalty, dispersion):
    """Twice the negative log-likelihood of a division, in its dispersion, and the penalties."""
    bounds = [0, *begins, len(counts)]
    likelihood = 0.0
    for begin, stop in pairwise(bounds):
        total, size = counts[begin:stop].sum(), sizes[begin:stop].sum()
        likelihood += 2 * total * np.log(total / size) if total else 0.0
    return -likelihood / dispersion + penalty * len(begins)


def scatter_of(counts, sizes):
    pairs = [
        (counts[y] * sizes[y + 1] - counts[y + 1] * sizes[y]) ** 2
        / ((counts[y] + counts[y + 1]) * sizes[y] * sizes[y + 1])
        for y in range(len(counts) - 1)
        if counts[y] + counts[y + 1] >= 5
    ]
    return max(1.0, float(np.median(pairs)) / 0.4549) if len(pairs) >= 3 else 1.0


@settings(max_examples=60, deadline=None)
@given(COUNTS, SIZES)
def test_no_division_costs_less(counts, sizes):
    found = find_changes(counts, sizes)
    n = len(sizes)
    for term in range(len(counts)):
        begins = found.year[found.term == term].tolist()
        dispersion, penalty = scatter_of(counts[term], sizes), 3 * np.log(n)
        least = min(
            cost_of(counts[term], sizes, [y + 1 for y, is_in in enumerate(chosen) if is_in], penalty, dispersion)
            for chosen in product([False, True], repeat=n - 1)
        )
        assert cost_of(counts[term], sizes, begins, penalty, dispersion) == pytest.approx(least, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(COUNTS, SIZES)
def test_rates_are_those_of_the_stretches(counts, sizes):
    found = find_changes(counts, sizes)
    for term in range(len(counts)):
        rows = np.flatnonzero(found.term == term)
        begins = [0, *found.year[rows], len(sizes)]
        assert begins == sorted(set(begins))
        rates = [counts[term, a:b].sum() / sizes[a:b].sum() for a, b in pairwise(begins)]
        assert found.before[rows] == pytest.approx(rates[:-1])
        assert found.after[rows] == pytest.approx(rates[1:])
    assert (found.before != found.after).all() and (found.log_likelihood > 0).all()


@settings(max_examples=40, deadline=None)
@given(COUNTS, SIZES, st.integers(1, 6))
def test_terms_are_judged_alone_and_units_of_size_do_not_matter(counts, sizes, unit):
    found = find_changes(counts, sizes)
    assert list_changes(find_changes(counts[1:], sizes)) == [
        (term - 1, *rest) for term, *rest in list_changes(found) if term > 0
    ]
    scaled = find_changes(counts, sizes * 2**unit)
    assert scaled.year.tolist() == found.year.tolist()
    assert scaled.after * 2**unit == pytest.approx(found.after)


@settings(max_examples=40, deadline=None)
@given(COUNTS, SIZES)
def test_a_higher_penalty_gives_no_more_changes(counts, sizes):
    numbers = [len(find_changes(counts, sizes, penalty).term) for penalty in (0.5, 2.0, 8.0, 1e6)]
    assert numbers == sorted(numbers, reverse=True) and numbers[-1] == 0


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 50), SIZES)
def test_one_rate_never_changes(rate, sizes):
    assert not len(find_changes(rate * sizes[None, :], sizes).term)


@settings(max_examples=40, deadline=None)
@given(COUNTS, SIZES, st.data())
def test_a_year_without_text_changes_no_rate(counts, sizes, data):
    at = data.draw(st.integers(0, len(sizes)))
    found = list_changes(find_changes(counts, sizes))
    wider = list_changes(find_changes(np.insert(counts, at, 0, axis=1), np.insert(sizes, at, 0)))
    assert wider == [(term, year + (year >= at), *rates) for term, year, *rates in found]


def test_a_leap_is_dated():
    counts = np.array([[0, 1, 0, 1, 0, 0, 14, 17, 12, 16], [9, 11, 10, 8, 12, 9, 10, 11, 9, 10]])
    found = find_changes(counts, np.full(10, 1000))
    assert list_changes(found) == [(0, 6, pytest.approx(2 / 6000), pytest.approx(59 / 4000))]
    likelihood = 2 * (2 * np.log(2 / 6) + 59 * np.log(59 / 4) - 61 * np.log(61 / 10))
    scatter = ((17 - 12) ** 2 / 29 + (16 - 12) ** 2 / 28) / 2 / 0.4549  # the middle two of 14, .86, .57 and .29
    assert found.log_likelihood == pytest.approx([likelihood / scatter])


def test_a_leap_of_the_last_year_and_one_year_alone_are_found():
    counts = np.array([[0, 0, 0, 0, 0, 0, 40], [2, 3, 2, 40, 3, 2, 2]])
    assert [(term, year) for term, year, *_ in list_changes(find_changes(counts, np.ones(7)))] == [
        (0, 6),
        (1, 3),
        (1, 4),
    ]


def test_years_of_other_sizes_are_no_change():
    sizes = np.array([100, 100, 100, 1000, 1000, 1000])
    assert not len(find_changes(np.array([[5, 4, 6, 50, 48, 52]]), sizes).term)


def test_words_that_come_in_clumps_do_not_change_each_year():
    """Of 300 words of one rate few change; clumped ones (variance 21 times the mean) not many more."""
    random = np.random.default_rng(8)
    sizes = np.full(15, 1.0)
    even = random.poisson(200, (300, 15))
    clumped = random.poisson(200 * random.gamma(10, 1 / 10, (300, 15)))
    for counts, most in ((even, 0.05), (clumped, 0.2)):
        assert len(np.unique(find_changes(counts, sizes).term)) / 300 < most
    leap = clumped.copy()
    leap[:, 8:] *= 10
    found = find_changes(leap, sizes)
    assert len(np.unique(found.term[found.year == 8])) > 285


def test_few_years_and_no_terms_tell_nothing():
    assert not len(find_changes(np.array([[0, 0, 90]]), np.ones(3)).term)
    assert not len(find_changes(np.empty((0, 5), dtype=int), np.ones(5)).term)


def test_what_cannot_be_searched_says_why():
    for counts, sizes in (
        ([[1, 2, 3, 4]], [1, 1, 1]),
        ([1, 2, 3], [1, 1, 1]),
    ):
        with pytest.raises(ValueError, match="do not go with"):
            find_changes(np.array(counts), np.array(sizes))
    for counts, sizes in (([[1, 2, 3, 4]], [1, 1, 0, 1]), ([[1, -2, 3, 4]], [1, 1, 1, 1]), ([[0] * 4], [1, 1, -1, 1])):
        with pytest.raises(ValueError, match="below 0"):
            find_changes(np.array(counts), np.array(sizes))
