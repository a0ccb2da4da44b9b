"""The keyword map: records kept -> network, clusters, labels, centrality, bursts and themes, and what is drawn."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from flows.steps.mapping.drawn_map import list_parameters, make_clusters, make_links, make_nodes
from flows.steps.mapping.literature import NothingToMapError
from flows.steps.mapping.material import Material
from flows.steps.mapping.options import PRUNINGS, MapOptions, format_selection
from models.networks.bursts import Bursts, find_bursts
from models.networks.centrality import KeywordFigures, measure_keywords
from models.networks.cluster_labels import SCORES, Label, rank_labels
from models.networks.clusters import Clustering, find_clusters
from models.networks.counting import Incidence, count_by_year, index_keywords
from models.networks.dissimilarity import count_together, measure_dissimilarity, measure_ochiai
from models.networks.network import Network, build_network
from models.networks.silhouettes import Silhouettes, measure_distance_silhouettes, measure_silhouettes
from models.networks.slices import Slice, cut_slices
from models.networks.strength import weigh_links
from models.networks.thematic_map import ThematicMap, map_themes
from reports.maps.keyword_map import KeywordMap

LABELS = 5  # of a cluster and score
LEAST_OF_THEME = 2  # keywords of a cluster in the strategic diagram
MOST_COMPARED = 2000  # keywords for the second silhouette, which needs all their pairs (32 MB)


@dataclass(frozen=True)
class Findings:
    """Everything measured of a map.

    Attributes:
        incidence: of all keywords in the records kept.
        slices: of time.
        network: of N keywords.
        carried: (R, N) which record carries which keyword of the network.
        clustering: its K clusters.
        silhouettes: over the strengths of links; their mean is S.
        distance_silhouette: the mean over 1 - Ochiai, None where the network is too large or has one cluster.
        figures: of the keywords.
        labels: of each cluster, by score.
        bursts: of the keywords.
        themes: the strategic diagram, over equivalence.
        keyword_map: what is drawn and exported; all keywords.
    """

    incidence: Incidence
    slices: tuple[Slice, ...]
    network: Network
    carried: sparse.csr_matrix
    clustering: Clustering
    silhouettes: Silhouettes
    distance_silhouette: float | None
    figures: KeywordFigures
    labels: dict[str, list[list[Label]]]
    bursts: Bursts
    themes: ThematicMap
    keyword_map: KeywordMap

    @property
    def first_year(self) -> int:
        """Of the records."""
        return int(self.incidence.years.min())

    @property
    def last_year(self) -> int:
        """Of the records."""
        return int(self.incidence.years.max())


def map_keywords(material: Material, options: MapOptions) -> Findings:
    """Return everything measured of the records.

    Raises:
        NothingToMapError: the criterion selects no keyword.
    """
    incidence = index_keywords(material.records)
    slices = tuple(cut_slices(*find_span(incidence, options), options.slice_years))
    network = connect_keywords(incidence, slices, options)
    if not network.keywords:
        raise NothingToMapError(f"--select {format_selection(options.selection)} selects no keyword: ask for less")
    clustering = find_clusters(network, options.algorithm, options.resolution, options.seed)
    carried = incidence.matrix[:, network.columns].tocsr()
    first, last = int(incidence.years.min()), int(incidence.years.max())
    by_year, counts = count_by_year(incidence, first, last)
    bursts = find_bursts(by_year, counts[network.columns], first)
    labels = {score: rank_labels(carried, network.keywords, clustering.clusters, score, LABELS) for score in SCORES}
    silhouettes = measure_silhouettes(network, clustering.clusters)
    figures = measure_keywords(network, incidence)
    return Findings(
        incidence,
        slices,
        network,
        carried,
        clustering,
        silhouettes,
        _measure_by_distance(carried, clustering.clusters),
        figures,
        labels,
        bursts,
        map_themes(*cut_themes(network, clustering)),
        KeywordMap(
            options.title,
            tuple(make_nodes(incidence, network, carried, clustering, figures, bursts, material.owners)),
            tuple(make_links(network)),
            tuple(make_clusters(labels["llr"], silhouettes)),
            tuple(list_parameters(network, clustering, silhouettes, slices, options, material)),
            material.told,
        ),
    )


def find_span(incidence: Incidence, options: MapOptions) -> tuple[int, int]:
    """Return the years asked for, or else those of the records."""
    return options.years or (int(incidence.years.min()), int(incidence.years.max()))


def connect_keywords(incidence: Incidence, slices: tuple[Slice, ...], options: MapOptions) -> Network:
    """Return the network that the options ask for."""
    prunings = PRUNINGS[options.slice_pruning], PRUNINGS[options.pruning]
    return build_network(incidence, slices, options.selection, options.strength, *prunings)


def cut_themes(network: Network, clustering: Clustering) -> tuple[Network, NDArray[np.int64]]:
    """Return what the strategic diagram is made of: Callon's strengths, and clusters of two keywords or more.

    Keywords alone would lie at the origin, and by their number push the cut below all others.
    """
    size = int(np.count_nonzero(clustering.sizes >= LEAST_OF_THEME))
    kept = np.flatnonzero(clustering.clusters < size)
    place = np.full(len(network.keywords), -1)
    place[kept] = np.arange(len(kept))
    stands = (place[network.sources] >= 0) & (place[network.targets] >= 0)
    first, second = network.counts[network.sources[stands]], network.counts[network.targets[stands]]
    part = replace(
        network,
        keywords=tuple(network.keywords[at] for at in kept.tolist()),
        columns=network.columns[kept],
        counts=network.counts[kept],
        sources=place[network.sources[stands]],
        targets=place[network.targets[stands]],
        link_counts=network.link_counts[stands],
        strengths=weigh_links("equivalence", network.link_counts[stands], first, second),
        link_years=network.link_years[stands],
        measure="equivalence",
    )
    return part, clustering.clusters[kept]


def _measure_by_distance(carried: sparse.csr_matrix, clusters: NDArray[np.int64]) -> float | None:
    if carried.shape[1] > MOST_COMPARED:
        return None
    return measure_distance_silhouettes(measure_dissimilarity(measure_ochiai(count_together(carried))), clusters).mean
