"""Laws of likeness: symmetric, within bounds, the same for the same; clusters do not depend on numbers or chance."""

import numpy as np
import pytest

from models.likeness import cluster_profiles, compare_cosine, compare_jensen_shannon, share_mentions


def make_shares(places=20, themes=6, seed=3):
    return share_mentions(np.random.default_rng(seed).integers(0, 30, (places, themes)) + np.eye(places, themes))


def test_shares_sum_to_one_and_a_silent_place_has_none():
    assert make_shares().sum(axis=1) == pytest.approx(1)
    with pytest.raises(ValueError, match="without mentions"):
        share_mentions(np.array([[1, 2], [0, 0]]))


def test_both_measures_are_symmetric_bounded_and_perfect_with_oneself():
    shares = make_shares()
    cosine, divergence = compare_cosine(shares), compare_jensen_shannon(shares)
    for measure in (cosine, divergence):
        assert np.array_equal(measure, measure.T)
        assert measure.min() >= 0
        assert measure.max() <= 1
    assert np.array_equal(cosine.diagonal(), np.ones(len(shares)))
    assert np.array_equal(divergence.diagonal(), np.zeros(len(shares)))


def test_a_longer_report_of_the_same_proportions_is_the_same():
    shares = share_mentions(np.array([[1, 2, 3], [10, 20, 30], [3, 2, 1]]))
    assert compare_cosine(shares)[0, 1] == pytest.approx(1)
    assert compare_jensen_shannon(shares)[0, 1] == pytest.approx(0)


def test_profiles_that_share_nothing_are_farthest_apart():
    shares = share_mentions(np.array([[4, 4, 0, 0], [0, 0, 1, 7]]))
    assert compare_cosine(shares)[0, 1] == 0
    assert compare_jensen_shannon(shares)[0, 1] == pytest.approx(1)


def test_jensen_shannon_as_worked_by_hand():
    """All on one theme against half and half: the mean is (3/4, 1/4), so that 0.8113 - (0 + 1) / 2 = 0.3113 bits."""
    assert compare_jensen_shannon(share_mentions(np.array([[1, 0], [1, 1]])))[0, 1] == pytest.approx(0.31128, abs=1e-5)


def make_types(seed=4):
    """Return places of three types, of 12, 8 and 5, and the type of each."""
    dice = np.random.default_rng(seed)
    centres = np.array([[60, 20, 10, 10], [10, 60, 20, 10], [10, 10, 20, 60]])
    types = np.repeat([0, 1, 2], [12, 8, 5])
    return share_mentions(dice.poisson(centres[types]) + 1), types


def test_types_that_are_there_are_found_and_numbered_by_size():
    shares, types = make_types()
    found = cluster_profiles(shares)
    assert found.number.tolist() == (types + 1).tolist()
    assert found.leading.tolist() == [0, 1, 3]
    assert found.silhouette.mean() == pytest.approx(found.mean_silhouette)
    assert found.mean_silhouette > 0.5


def test_the_same_profiles_give_the_same_clusters_in_any_order():
    shares, _ = make_types()
    order = np.random.default_rng(5).permutation(len(shares))
    once, again, turned = cluster_profiles(shares), cluster_profiles(shares), cluster_profiles(shares[order])
    assert np.array_equal(once.silhouette, again.silhouette)
    assert np.array_equal(once.number[order], turned.number)


def test_an_odd_one_out_makes_no_cluster():
    shares = share_mentions(np.vstack([np.full((12, 4), 25) + np.eye(12, 4), [[1, 1, 1, 97]]]))
    found = cluster_profiles(shares)
    assert found is None or np.bincount(found.number)[1:].min() >= 3


def test_too_few_places_have_no_clusters():
    assert cluster_profiles(make_shares(places=5)) is None
    assert cluster_profiles(share_mentions(np.ones((12, 4)))) is None
