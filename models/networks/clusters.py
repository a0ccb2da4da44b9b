"""Clusters: keywords that hang together more than chance would have it, and the modularity Q of the partition."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.networks.network import Network

ALGORITHMS = ("leiden", "louvain")
SEED = 20220414
LEIDEN_ROUNDS, LEIDEN_STARTS, LEIDEN_RANDOMNESS = 10, 10, 0.01  # those of VOSviewer
WHOLE_WEIGHT = 2**30  # of the strongest link, for Louvain: strengths differ by less than a billionth


@dataclass(frozen=True, slots=True)
class Clustering:
    """A partition of N keywords into K clusters, the largest first (of equal size the one with the first keyword).

    Attributes:
        clusters: (N,) number of a keyword's cluster, from 0.
        sizes: (K,) keywords of a cluster; a keyword without links is a cluster of its own.
        modularity: Q at resolution 1, whatever resolution found the partition; None without links.
        algorithm: that found it.
        resolution: higher gives more clusters.
        seed: of its draws.
    """

    clusters: NDArray[np.int64]
    sizes: NDArray[np.int64]
    modularity: float | None
    algorithm: str
    resolution: float
    seed: int


def find_clusters(network: Network, algorithm: str = "leiden", resolution: float = 1.0, seed: int = SEED) -> Clustering:
    """Return the clusters that maximise modularity over the strengths of the links.

    Leiden: Traag, Waltman and van Eck 2019, doi 10.1038/s41598-019-41695-z. Louvain: Blondel et al. 2008,
    doi 10.1088/1742-5468/2008/10/P10008. Resolution: Reichardt and Bornholdt 2006, doi 10.1103/PhysRevE.74.016110.

    Raises:
        ValueError: the algorithm is not known, or the resolution is not positive.
    """
    if algorithm not in ALGORITHMS:
        raise ValueError(f"the algorithm {algorithm!r} is not one of {', '.join(ALGORITHMS)}")
    if not resolution > 0:
        raise ValueError(f"the resolution is {resolution}; it must be more than 0")
    groups = np.arange(len(network.keywords), dtype=np.int64)
    if len(network.sources):
        run = _run_leiden if algorithm == "leiden" else _run_louvain
        for number, members in enumerate(run(network, resolution, seed)):
            groups[members] = len(groups) + number
    clusters, sizes = _order_clusters(groups)
    return Clustering(clusters, sizes, measure_modularity(network, clusters), algorithm, resolution, seed)


def measure_modularity(network: Network, clusters: NDArray[np.int64]) -> float | None:
    """Return Q = Σ over clusters of (inside / m - (degree / 2m)²), weighted by strength; None without links.

    Newman 2004, doi 10.1103/PhysRevE.70.056131. That Q > 0.3 means structure is a convention without a source.

    Args:
        network: of N keywords.
        clusters: (N,) number of a keyword's cluster, from 0.
    """
    total = float(network.strengths.sum())
    if not total:
        return None
    of_source, of_target = clusters[network.sources], clusters[network.targets]
    is_inside = of_source == of_target
    size = int(clusters.max()) + 1
    inside = np.bincount(of_source[is_inside], network.strengths[is_inside], size)
    degrees = np.bincount(of_source, network.strengths, size) + np.bincount(of_target, network.strengths, size)
    return float((inside / total - (degrees / (2 * total)) ** 2).sum())


def _run_leiden(network: Network, resolution: float, seed: int) -> list[list[int]]:
    from graspologic_native import leiden

    links = zip(network.sources.tolist(), network.targets.tolist(), network.strengths.tolist(), strict=True)
    _, found = leiden(
        [(str(source), str(target), strength) for source, target, strength in links],
        resolution=resolution,
        randomness=LEIDEN_RANDOMNESS,
        iterations=LEIDEN_ROUNDS,
        seed=seed,
        trials=LEIDEN_STARTS,
    )
    members: dict[int, list[int]] = {}
    for name, group in found.items():
        members.setdefault(group, []).append(int(name))
    return list(members.values())


def _run_louvain(network: Network, resolution: float, seed: int) -> list[list[int]]:
    """Run Louvain over whole-number weights: from 3.12 on Python adds fractions differently, which decides ties."""
    import networkx as nx

    weights = np.maximum(np.rint(network.strengths / network.strengths.max() * WHOLE_WEIGHT), 1).astype(np.int64)
    graph = nx.Graph()
    graph.add_nodes_from(range(len(network.keywords)))
    graph.add_weighted_edges_from(
        zip(network.sources.tolist(), network.targets.tolist(), weights.tolist(), strict=True)
    )
    return [sorted(group) for group in nx.community.louvain_communities(graph, resolution=resolution, seed=seed)]


def _order_clusters(groups: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    _, firsts, inverse, sizes = np.unique(groups, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((firsts, -sizes))
    numbers = np.empty(len(order), dtype=np.int64)
    numbers[order] = np.arange(len(order))
    return numbers[inverse], sizes[order].astype(np.int64)
