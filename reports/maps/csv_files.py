"""CSV files of a map: keywords, links, and the adjacency matrix."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from reports.maps.keyword_map import KeywordMap
from reports.spreadsheets import BOM, disarm

NODE_KEYS = ("keyword", "count", "degree", "betweenness", "cluster", "first_year", "burst")
LINK_KEYS = ("source", "target", "count", "strength")
DIGITS = 6


def write_nodes(keyword_map: KeywordMap, for_excel: bool = False) -> str:
    """Return nodes.csv, the most frequent first; `burst` is the strength of the strongest burst, empty without any.

    Args:
        keyword_map: the map.
        for_excel: begin with a byte order mark, and put an apostrophe before what Excel would compute.
    """
    rows = (
        (
            node.keyword, node.count, node.degree, _round(node.betweenness), node.cluster, node.first_year,
            _round(node.burst.strength) if node.burst else "",
        )
        for node in keyword_map.ranked
    )  # fmt: skip
    return _write_rows(NODE_KEYS, rows, for_excel)


def write_links(keyword_map: KeywordMap, for_excel: bool = False) -> str:
    """Return links.csv, the strongest first; `for_excel` as in `write_nodes`."""
    ordered = sorted(keyword_map.links, key=lambda k: (-k.strength, -k.count, k.source, k.target))
    rows = ((link.source, link.target, link.count, _round(link.strength)) for link in ordered)
    return _write_rows(LINK_KEYS, rows, for_excel)


def write_adjacency(keyword_map: KeywordMap, for_excel: bool = False) -> str:
    """Return the adjacency matrix: the records that carry both keywords of a link, 0 elsewhere and on the diagonal.

    The first row and column hold the keywords, the most frequent first; `for_excel` as in `write_nodes`.
    """
    together: dict[str, dict[str, int]] = {node.keyword: {} for node in keyword_map.ranked}
    for link in keyword_map.links:
        together[link.source][link.target] = together[link.target][link.source] = link.count
    rows = ((name, *(partners.get(other, 0) for other in together)) for name, partners in together.items())
    return _write_rows(("keyword", *together), rows, for_excel)


def _round(value: float) -> float:
    return round(float(value), DIGITS)


def _write_rows(keys: Sequence[str], rows: Iterable[Sequence[Any]], for_excel: bool) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for row in (keys, *rows):
        writer.writerow([disarm(cell) for cell in row] if for_excel else row)
    return (BOM if for_excel else "") + buffer.getvalue()
