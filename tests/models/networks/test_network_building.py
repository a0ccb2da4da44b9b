"""The merged network: what stands comes from the slices, the figures from all records; the same bytes every time."""

import hashlib
import os
import subprocess
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT
from made_records import FIRST, LAST, make_incidence, make_records

from models.networks.counting import KeywordRecord, index_keywords
from models.networks.network import build_network
from models.networks.pruning import PRUNINGS
from models.networks.selection import Floor, GIndex, Thresholds, TopN, TopPercent
from models.networks.slices import cut_slices
from models.networks.strength import MEASURES

SELECTIONS = [
    GIndex(5),
    TopN(8),
    TopPercent(20, 6),
    Thresholds(Floor(2, 1, 10), Floor(3, 2, 20), Floor(2, 2, 15)),
]


@pytest.mark.parametrize("measure", sorted(MEASURES))
@pytest.mark.parametrize("selection", SELECTIONS, ids=lambda selection: type(selection).__name__)
def test_figures_are_those_of_all_records(selection, measure):
    records = make_records()
    network = build_network(index_keywords(records), cut_slices(FIRST, LAST, 2), selection, measure)
    single = Counter(word for record in records for word in set(record.keywords))
    double = Counter(pair for record in records for pair in combinations(sorted(set(record.keywords)), 2))
    assert list(network.keywords) == sorted(network.keywords)
    assert [single[word] for word in network.keywords] == network.counts.tolist()
    links = list(zip(network.sources.tolist(), network.targets.tolist(), strict=True))
    assert links == sorted(set(links)) and all(source < target for source, target in links)
    for (source, target), count in zip(links, network.link_counts.tolist(), strict=True):
        assert count == double[network.keywords[source], network.keywords[target]]
    assert (network.strengths > 0).all() and (network.strengths <= 1).all()
    assert network.density == pytest.approx(2 * len(links) / (len(network.keywords) * (len(network.keywords) - 1)))


def test_what_stands_is_the_union_of_the_slices():
    """Brute force: in each slice the eight most frequent words, and the links between them in its records."""
    records = make_records()
    words, links = set(), {}
    for part in cut_slices(FIRST, LAST, 2):
        inside = [set(record.keywords) for record in records if part.first <= record.year <= part.last]
        counts = Counter(word for own in inside for word in own)
        top = set(sorted(counts, key=lambda word: (-counts[word], word))[:8])
        words |= top
        for own in inside:
            for pair in combinations(sorted(own & top), 2):
                links.setdefault(pair, part.first)
    network = build_network(index_keywords(records), cut_slices(FIRST, LAST, 2), TopN(8))
    assert set(network.keywords) == words
    found = {
        (network.keywords[source], network.keywords[target]): year
        for source, target, year in zip(
            network.sources.tolist(), network.targets.tolist(), network.link_years.tolist(), strict=True
        )
    }
    assert found == links
    assert [figures.records for figures in network.slices] == [
        sum(part.first <= record.year <= part.last for record in records) for part in cut_slices(FIRST, LAST, 2)
    ]
    assert all(figures.selected <= 8 for figures in network.slices)


def test_one_slice_pruned_before_or_after_merging_is_the_same():
    incidence, slices = make_incidence(), cut_slices(FIRST, LAST, 10)
    for method in PRUNINGS:
        before = build_network(incidence, slices, GIndex(5), slice_pruning=method)
        after = build_network(incidence, slices, GIndex(5), merged_pruning=method)
        assert before.sources.tolist() == after.sources.tolist()
        assert before.targets.tolist() == after.targets.tolist()
        assert before.strengths.tobytes() == after.strengths.tobytes()


def test_pruning_takes_links_away_and_no_keywords():
    incidence, slices = make_incidence(), cut_slices(FIRST, LAST, 1)
    sizes = []
    for slice_pruning, merged_pruning in (("none", "none"), ("pathfinder", "none"), ("pathfinder", "spanning_tree")):
        network = build_network(incidence, slices, GIndex(5), "cosine", slice_pruning, merged_pruning)
        sizes.append((len(network.keywords), len(network.sources)))
    assert sizes[0][0] == sizes[1][0] == sizes[2][0]
    assert sizes[0][1] > sizes[1][1] > sizes[2][1]


def test_few_records_and_none():
    slices = cut_slices(2020, 2022, 1)
    empty = build_network(index_keywords([]), slices, GIndex(25))
    assert empty.keywords == () and empty.density is None and len(empty.sources) == 0
    alone = build_network(index_keywords([KeywordRecord("a", 2020, ["韧性"])]), slices, GIndex(25))
    assert alone.keywords == ("韧性",) and alone.density is None
    with pytest.raises(ValueError, match="1 records lie outside"):
        build_network(index_keywords([KeywordRecord("a", 2019, ["韧性"])]), slices, GIndex(25))


def digest_everything():
    """One digest of all that is computed, to compare runs of different processes and Pythons."""
    from models.networks.bursts import find_bursts
    from models.networks.centrality import measure_keywords
    from models.networks.cluster_labels import SCORES, rank_labels
    from models.networks.clusters import ALGORITHMS, find_clusters
    from models.networks.counting import count_by_year
    from models.networks.dissimilarity import build_dendrogram, count_together, measure_dissimilarity, measure_ochiai
    from models.networks.scaling import LEVELS, scale_words
    from models.networks.silhouettes import measure_silhouettes
    from models.networks.thematic_map import map_themes

    incidence = make_incidence(size=400, vocabulary=120)
    found = []
    for pruning in PRUNINGS:
        network = build_network(incidence, cut_slices(FIRST, LAST, 2), GIndex(25), "cosine", pruning, "none")
        found += [network, measure_keywords(network, incidence)]
        for algorithm in ALGORITHMS:
            clustering = find_clusters(network, algorithm)
            found += [clustering, measure_silhouettes(network, clustering.clusters)]
            found.append(map_themes(network, clustering.clusters))
            for score in SCORES:
                carried = incidence.matrix[:, network.columns]
                found.append(rank_labels(carried, network.keywords, clustering.clusters, score, 5))
    found.append(find_bursts(*count_by_year(incidence, FIRST, LAST), FIRST))
    frequent = np.argsort(-network.counts, kind="stable")[:15]
    distances = measure_dissimilarity(measure_ochiai(count_together(incidence.matrix[:, network.columns[frequent]])))
    found += [build_dendrogram(distances), *(scale_words(distances, level) for level in LEVELS)]
    digest = hashlib.sha256()
    for result in found:
        for value in result if isinstance(result, list) else (getattr(result, name) for name in result.__slots__):
            digest.update(value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode())
    return digest.hexdigest()


def test_the_same_bytes_in_every_process():
    code = "from test_network_building import digest_everything as d; print(d())"
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)])
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths},
            capture_output=True,
            text=True,
            check=True,
        )
        for seed in ("1", "2")
    ]
    assert len({run.stdout for run in runs}) == 1
    assert len(runs[0].stdout.strip()) == 64
