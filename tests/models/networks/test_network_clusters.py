"""Clusters, modularity, silhouettes and labels: worked examples, other implementations, laws."""

import networkx as nx
import numpy as np
import pytest
from made_records import FIRST, LAST, TRIANGLES, link_keywords, make_incidence
from scipy import sparse
from sklearn.metrics import silhouette_samples

from models.networks.cluster_labels import assign_records, rank_labels, score_terms
from models.networks.clusters import ALGORITHMS, find_clusters, measure_modularity
from models.networks.network import build_network
from models.networks.selection import GIndex
from models.networks.silhouettes import measure_distance_silhouettes, measure_silhouettes
from models.networks.slices import cut_slices

TWO = np.array([0, 0, 0, 1, 1, 1])


@pytest.fixture(scope="module")
def incidence():
    return make_incidence(size=600, vocabulary=150)


@pytest.fixture(scope="module")
def network(incidence):
    return build_network(incidence, cut_slices(FIRST, LAST, 2), GIndex(25))


def test_modularity_of_two_triangles():
    """m = 7: each triangle has 3 links inside and degree 7, so Q = 2·(3/7 - (7/14)²) = 5/14."""
    network = link_keywords(6, TRIANGLES)
    assert measure_modularity(network, TWO) == pytest.approx(5 / 14)
    assert measure_modularity(network, np.zeros(6, dtype=int)) == pytest.approx(0)
    assert measure_modularity(link_keywords(3, []), np.zeros(3, dtype=int)) is None


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_two_triangles_are_found(algorithm):
    clustering = find_clusters(link_keywords(7, TRIANGLES), algorithm)
    assert clustering.clusters.tolist() == [0, 0, 0, 1, 1, 1, 2]  # the seventh keyword has no links
    assert clustering.sizes.tolist() == [3, 3, 1]
    assert clustering.modularity == pytest.approx(5 / 14)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_laws_of_clusters(network, algorithm):
    clustering = find_clusters(network, algorithm)
    graph = nx.Graph()
    graph.add_nodes_from(range(len(network.keywords)))
    graph.add_weighted_edges_from(
        zip(network.sources.tolist(), network.targets.tolist(), network.strengths.tolist(), strict=True)
    )
    parts = [set(np.flatnonzero(clustering.clusters == k).tolist()) for k in range(len(clustering.sizes))]
    assert clustering.modularity == pytest.approx(nx.community.modularity(graph, parts))
    assert all(nx.is_connected(graph.subgraph(part)) for part in parts)
    assert clustering.sizes.tolist() == sorted(clustering.sizes.tolist(), reverse=True)
    assert clustering.sizes.tolist() == [len(part) for part in parts]
    again = find_clusters(network, algorithm)
    assert again.clusters.tobytes() == clustering.clusters.tobytes()
    fine = find_clusters(network, algorithm, resolution=4.0)
    assert len(fine.sizes) > len(clustering.sizes) and fine.modularity < clustering.modularity


def test_what_cannot_be_clustered_says_why():
    network = link_keywords(6, TRIANGLES)
    with pytest.raises(ValueError, match="infomap"):
        find_clusters(network, "infomap")
    with pytest.raises(ValueError, match="more than 0"):
        find_clusters(network, resolution=0)
    without = find_clusters(link_keywords(2, []))
    assert without.clusters.tolist() == [0, 1] and without.modularity is None
    assert find_clusters(link_keywords(0, [])).clusters.tolist() == []


def test_silhouettes_over_similarities_worked_by_hand():
    """Keyword 2 is tied to its own two others by 1 each (a = 1), to one of the other three (b = 1/3): s = 2/3."""
    silhouettes = measure_silhouettes(link_keywords(6, TRIANGLES), TWO)
    assert silhouettes.values == pytest.approx([1, 1, 2 / 3, 2 / 3, 1, 1])
    assert silhouettes.of_clusters == pytest.approx([8 / 9, 8 / 9])
    assert silhouettes.mean == pytest.approx(8 / 9)
    wrong = measure_silhouettes(link_keywords(6, TRIANGLES), np.array([0, 0, 1, 1, 1, 1]))
    assert wrong.values[2] == pytest.approx((1 / 3) / 1 - 1)  # a = 1/3 to the four, b = 1 to the two


def test_silhouettes_over_distances_are_those_of_scikit_learn():
    chooser = np.random.default_rng(2)
    points = chooser.random((40, 2))
    distances = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
    clusters = np.arange(40) % 4
    clusters[-1] = 4  # alone
    silhouettes = measure_distance_silhouettes(distances, clusters)
    assert silhouettes.values == pytest.approx(silhouette_samples(distances, clusters, metric="precomputed"))
    assert silhouettes.values[-1] == 0
    assert silhouettes.mean == pytest.approx(silhouettes.values.mean())


def test_laws_of_silhouettes(network):
    clusters = find_clusters(network).clusters
    silhouettes = measure_silhouettes(network, clusters)
    assert (np.abs(silhouettes.values) <= 1).all()
    assert silhouettes.mean == pytest.approx(silhouettes.values.mean())
    shuffled = np.random.default_rng(0).permutation(clusters)
    assert measure_silhouettes(network, shuffled).mean < silhouettes.mean
    assert measure_silhouettes(network, np.zeros_like(clusters)).mean is None


def test_the_log_likelihood_that_dunning_prints():
    """Dunning 1993 gives 270.72 for `the swiss`: in 110 of 2,552 places against 111 of 29,225."""
    assigned = np.repeat([0, 1], [110 + 2442, 111 + 29114])
    column = np.repeat([1, 0, 1, 0], [110, 2442, 111, 29114])
    scores = score_terms(sparse.csr_matrix(column[:, None]), assigned, 2, "llr")
    assert scores[0, 0] == pytest.approx(270.72, abs=0.005)
    assert scores[1, 0] == pytest.approx(-scores[0, 0])


def test_scores_worked_by_hand():
    """Four records, two a cluster; the term is in three, both of cluster 0: a = 2, r = 2, t = 3, n = 4."""
    matrix = sparse.csr_matrix(np.array([[1], [1], [1], [0], [1]]))
    assigned = np.array([0, 0, 1, 1, -1])  # the last record belongs nowhere and is left out
    assert score_terms(matrix, assigned, 2, "tfidf").ravel() == pytest.approx([2 * np.log(4 / 3), np.log(4 / 3)])
    assert score_terms(matrix, assigned, 2, "mi").ravel() == pytest.approx([np.log(8 / 6), np.log(4 / 6)])
    expected = 2 * (2 * np.log(2 / 1.5) + np.log(1 / 1.5) + np.log(1 / 0.5))
    assert score_terms(matrix, assigned, 2, "llr").ravel() == pytest.approx([expected, -expected])
    with pytest.raises(ValueError, match="lsi"):
        score_terms(matrix, assigned, 2, "lsi")


def test_a_record_goes_to_the_cluster_of_most_of_its_keywords():
    matrix = sparse.csr_matrix(np.array([[1, 1, 1], [1, 0, 1], [0, 0, 1], [0, 0, 0]]))
    assert assign_records(matrix, np.array([1, 1, 0])).tolist() == [1, 0, 0, -1]
    assert assign_records(sparse.csr_matrix((2, 0)), np.zeros(0, dtype=int)).tolist() == [-1, -1]


@pytest.mark.parametrize("score", ["llr", "tfidf", "mi"])
def test_laws_of_labels(incidence, network, score):
    clusters = find_clusters(network).clusters
    labels = rank_labels(incidence.matrix[:, network.columns], network.keywords, clusters, score, 5)
    assert len(labels) == clusters.max() + 1
    for cluster, own in enumerate(labels):
        assert 1 <= len(own) <= 5
        assert all(clusters[network.keywords.index(label.term)] == cluster for label in own)
        assert [label.score for label in own] == sorted((label.score for label in own), reverse=True)
