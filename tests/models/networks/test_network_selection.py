"""Selection and strength: worked examples, and laws that hold for any counts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.networks.counting import Pairs
from models.networks.selection import (
    Floor,
    GIndex,
    Thresholds,
    TopN,
    TopPercent,
    find_floor,
    find_g_index,
    rank_keywords,
    select_keywords,
    select_links,
)
from models.networks.strength import MEASURES, weigh_links

COUNTS = st.lists(st.integers(0, 60), min_size=1, max_size=40).map(lambda counts: np.array(counts, dtype=np.int64))
TRIPLES = (
    st.integers(1, 1000)
    .flatmap(lambda c: st.tuples(st.just(c), st.integers(c, 2000), st.integers(c, 2000)))
    .map(lambda triple: tuple(np.array([n], dtype=np.int64) for n in triple))
)


def test_the_g_index_of_printed_examples():
    """Rousseau, Egghe and Guns 2018, Becoming Metric-Wise, table 7.6; and the example on rosenberglab.net."""
    assert find_g_index(np.array([8, 5, 5, 4, 4, 1, 0]), 1) == 5
    assert find_g_index(np.array([42, 36, 14, 11, 9, 9, 3, 2, 2, 2, 1, 1, 1, 0, 0, 0]), 1) == 11
    assert find_g_index(np.array([4, 4, 4, 4]), 1) == 4


@given(COUNTS, st.sampled_from([0.5, 1, 2, 5, 25]))
def test_the_g_index_is_the_largest_that_fits(counts, k):
    falling = sorted((count for count in counts.tolist() if count), reverse=True)
    fitting = [g for g in range(1, len(falling) + 1) if g**2 <= k * sum(falling[:g])]
    assert find_g_index(counts, k) == max(fitting, default=0)
    assert find_g_index(counts, k) <= find_g_index(counts, k + 1)
    assert len(select_keywords(GIndex(k), counts, 0)) == find_g_index(counts, k)


@given(COUNTS, st.integers(1, 50))
def test_the_most_frequent_come_first_and_equal_ones_in_order(counts, n):
    chosen = select_keywords(TopN(n), counts, 0).tolist()
    ranked = rank_keywords(counts).tolist()
    assert chosen == sorted(ranked[:n])
    assert ranked == sorted((at for at in range(len(counts)) if counts[at]), key=lambda at: (-counts[at], at))


def test_per_cent_is_rounded_up_and_limited():
    counts = np.array([5, 4, 3, 2, 1, 1, 1, 0])
    assert select_keywords(TopPercent(10, 100), counts, 0).tolist() == [0]
    assert select_keywords(TopPercent(30, 100), counts, 0).tolist() == [0, 1, 2]
    assert select_keywords(TopPercent(100, 4), counts, 0).tolist() == [0, 1, 2, 3]


THRESHOLDS = Thresholds(Floor(2, 2, 20), Floor(4, 3, 20), Floor(3, 3, 10))


def test_thresholds_run_in_straight_lines():
    assert find_floor(THRESHOLDS, 0) == Floor(2, 2, 20)
    assert find_floor(THRESHOLDS, 0.25) == Floor(3, 2.5, 20)
    assert find_floor(THRESHOLDS, 0.5) == Floor(4, 3, 20)
    assert find_floor(THRESHOLDS, 0.75) == Floor(3.5, 3, 15)
    assert find_floor(THRESHOLDS, 1) == Floor(3, 3, 10)
    assert select_keywords(THRESHOLDS, np.array([1, 2, 3, 4]), 0.25).tolist() == [2, 3]


def test_thresholds_keep_links_by_count_and_cosine():
    pairs = Pairs(np.array([10, 10, 40]), np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([2, 3, 4]))
    assert select_links(THRESHOLDS, pairs, 0).tolist() == [True, False, True]  # cosines .20, .15 and .20
    assert select_links(THRESHOLDS, pairs, 0.5).tolist() == [False, False, True]
    assert select_links(TopN(3), pairs, 0).all()


@pytest.mark.parametrize("selection", [GIndex(0), TopN(0), TopPercent(0, 5), TopPercent(5, 0)])
def test_a_criterion_without_meaning_is_refused(selection):
    with pytest.raises(ValueError, match="more than 0"):
        select_keywords(selection, np.array([1, 2]), 0)


def test_strengths_of_a_worked_example():
    """c = 6, a = 9, b = 16: √(ab) = 12, the union 19, the sum 25, the product 144."""
    arrays = [np.array([n]) for n in (6, 9, 16)]
    expected = {
        "cosine": 1 / 2,
        "jaccard": 6 / 19,
        "dice": 12 / 25,
        "association": 6 / 144,
        "inclusion": 6 / 9,
        "equivalence": 1 / 4,
    }
    assert {measure: weigh_links(measure, *arrays)[0] for measure in MEASURES} == expected
    with pytest.raises(ValueError, match="salton"):
        weigh_links("salton", *arrays)


@given(TRIPLES, st.sampled_from(sorted(MEASURES)), st.integers(2, 9))
def test_laws_of_strength(triple, measure, times):
    together, first, second = triple
    strength = weigh_links(measure, together, first, second)
    assert 0 < strength[0] <= 1
    assert strength == weigh_links(measure, together, second, first)
    if measure != "association":
        assert weigh_links(measure, together, together, together) == 1
        # equal as fractions, equal as numbers: pruning tells ties from differences by that
        assert strength == weigh_links(measure, times * together, times * first, times * second)
