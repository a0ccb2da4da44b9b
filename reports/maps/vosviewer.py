"""Files for VOSviewer: map and network files, and the JSON that VOSviewer Online opens.

The strength of a link is the number of records that carry both keywords: VOSviewer normalises it by itself. Clusters
are numbered from 1 to 1000, as its documentation of the JSON file type asks.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reports.maps.keyword_map import KeywordMap, MapNode, clean_keyword

MOST_CLUSTERS = 1000
HEADS = ("id", "label", "x", "y", "cluster")
WEIGHTS = ("Links", "Occurrences")
SCORES = ("Avg. pub. year", "First year", "Betweenness")
Places = Mapping[str, tuple[float, float]]


def write_map_file(keyword_map: KeywordMap, places: Places) -> str:
    """Return the map file: tab-separated, a header, then a line for each keyword."""
    header = (*HEADS, *(f"weight<{name}>" for name in WEIGHTS), *(f"score<{name}>" for name in SCORES))
    rows = [
        (number, node.keyword, *places[node.keyword], _number_cluster(node), *_weigh(node), *_score(node))
        for number, node in enumerate(keyword_map.ranked, 1)
    ]
    return _write_tabbed((header, *rows))


def write_network_file(keyword_map: KeywordMap) -> str:
    """Return the network file: for each link the ids of its ends, as in the map file, and its strength; no header."""
    return _write_tabbed(_list_links(keyword_map))


def write_vosviewer_json(keyword_map: KeywordMap, places: Places) -> str:
    """Return map, network, names of clusters and the map's title in one JSON text."""
    items = [
        {
            "id": number,
            "label": node.keyword,
            "x": places[node.keyword][0],
            "y": places[node.keyword][1],
            "cluster": _number_cluster(node),
            "weights": dict(zip(WEIGHTS, _weigh(node), strict=True)),
            "scores": dict(zip(SCORES, _score(node), strict=True)),
        }
        for number, node in enumerate(keyword_map.ranked, 1)
    ]
    links = [
        {"source_id": source, "target_id": target, "strength": count}
        for source, target, count in _list_links(keyword_map)
    ]
    names = list(keyword_map.cluster_names.items())[:MOST_CLUSTERS]
    clusters = [
        {"cluster": number + 1, "label": clean_keyword(name)} for number, name in names if number < MOST_CLUSTERS
    ]
    description = "; ".join(f"{name} = {value}" for name, value in keyword_map.parameters)
    whole = {
        "info": {"title": _escape_markup(keyword_map.title), "description": _escape_markup(description)},
        "network": {"items": items, "links": links, "clusters": clusters},
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _list_links(keyword_map: KeywordMap) -> list[tuple[int, int, int]]:
    numbers = {node.keyword: number for number, node in enumerate(keyword_map.ranked, 1)}
    ends = ((sorted((numbers[link.source], numbers[link.target])), link.count) for link in keyword_map.links)
    return sorted((one, other, count) for (one, other), count in ends)


def _number_cluster(node: MapNode) -> int:
    return min(node.cluster + 1, MOST_CLUSTERS)


def _weigh(node: MapNode) -> tuple[int, int]:
    return node.degree, node.count


def _score(node: MapNode) -> tuple[float, int, float]:
    return round(node.mean_year, 4), node.first_year, round(node.betweenness, 6)


def _write_tabbed(rows: Iterable[Sequence[Any]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter="\t", lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def _escape_markup(text: str) -> str:
    """Return a text for a field that VOSviewer Online shows as HTML."""
    return clean_keyword(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
