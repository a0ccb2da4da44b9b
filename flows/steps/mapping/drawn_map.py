"""The drawn map: what was found of a network -> the map that pictures, page and exports show."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from flows.steps.mapping.literature import NothingToMapError
from flows.steps.mapping.material import Material
from flows.steps.mapping.options import MapOptions, format_selection
from models.networks.bursts import Bursts
from models.networks.centrality import KeywordFigures
from models.networks.cluster_labels import Label
from models.networks.clusters import Clustering
from models.networks.counting import Incidence
from models.networks.network import Network
from models.networks.silhouettes import Silhouettes
from models.networks.slices import Slice
from reports.maps.keyword_map import Burst, KeywordMap, MapCluster, MapLink, MapNode


def make_nodes(
    incidence: Incidence,
    network: Network,
    carried: sparse.csr_matrix,
    clustering: Clustering,
    figures: KeywordFigures,
    bursts: Bursts,
    owners: Mapping[str, str],
) -> list[MapNode]:
    """Return the keywords of the network with their figures, bursts and records; those that have owners give these."""
    own_bursts: dict[int, list[Burst]] = {}
    for row, begin, end, strength in zip(*map(_list, (bursts.keywords, bursts.begins, bursts.ends)),
                                         bursts.strengths.tolist(), strict=True):  # fmt: skip
        own_bursts.setdefault(row, []).append(Burst(begin, end, strength))
    columns = carried.tocsc()
    columns.sort_indices()
    rows = [columns.indices[columns.indptr[at] : columns.indptr[at + 1]].tolist() for at in range(carried.shape[1])]
    shown = [owners.get(record_id, record_id) for record_id in incidence.record_ids]
    return [
        MapNode(
            keyword,
            int(network.counts[at]),
            int(figures.degree[at]),
            float(figures.betweenness[at]),
            int(clustering.clusters[at]),
            int(figures.first_year[at]),
            float(figures.mean_year[at]),
            tuple(own_bursts.get(at, ())),
            tuple(dict.fromkeys(shown[row] for row in rows[at])),
        )
        for at, keyword in enumerate(network.keywords)
    ]


def _list(values: NDArray[np.int64]) -> list[int]:
    found: list[int] = values.tolist()
    return found


def make_links(network: Network) -> list[MapLink]:
    """Return the links of the network."""
    ends = zip(network.sources.tolist(), network.targets.tolist(), strict=True)
    figures = zip(network.link_counts.tolist(), network.strengths.tolist(), network.link_years.tolist(), strict=True)
    return [
        MapLink(network.keywords[source], network.keywords[target], *rest)
        for (source, target), rest in zip(ends, figures, strict=True)
    ]


def make_clusters(labels: list[list[Label]], silhouettes: Silhouettes) -> list[MapCluster]:
    """Return the clusters, each with its first label and its silhouette."""
    return [
        MapCluster(number, own[0].term if own else "", float(silhouettes.of_clusters[number]))
        for number, own in enumerate(labels)
    ]


def cut_map(keyword_map: KeywordMap, least: int) -> KeywordMap:
    """Return the map of the keywords that at least so many records carry, with the links between them.

    Raises:
        NothingToMapError: there is no such keyword.
    """
    nodes = tuple(node for node in keyword_map.nodes if node.count >= least)
    if not nodes:
        raise NothingToMapError(f"--least {least}: no keyword of the network has so many records: ask for fewer")
    names = {node.keyword for node in nodes}
    links = tuple(link for link in keyword_map.links if link.source in names and link.target in names)
    note = (("Shown", f"频次 ≥ {least} 的 {len(nodes)} 个关键词"),) if len(nodes) < len(keyword_map.nodes) else ()
    return replace(keyword_map, nodes=nodes, links=links, parameters=(*keyword_map.parameters, *note))


def list_parameters(
    network: Network,
    clustering: Clustering,
    silhouettes: Silhouettes,
    slices: tuple[Slice, ...],
    options: MapOptions,
    material: Material,
) -> list[tuple[str, str]]:
    """Return what is printed in the corner of the picture, as CiteSpace prints it."""
    return [
        ("N", str(len(network.keywords))),
        ("E", str(len(network.sources))),
        ("Density", show_figure(network.density)),
        ("Modularity Q", show_figure(clustering.modularity)),
        ("Mean silhouette S", show_figure(silhouettes.mean)),
        ("Time slice", f"{slices[0].first}-{slices[-1].last}，{options.slice_years} 年"),
        ("Selection", format_selection(options.selection)),
        ("Pruning", f"{options.pruning}（切片：{options.slice_pruning}）"),
        ("Strength", options.strength),
        ("Clusters", f"{options.algorithm}，{options.resolution:g}"),
        *_list_units(material),
    ]


def _list_units(material: Material) -> list[tuple[str, str]]:
    if material.source == "literature":
        return [("Records", str(material.flow.kept))]
    windows = (f"{len(material.records)}（{material.unit}）",) if material.unit != "document" else ()
    return [
        ("Documents", str(material.flow.kept)),
        *(("Windows", told) for told in windows),
        ("Keywords", material.origin),
    ]


def show_figure(value: float | None, digits: int = 4) -> str:
    """Return a figure as it is printed, a dash where it is not defined."""
    return "—" if value is None else f"{value:.{digits}f}"
