"""Pruning: Pathfinder is the union of all minimum spanning trees, and what the definition says."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.networks.pruning import PRUNINGS, prune_links


@st.composite
def graphs(draw, largest):
    """Size and links of a random graph whose strengths are often equal."""
    size = draw(st.integers(2, largest))
    pairs = draw(st.lists(st.sampled_from(list(combinations(range(size), 2))), unique=True, max_size=24))
    strengths = draw(st.lists(st.sampled_from([0.2, 0.4, 0.6, 0.8]), min_size=len(pairs), max_size=len(pairs)))
    ordered = sorted(pairs)
    ends = np.array(ordered, dtype=np.int64).reshape(-1, 2)
    return size, ends[:, 0], ends[:, 1], np.array(strengths, dtype=np.float64)


def list_spanning_forests(size, sources, targets):
    """Yield all spanning forests, as sets of links: for graphs of a few links only."""
    links = list(zip(sources.tolist(), targets.tolist(), strict=True))
    graph = nx.Graph(links)
    graph.add_nodes_from(range(size))
    need = size - nx.number_connected_components(graph)
    for chosen in combinations(range(len(links)), need):
        if need == 0 or nx.is_forest(nx.Graph([links[at] for at in chosen])):
            yield set(chosen)


@given(graphs(largest=6).filter(lambda graph: len(graph[1]) <= 10))
@settings(deadline=None)
def test_pathfinder_is_the_union_of_all_minimum_spanning_trees(graph):
    size, sources, targets, strengths = graph
    ranks = np.rint(10 - 10 * strengths).astype(int)  # distances as whole numbers, to compare sums of them
    forests = list(list_spanning_forests(size, sources, targets))
    lengths = [sum(ranks[at] for at in forest) for forest in forests]
    union = set().union(*(f for f, length in zip(forests, lengths, strict=True) if length == min(lengths)))
    kept = prune_links("pathfinder", size, sources, targets, strengths)
    assert set(np.flatnonzero(kept).tolist()) == union
    tree = prune_links("spanning_tree", size, sources, targets, strengths)
    assert set(np.flatnonzero(tree).tolist()) in [
        forest for forest, length in zip(forests, lengths, strict=True) if length == min(lengths)
    ]


@given(graphs(largest=15))
@settings(deadline=None)
def test_pathfinder_is_what_its_definition_says(graph):
    """A link stays when no path has a smaller largest distance (r = ∞) at any number of links (q = n - 1)."""
    size, sources, targets, strengths = graph
    distances = np.full((size, size), np.inf)
    distances[sources, targets] = distances[targets, sources] = 1 - strengths
    best = distances.copy()
    for middle in range(size):
        best = np.minimum(best, np.maximum(best[:, [middle]], best[[middle], :]))
    expected = distances[sources, targets] <= best[sources, targets]
    assert prune_links("pathfinder", size, sources, targets, strengths).tolist() == expected.tolist()


@given(graphs(largest=15), st.sampled_from(PRUNINGS))
def test_what_hung_together_still_does(graph, method):
    size, sources, targets, strengths = graph

    def list_parts(kept):
        left = nx.Graph(zip(sources[kept].tolist(), targets[kept].tolist(), strict=True))
        left.add_nodes_from(range(size))
        return sorted(map(sorted, nx.connected_components(left)))

    kept = prune_links(method, size, sources, targets, strengths)
    assert list_parts(kept) == list_parts(np.ones(len(sources), dtype=bool))
    assert prune_links(method, size, sources[kept], targets[kept], strengths[kept]).all()
    if method == "spanning_tree":
        assert kept.sum() == size - len(list_parts(kept))
        assert not (kept & ~prune_links("pathfinder", size, sources, targets, strengths)).any()


def test_a_worked_example():
    """A triangle of equal links stays whole under Pathfinder; its spanning tree drops the last; a weak detour goes."""
    sources, targets = np.array([0, 0, 0, 1, 2]), np.array([1, 2, 3, 2, 3])
    strengths = np.array([0.5, 0.5, 0.1, 0.5, 0.3])
    assert prune_links("pathfinder", 4, sources, targets, strengths).tolist() == [True, True, False, True, True]
    assert prune_links("spanning_tree", 4, sources, targets, strengths).tolist() == [True, True, False, False, True]
    assert prune_links("none", 4, sources, targets, strengths).all()
    with pytest.raises(ValueError, match="backbone"):
        prune_links("backbone", 4, sources, targets, strengths)


def test_a_tree_weighs_what_networkx_says():
    chooser = np.random.default_rng(3)
    pairs = np.array(sorted(combinations(range(60), 2)))
    strengths = chooser.random(len(pairs))
    graph = nx.Graph()
    graph.add_weighted_edges_from(zip(*pairs.T.tolist(), strengths.tolist(), strict=True))
    kept = prune_links("spanning_tree", 60, pairs[:, 0], pairs[:, 1], strengths)
    assert strengths[kept].sum() == pytest.approx(nx.maximum_spanning_tree(graph).size(weight="weight"))
