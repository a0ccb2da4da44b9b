"""The page: one HTML file that works without a network, with the map to look around in and the records of a keyword."""

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from reports.maps.keyword_map import KeywordMap, MapNode, is_central
from reports.maps.labels import Box
from reports.maps.palette import NAMED, choose_colour, choose_shape
from reports.maps.separation import separate_nodes
from reports.maps.shapes import measure_radius, shrink_radii

SIDE, EDGE = 1000.0, 60.0  # of the drawing and its margin, in units of its view box; SIDE stands in page.js too
MOST_PARTED = 1000  # keywords moved apart, the most frequent: time grows with N²
LONE, REPLACEMENT = re.compile("[\ud800-\udfff]"), "\ufffd"  # halves of characters, which no file can hold
MARK = re.compile("@@([A-Z_]+)@@")
ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}

Places = Mapping[str, tuple[float, float]]


def write_page(keyword_map: KeywordMap, places: Places) -> str:
    """Return the page.

    Its script and style are named by their hashes in a content policy that allows nothing else, so that nothing is
    fetched, and nothing in a title or keyword can run.

    Args:
        keyword_map: the map; records that no node names are left out.
        places: of its keywords, as `lay_out_nodes` finds them.
    """
    style, script, page = (_read_part(name) for name in ("page.css", "page.js", "page.html"))
    parts = {
        "STYLE_HASH": _hash_part(style),
        "SCRIPT_HASH": _hash_part(script),
        "TITLE": html.escape(keyword_map.title),
        "STYLE": style,
        "SCRIPT": script,
        "DATA": _write_json(_collect_data(keyword_map, places)),
    }
    filled = MARK.sub(lambda found: parts[found[1]], page)  # in one pass: a title may look like a mark
    return LONE.sub(REPLACEMENT, filled)


def _collect_data(keyword_map: KeywordMap, places: Places) -> dict[str, Any]:
    nodes = keyword_map.ranked
    rows = {node.keyword: row for row, node in enumerate(nodes)}
    named = {record_id for node in nodes for record_id in node.record_ids}
    records = {record.record_id: record for record in keyword_map.records if record.record_id in named}
    newest = sorted(records.values(), key=lambda record: (-(record.year or 0), record.title, record.record_id))
    numbers = {record.record_id: number for number, record in enumerate(newest)}
    clusters = {number: place for place, number in enumerate(keyword_map.cluster_sizes)}
    highest = max((node.count for node in nodes), default=1)
    links = sorted(
        (*sorted((rows[link.source], rows[link.target])), round(link.strength, 6)) for link in keyword_map.links
    )
    radii = shrink_radii([measure_radius(node.count, highest) for node in nodes], SIDE * SIDE)
    spots = [_find_spot(places[node.keyword]) for node in nodes]
    spots[:MOST_PARTED] = separate_nodes(spots[:MOST_PARTED], radii[:MOST_PARTED], Box(0.0, 0.0, SIDE, SIDE))
    return {
        "nodes": [
            _describe(node, spot, radius, clusters, numbers)
            for node, spot, radius in zip(nodes, spots, radii, strict=True)
        ],
        "links": links,
        "clusters": [[keyword_map.cluster_names[number], size] for number, size in keyword_map.cluster_sizes.items()],
        "styles": [[choose_colour(number), choose_shape(number)] for number in clusters],
        "listed": [place for number, place in clusters.items() if number < NAMED],
        "parameters": [list(pair) for pair in keyword_map.parameters],
        "records": [[record.record_id, record.title, record.year, record.journal] for record in newest],
    }


def _find_spot(place: tuple[float, float]) -> tuple[float, float]:
    """Return a place as a point of the view box, whose second axis goes down."""
    half = SIDE / 2 - EDGE
    return SIDE / 2 + half * place[0], SIDE / 2 - half * place[1]


def _describe(
    node: MapNode,
    spot: tuple[float, float],
    radius: float,
    clusters: Mapping[int, int],
    numbers: Mapping[str, int],
) -> dict[str, Any]:
    return {
        "keyword": node.keyword,
        "x": round(spot[0], 2),
        "y": round(spot[1], 2),
        "r": round(radius, 2),
        "count": node.count,
        "degree": node.degree,
        "betweenness": round(node.betweenness, 6),
        "central": is_central(node),
        "cluster": clusters[node.cluster],
        "first_year": node.first_year,
        "mean_year": round(node.mean_year, 4),
        "bursts": [[burst.begin, burst.end, round(burst.strength, 4)] for burst in node.bursts],
        "records": sorted(numbers[record_id] for record_id in set(node.record_ids) if record_id in numbers),
    }


def _write_json(data: dict[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for sign, escape in ESCAPES.items():
        text = text.replace(sign, escape)
    return text


def _read_part(name: str) -> str:
    return (files("reports.maps") / name).read_text("utf-8").replace("\r\n", "\n")


def _hash_part(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
