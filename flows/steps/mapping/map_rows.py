"""Map rows: a map as the tables that a build publishes."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from flows.steps.mapping.keyword_map import Findings
from flows.steps.mapping.material import Material
from warehouse.map_schemas import MAP_TABLES


def tabulate_map(material: Material, findings: Findings) -> dict[str, pa.Table]:
    """Return the tables of `MAP_TABLES`, by name."""
    map_id, nodes = material.map_id, findings.keyword_map.ranked
    keywords = [
        {
            "map_id": map_id,
            "keyword": node.keyword,
            "count": node.count,
            "degree": node.degree,
            "betweenness": node.betweenness,
            "cluster": node.cluster,
            "first_year": node.first_year,
            "mean_year": node.mean_year,
        }
        for node in nodes
    ]
    links = [
        {
            "map_id": map_id,
            "source": link.source,
            "target": link.target,
            "count": link.count,
            "strength": link.strength,
        }
        for link in findings.keyword_map.links
    ]
    bursts = [
        {"map_id": map_id, "keyword": node.keyword, "begin": b.begin, "end": b.end, "strength": b.strength}
        for node in nodes
        for b in node.bursts
    ]
    rows: Mapping[str, Sequence[Mapping[str, Any]]] = {
        **material.rows,
        "keyword_nodes": keywords,
        "keyword_links": links,
        "keyword_bursts": bursts,
        "keyword_maps": [_describe_map(material, findings)],
    }
    return {name: pa.Table.from_pylist(list(rows.get(name, ())), schema=schema) for name, schema in MAP_TABLES.items()}


def _describe_map(material: Material, findings: Findings) -> dict[str, Any]:
    network = findings.network
    return {
        "map_id": material.map_id,
        "title": findings.keyword_map.title,
        "source": material.source,
        "unit": material.unit,
        "keyword_origin": material.origin,
        "n_units": len(material.records),
        "n_kept": material.flow.kept,
        "first_year": findings.first_year,
        "last_year": findings.last_year,
        "n_keywords": len(network.keywords),
        "n_links": len(network.sources),
        "density": network.density,
        "modularity": findings.clustering.modularity,
        "silhouette": findings.silhouettes.mean,
        "command": material.command,
    }
