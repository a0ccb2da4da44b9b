"""Files for graph programs: GraphML and GEXF, written by networkx. A keyword is its node's id; no date is written."""

import io
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

import networkx
from networkx.readwrite.gexf import GEXFWriter

from reports.maps.keyword_map import KeywordMap, MapNode, clean_keyword
from reports.maps.palette import choose_colour
from reports.maps.shapes import measure_radius

GEXF_SCALE = 1000.0  # Gephi's canvas, which counts in about pixels

Places = Mapping[str, tuple[float, float]]


def build_graph(keyword_map: KeywordMap) -> "networkx.Graph[str]":
    """Return the map as a graph; `weight` of an edge is the strength of the link, `count` the records."""
    graph: networkx.Graph[str] = networkx.Graph()
    graph.graph["name"] = clean_keyword(keyword_map.title)
    for node in keyword_map.ranked:
        graph.add_node(node.keyword, **_describe(keyword_map, node))
    for link in sorted(keyword_map.links, key=lambda link: (link.source, link.target)):
        graph.add_edge(
            link.source,
            link.target,
            weight=float(link.strength),
            count=int(link.count),
            first_year=int(link.first_year),
        )
    return graph


def write_graphml(keyword_map: KeywordMap, places: Places) -> bytes:
    """Return the GraphML file, UTF-8; `x` and `y` are attributes of the nodes."""
    graph = build_graph(keyword_map)
    for keyword, (x, y) in places.items():
        graph.nodes[keyword].update(x=float(x), y=float(y))
    buffer = io.BytesIO()
    networkx.write_graphml_xml(graph, buffer, prettyprint=True)
    return buffer.getvalue()


def write_gexf(keyword_map: KeywordMap, places: Places) -> bytes:
    """Return the GEXF file, UTF-8, with places, colours and sizes as Gephi shows them."""
    graph = build_graph(keyword_map)
    highest = max((node.count for node in keyword_map.nodes), default=1)
    for node in keyword_map.nodes:
        x, y = places[node.keyword]
        red, green, blue = bytes.fromhex(choose_colour(node.cluster)[1:])
        graph.nodes[node.keyword]["viz"] = {
            "position": {"x": x * GEXF_SCALE, "y": y * GEXF_SCALE, "z": 0.0},
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
            "size": round(2 * measure_radius(node.count, highest), 4),
        }
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(graph)
    for part in writer.xml.iter():
        if part.tag.endswith("meta"):
            part.attrib.pop("lastmodifieddate", None)
        if part.tag.endswith("creator"):
            part.text = "Rencheng"  # networkx would write its version, and another one other bytes
    buffer = io.BytesIO()
    ElementTree.indent(writer.xml)
    ElementTree.ElementTree(writer.xml).write(buffer, encoding="utf-8", xml_declaration=True)
    return buffer.getvalue()


def _describe(keyword_map: KeywordMap, node: MapNode) -> dict[str, Any]:
    described: dict[str, Any] = {
        "label": node.keyword,
        "count": int(node.count),
        "degree": int(node.degree),
        "betweenness": float(node.betweenness),
        "cluster": int(node.cluster),
        "cluster_label": clean_keyword(keyword_map.cluster_names[node.cluster]),
        "first_year": int(node.first_year),
        "mean_year": float(node.mean_year),
    }
    if node.burst:
        described |= {
            "burst": float(node.burst.strength),
            "burst_begin": int(node.burst.begin),
            "burst_end": int(node.burst.end),
        }
    return described
