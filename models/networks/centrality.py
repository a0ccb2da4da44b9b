"""Centrality of keywords, and when they were used."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from models.networks.counting import Incidence
from models.networks.network import Network

BLOCK = 256  # starting keywords searched at once: 5,000 keywords then take 10 MB an array


@dataclass(frozen=True, slots=True)
class KeywordFigures:
    """Figures of N keywords, in the order of the network.

    Attributes:
        degree: (N,) links of a keyword.
        weighted_degree: (N,) their strengths, added up.
        betweenness: (N,) 0 to 1; CiteSpace draws a purple ring from .1 on (from general knowledge).
        first_year: (N,) of the records that carry it.
        mean_year: (N,) of the same.
    """

    degree: NDArray[np.int64]
    weighted_degree: NDArray[np.float64]
    betweenness: NDArray[np.float64]
    first_year: NDArray[np.int64]
    mean_year: NDArray[np.float64]


def measure_keywords(network: Network, incidence: Incidence) -> KeywordFigures:
    """Return the figures of the network's keywords.

    Args:
        network: of N keywords, built from the incidence.
        incidence: of the records.
    """
    size = len(network.keywords)
    ends = np.concatenate((network.sources, network.targets))
    carried = incidence.matrix[:, network.columns].tocoo()
    years = incidence.years[carried.row]
    first_year = np.full(size, np.iinfo(np.int64).max)
    np.minimum.at(first_year, carried.col, years)
    sums = np.zeros(size, dtype=np.int64)
    np.add.at(sums, carried.col, years)
    return KeywordFigures(
        np.bincount(ends, minlength=size).astype(np.int64),
        np.bincount(ends, weights=np.tile(network.strengths, 2), minlength=size).astype(np.float64),
        measure_betweenness(size, network.sources, network.targets),
        first_year,
        sums / network.counts,
    )


def measure_betweenness(size: int, sources: NDArray[np.int64], targets: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the share of shortest paths between two others on which a keyword lies; shape (N,), 0 to 1.

    A path's length is its number of links, whatever their strengths. Freeman 1979, doi 10.1016/0378-8733(78)90021-7,
    divided by the (N - 1)(N - 2) / 2 pairs of others; found as Brandes 2001, doi 10.1080/0022250X.2001.9990249, finds
    it, for many starting keywords at once.

    Args:
        size: number of keywords N.
        sources: (E,) one end of each link.
        targets: (E,) the other.
    """
    half = sparse.csr_matrix((np.ones(len(sources)), (sources, targets)), shape=(size, size))
    links = (half + half.T).tocsr()
    total = np.zeros(size)
    for begin in range(0, size, BLOCK):
        total += _add_dependencies(links, np.arange(begin, min(begin + BLOCK, size)))
    return total / max((size - 1) * (size - 2), 1)


def _add_dependencies(links: sparse.csr_matrix, starts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the dependencies of B starting keywords on each keyword, added up; the arrays are (N, B)."""
    paths = np.zeros((links.shape[0], len(starts)))
    paths[starts, np.arange(len(starts))] = 1.0
    levels = [paths > 0]
    reached, frontier = levels[0].copy(), paths.copy()
    while True:
        frontier = links @ frontier
        frontier[reached] = 0.0
        is_new = frontier > 0
        if not is_new.any():
            break
        paths += frontier
        reached |= is_new
        levels.append(is_new)
    dependencies = np.zeros_like(paths)
    for level in range(len(levels) - 1, 1, -1):
        weights = np.zeros_like(paths)
        np.divide(1.0 + dependencies, paths, out=weights, where=levels[level])
        dependencies += (links @ weights) * paths * levels[level - 1]
    return np.asarray(dependencies.sum(axis=1))
