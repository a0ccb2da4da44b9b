"""Centrality, bursts and the thematic map."""

from itertools import product

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_records import FIRST, LAST, TRIANGLES, link_keywords, make_incidence

from models.networks.bursts import find_bursts
from models.networks.centrality import measure_betweenness, measure_keywords
from models.networks.clusters import find_clusters
from models.networks.counting import KeywordRecord, index_keywords
from models.networks.network import build_network
from models.networks.selection import TopN
from models.networks.slices import cut_slices
from models.networks.thematic_map import map_themes


def test_betweenness_of_a_star_and_a_path():
    """The middle of a star lies between all others; on a path of five the third lies between 4 of 6 pairs."""
    star = measure_betweenness(5, np.zeros(4, dtype=int), np.arange(1, 5))
    assert star == pytest.approx([1, 0, 0, 0, 0])
    path = measure_betweenness(5, np.arange(4), np.arange(1, 5))
    assert path == pytest.approx([0, 3 / 6, 4 / 6, 3 / 6, 0])
    assert measure_betweenness(0, np.zeros(0, dtype=int), np.zeros(0, dtype=int)).tolist() == []
    assert measure_betweenness(2, np.array([0]), np.array([1])).tolist() == [0, 0]


@pytest.mark.parametrize(("size", "share", "seed"), [(30, 0.05, 1), (60, 0.1, 2), (400, 0.01, 3), (120, 0.5, 4)])
def test_betweenness_equals_that_of_networkx(size, share, seed):
    graph = nx.gnp_random_graph(size, share, seed=seed)
    ends = np.array(sorted(tuple(sorted(edge)) for edge in graph.edges), dtype=np.int64).reshape(-1, 2)
    expected = nx.betweenness_centrality(graph)
    assert measure_betweenness(size, ends[:, 0], ends[:, 1]) == pytest.approx([expected[n] for n in range(size)])


def test_figures_of_keywords():
    records = [
        KeywordRecord("a", 2018, ["韧性", "社区"]),
        KeywordRecord("b", 2020, ["韧性", "治理"]),
        KeywordRecord("c", 2021, ["韧性", "治理"]),
    ]
    incidence = index_keywords(records)
    network = build_network(incidence, cut_slices(2018, 2021, 4), TopN(9))
    figures = measure_keywords(network, incidence)
    assert network.keywords == ("治理", "社区", "韧性")
    assert figures.degree.tolist() == [1, 1, 2]
    assert figures.betweenness.tolist() == [0, 0, 1]
    assert figures.weighted_degree == pytest.approx([2 / 6**0.5, 1 / 3**0.5, 2 / 6**0.5 + 1 / 3**0.5])
    assert figures.first_year.tolist() == [2020, 2018, 2018]
    assert figures.mean_year == pytest.approx([2020.5, 2018, 6059 / 3])


def test_a_burst_worked_by_hand():
    """50 records in five years, 10 with the keyword: p₀ = .2, p₁ = .4.

    A year with 5 of 10 saves 5·ln 2 + 5·ln(.6/.8) = 2.0273, a year with none costs 10·ln(.8/.6) = 2.8768 more; going up
    costs ln 5 = 1.6094. Two such years are worth it: the burst saves 4.0547.
    """
    records, counts = np.full(5, 10), np.array([[0, 0, 5, 5, 0], [2, 2, 2, 2, 2], [5, 5, 5, 5, 6]])
    bursts = find_bursts(records, counts, 2017)
    assert bursts.keywords.tolist() == [0]
    assert (bursts.begins.tolist(), bursts.ends.tolist()) == ([2019], [2020])
    assert bursts.strengths[0] == pytest.approx(2 * (5 * np.log(2) + 5 * np.log(0.6 / 0.8)))
    assert bursts.strengths[0] == pytest.approx(4.0547, abs=1e-4)
    assert bursts.is_defined.tolist() == [True, True, False]  # the third is in more than half of the records
    assert len(find_bursts(records, counts, 2017, gamma=3.0).keywords) == 0  # 3·ln 5 = 4.83
    with pytest.raises(ValueError, match="more than 1"):
        find_bursts(records, counts, 2017, scale=1.0)


def cost_of(states, records, counts, scale, gamma):
    """The cost of a way through the states as Kleinberg writes it, without the binomial coefficients."""
    share = counts.sum() / records.sum()
    cost, before = 0.0, 0
    for state, d, r in zip(states, records, counts, strict=True):
        p = scale * share if state else share
        cost += -(r * np.log(p) + (d - r) * np.log(1 - p))
        cost += gamma * np.log(len(records)) if state > before else 0.0
        before = state
    return cost


@given(
    st.lists(st.tuples(st.integers(0, 30), st.floats(0, 1)), min_size=2, max_size=7),
    st.sampled_from([1.5, 2.0, 3.0]),
    st.sampled_from([0.2, 1.0]),
)
@settings(deadline=None)
def test_bursts_are_the_cheapest_way_of_all(years, scale, gamma):
    records = np.array([d for d, _ in years])
    counts = np.array([int(d * share * 0.5) for d, share in years])
    bursts = find_bursts(records, counts[None, :], 0, scale, gamma)
    if not bursts.is_defined[0]:
        assert len(bursts.keywords) == 0 and (counts.sum() == 0 or scale * counts.sum() >= records.sum())
        return
    states = np.zeros(len(years), dtype=int)
    for begin, end in zip(bursts.begins, bursts.ends, strict=True):
        states[begin : end + 1] = 1
    cheapest = min(cost_of(way, records, counts, scale, gamma) for way in product((0, 1), repeat=len(years)))
    assert cost_of(states, records, counts, scale, gamma) == pytest.approx(cheapest)
    assert (bursts.strengths >= gamma * np.log(len(years)) - 1e-9).all()
    saved = cost_of([0] * len(years), records, counts, scale, gamma) - cheapest
    assert bursts.strengths.sum() - len(bursts.keywords) * gamma * np.log(len(years)) == pytest.approx(saved, abs=1e-9)


def test_the_strongest_burst_comes_first_and_a_constant_share_never_bursts():
    records = np.full(10, 100)
    counts = np.array([[1, 1, 1, 1, 1, 1, 9, 9, 1, 1], [5] * 10, [1, 1, 1, 1, 1, 1, 30, 1, 1, 1]])
    bursts = find_bursts(records, counts, 2010)
    assert bursts.keywords.tolist() == [2, 0]
    assert (np.diff(bursts.strengths) <= 0).all()


def test_a_thematic_map_worked_by_hand():
    """Two triangles joined by a link of 1, the second of links of 1/2: density 100·3/3 and 100·1.5/3."""
    links = [(s, t, 1.0 if s < 3 else 0.5) for s, t, _ in TRIANGLES]
    themes = map_themes(link_keywords(6, links, counts=[5, 4, 3, 2, 1, 1]), np.array([0, 0, 0, 1, 1, 1]))
    assert themes.density == pytest.approx([100, 50])
    assert themes.centrality == pytest.approx([1, 1])
    assert themes.counts.tolist() == [12, 4]
    assert themes.centrality_ranks.tolist() == [1.5, 1.5] and themes.density_ranks.tolist() == [2, 1]
    assert themes.quadrants == ("niche", "emerging_or_declining") and themes.cut == 1.5


def test_the_four_quadrants():
    links = [(0, 1, 0.9), (2, 3, 0.8), (4, 5, 0.1), (6, 7, 0.2), (0, 4, 0.5), (1, 5, 0.5), (2, 6, 0.1)]
    themes = map_themes(link_keywords(8, links), np.array([0, 0, 1, 1, 2, 2, 3, 3]))
    assert themes.quadrants == ("motor", "niche", "basic", "emerging_or_declining")


def test_laws_of_the_thematic_map():
    incidence = make_incidence(size=600, vocabulary=150)
    network = build_network(incidence, cut_slices(FIRST, LAST, 10), TopN(80), "equivalence")
    clusters = find_clusters(network).clusters
    themes = map_themes(network, clusters)
    inside = (themes.density * themes.sizes / 100).sum()
    assert inside + themes.centrality.sum() / 2 == pytest.approx(network.strengths.sum())
    assert themes.sizes.sum() == len(network.keywords) and themes.counts.sum() == network.counts.sum()
    assert themes.centrality_ranks.mean() == pytest.approx(themes.cut)
