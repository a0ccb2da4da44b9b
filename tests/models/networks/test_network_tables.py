"""What Chinese journals ask for: matrices, dendrogram, scaling, thresholds."""

import numpy as np
import pytest
from made_records import make_incidence
from scipy import sparse
from scipy.cluster.hierarchy import dendrogram as draw_dendrogram

from models.networks.conventions import find_core_authors, find_frequent_threshold
from models.networks.dissimilarity import (
    build_dendrogram,
    count_together,
    cut_dendrogram,
    measure_dissimilarity,
    measure_ochiai,
)
from models.networks.scaling import LEVELS, scale_words


@pytest.fixture(scope="module")
def distances():
    matrix = make_incidence().matrix
    frequent = np.argsort(-np.asarray(matrix.sum(axis=0)).ravel(), kind="stable")[:25]
    return measure_dissimilarity(measure_ochiai(count_together(matrix[:, frequent])))


def test_matrices_worked_by_hand():
    """Records {0, 1}, {0, 1}, {0, 2}, {0}: c = 4, 2, 1, so Ochiai is 2/√8, 1/√4 and 0."""
    together = count_together(sparse.csr_matrix(np.array([[1, 1, 0], [1, 1, 0], [1, 0, 1], [1, 0, 0]])))
    assert together.tolist() == [[4, 2, 1], [2, 2, 0], [1, 0, 1]]
    ochiai = measure_ochiai(together)
    assert ochiai == pytest.approx(np.array([[1, 0.5**0.5, 0.5], [0.5**0.5, 1, 0], [0.5, 0, 1]]))
    assert measure_dissimilarity(ochiai)[1, 2] == 1
    with pytest.raises(ValueError, match="word 1"):
        measure_ochiai(np.array([[1, 0], [0, 0]]))


def test_laws_of_the_matrices(distances):
    assert (distances == distances.T).all()
    assert (distances.diagonal() == 0).all()
    assert (distances >= 0).all() and (distances <= 1).all()


def test_a_dendrogram_worked_by_hand():
    """0 and 1 merge at .1, 2 and 3 at .2, both pairs at the mean of the other four distances, .75."""
    distances = np.array([[0, 0.1, 0.6, 0.8], [0.1, 0, 0.7, 0.9], [0.6, 0.7, 0, 0.2], [0.8, 0.9, 0.2, 0]])
    tree = build_dendrogram(distances)
    assert tree.linkage == pytest.approx(np.array([[0, 1, 0.1, 2], [2, 3, 0.2, 2], [4, 5, 0.75, 4]]))
    assert tree.leaves.tolist() == [0, 1, 2, 3]
    assert tree.positions.tolist() == [0, 1, 2, 3, 0.5, 2.5, 1.5]
    assert cut_dendrogram(tree, 2).tolist() == [0, 0, 1, 1]
    assert cut_dendrogram(tree, 1).tolist() == [0, 0, 0, 0]
    with pytest.raises(ValueError, match="ward"):
        build_dendrogram(distances, "ward")
    with pytest.raises(ValueError, match="at least two"):
        build_dendrogram(distances[:1, :1])


def test_a_dendrogram_is_drawn_as_scipy_draws_it(distances):
    tree = build_dendrogram(distances)
    drawn = draw_dendrogram(tree.linkage, no_plot=True)
    assert drawn["leaves"] == tree.leaves.tolist()
    middles = sorted((one + other) / 20 - 0.5 for _, one, other, _ in drawn["icoord"])
    assert middles == pytest.approx(sorted(tree.positions[len(distances) :]))
    numbers = cut_dendrogram(tree, 4)[tree.leaves]
    assert numbers[0] == 0 and set(np.diff(numbers).tolist()) <= {0, 1} and numbers[-1] == 3


def test_points_of_a_plane_are_found_again():
    points = np.random.default_rng(5).random((12, 2))
    distances = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
    scaling = scale_words(distances, "ratio")
    assert scaling.stress == pytest.approx(0, abs=1e-4) and scaling.rsq == pytest.approx(1, abs=1e-6)
    found = np.sqrt(((scaling.points[:, None] - scaling.points[None]) ** 2).sum(axis=2))
    upper = np.triu_indices(12, k=1)
    assert np.ptp(found[upper] / distances[upper]) < 1e-2


@pytest.mark.parametrize("level", LEVELS)
def test_laws_of_scaling(distances, level):
    scaling = scale_words(distances, level)
    assert scaling.points.shape == (25, 2)
    assert scaling.points.mean(axis=0) == pytest.approx([0, 0], abs=1e-9)
    assert (scaling.points.max(axis=0) >= -scaling.points.min(axis=0)).all()
    assert 0 < scaling.stress < 0.5 and 0 < scaling.rsq < 1
    assert scale_words(distances, level).points.tobytes() == scaling.points.tobytes()
    assert scale_words(5 * distances, level).stress == pytest.approx(scaling.stress, abs=1e-6)


def test_order_fits_better_than_size(distances):
    assert scale_words(distances, "ordinal").stress < scale_words(distances, "ratio").stress
    squared = scale_words(distances**2, "ordinal")  # the same order
    assert squared.stress == pytest.approx(scale_words(distances, "ordinal").stress, abs=0.02)


def test_what_makes_no_plane_says_why():
    with pytest.raises(ValueError, match="interval"):
        scale_words(np.ones((4, 4)) - np.eye(4), "interval")
    for none in (np.zeros((5, 5)), np.ones((2, 2)) - np.eye(2)):
        with pytest.raises(ValueError, match="three"):
            scale_words(none)
    for level in LEVELS:
        even = scale_words(np.ones((4, 4)) - np.eye(4), level)
        assert np.isfinite(even.points).all() and np.isfinite(even.stress)


def test_thresholds_worked_by_hand():
    assert find_frequent_threshold(np.array([1] * 10 + [5, 3])) == 4  # (-1 + √81) / 2
    assert find_frequent_threshold(np.array([5, 3])) == 0
    core = find_core_authors(np.array([16, 3, 2, 2, 1]))
    assert core.threshold == pytest.approx(2.996)
    assert core.is_core.tolist() == [True, True, False, False, False]
    assert core.papers_share == pytest.approx(19 / 24)
    assert find_core_authors(np.zeros(0, dtype=np.int64)).papers_share is None
