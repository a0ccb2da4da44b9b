"""The thematic map, or strategic diagram (战略坐标图): clusters by how they hang together and how they are tied in.

Callon, Courtial and Laville 1991, doi 10.1007/BF02019280, over links weighed by the equivalence index; axes, cuts and
names of the quadrants as in bibliometrix, but for one thing: here a link between two clusters counts for both.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.networks.network import Network

QUADRANTS = {  # by: is central, is dense
    (True, True): "motor",
    (False, True): "niche",
    (True, False): "basic",
    (False, False): "emerging_or_declining",
}


@dataclass(frozen=True, slots=True)
class ThematicMap:
    """Where K clusters lie.

    Attributes:
        sizes: (K,) keywords of a cluster.
        counts: (K,) their occurrences, added up.
        centrality: (K,) strengths of the links to other clusters, added up.
        density: (K,) 100 times the strengths of the links inside, divided by the keywords.
        centrality_ranks: (K,) from 1, the least central first; equal ones share the mean of their ranks.
        density_ranks: (K,) the same of density.
        quadrants: the K names: both ranks above the mean rank `motor`, density only `niche`, centrality only `basic`,
            neither `emerging_or_declining`.
        cut: the mean rank, at which both axes are cut; 0 without clusters.
    """

    sizes: NDArray[np.int64]
    counts: NDArray[np.int64]
    centrality: NDArray[np.float64]
    density: NDArray[np.float64]
    centrality_ranks: NDArray[np.float64]
    density_ranks: NDArray[np.float64]
    quadrants: tuple[str, ...]
    cut: float


def map_themes(network: Network, clusters: NDArray[np.int64]) -> ThematicMap:
    """Return the thematic map of a network's clusters.

    Args:
        network: of N keywords; `equivalence` as its measure gives Callon's figures.
        clusters: (N,) number of a keyword's cluster, from 0, none of them empty.
    """
    size = int(clusters.max(initial=-1)) + 1
    of_source, of_target = clusters[network.sources], clusters[network.targets]
    is_inside = of_source == of_target
    sizes = np.bincount(clusters, minlength=size)
    counts = np.zeros(size, dtype=np.int64)
    np.add.at(counts, clusters, network.counts)
    outward = network.strengths[~is_inside]
    centrality, inward = np.zeros(size), np.zeros(size)
    np.add.at(centrality, of_source[~is_inside], outward)
    np.add.at(centrality, of_target[~is_inside], outward)
    np.add.at(inward, of_source[is_inside], network.strengths[is_inside])
    density = 100 * inward / sizes
    by_centrality, by_density = _rank_values(centrality), _rank_values(density)
    cut = (size + 1) / 2 if size else 0.0
    quadrants = tuple(
        QUADRANTS[place] for place in zip((by_centrality > cut).tolist(), (by_density > cut).tolist(), strict=True)
    )
    return ThematicMap(sizes, counts, centrality, density, by_centrality, by_density, quadrants, cut)


def _rank_values(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ranks from 1 in rising order; equal values share the mean of theirs."""
    _, inverse, sizes = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(sizes) - (sizes - 1) / 2)[inverse], dtype=np.float64)
