"""Robustness: the same records under other slices, selections, prunings and clusters, one change at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flows.steps.mapping.keyword_map import Findings, connect_keywords, find_span
from flows.steps.mapping.options import PRUNINGS, MapOptions, format_selection
from models.networks.clusters import find_clusters
from models.networks.selection import GIndex
from models.networks.silhouettes import measure_silhouettes
from models.networks.slices import cut_slices

SCALES = (10.0, 25.0, 50.0)  # k of the g-index: below, at and above CiteSpace's default
LENGTHS = (1, 2, 5)  # years of a slice


@dataclass(frozen=True, slots=True)
class Variant:
    """A map under other options: what was changed, and N, E, density, clusters, Q and S."""

    options: MapOptions
    is_chosen: bool
    nodes: int
    links: int
    density: float | None
    clusters: int
    modularity: float | None
    silhouette: float | None


def compare_variants(findings: Findings, options: MapOptions) -> list[Variant]:
    """Return the map as chosen, then with each option changed alone."""
    chosen = Variant(
        options,
        True,
        len(findings.network.keywords),
        len(findings.network.sources),
        findings.network.density,
        len(findings.clustering.sizes),
        findings.clustering.modularity,
        findings.silhouettes.mean,
    )
    return [chosen, *(_measure(findings, other) for other in _list_changes(options))]


def name_variant(options: MapOptions) -> tuple[str, str, str]:
    """Return what a variant is told by: selection, slice and pruning."""
    return format_selection(options.selection), f"{options.slice_years} 年", options.pruning


def _list_changes(options: MapOptions) -> Iterator[MapOptions]:
    yield from (replace(options, selection=GIndex(k)) for k in SCALES if options.selection != GIndex(k))
    yield from (replace(options, slice_years=n) for n in LENGTHS if n != options.slice_years)
    yield from (replace(options, pruning=name) for name in PRUNINGS if name != options.pruning)


def _measure(findings: Findings, options: MapOptions) -> Variant:
    slices = tuple(cut_slices(*find_span(findings.incidence, options), options.slice_years))
    network = connect_keywords(findings.incidence, slices, options)
    clustering = find_clusters(network, options.algorithm, options.resolution, options.seed)
    return Variant(
        options,
        False,
        len(network.keywords),
        len(network.sources),
        network.density,
        len(clustering.sizes),
        clustering.modularity,
        measure_silhouettes(network, clustering.clusters).mean,
    )
