"""The map folder: everything that `rencheng map` writes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
from matplotlib.figure import Figure

from flows.steps.mapping.drawn_map import cut_map
from flows.steps.mapping.frequent_words import FrequentWords, analyse_words
from flows.steps.mapping.keyword_map import Findings, map_keywords
from flows.steps.mapping.keyword_tables import (
    BURST_COLUMNS,
    CLUSTER_COLUMNS,
    list_bursts,
    list_clusters,
    tabulate_keywords,
)
from flows.steps.mapping.map_rows import tabulate_map
from flows.steps.mapping.material import Material
from flows.steps.mapping.methods_text import MOST_ADJACENT, write_methods
from flows.steps.mapping.options import MapOptions
from flows.steps.mapping.pictures import BESIDE, OPTIONAL, draw_compared, list_figures
from flows.steps.mapping.robustness import compare_variants
from flows.steps.mapping.side_by_side import OtherMap, compare_maps, tabulate_beside, tell_beside
from flows.steps.mapping.tables import Table, write_csv, write_notes, write_workbook
from reports.maps.canvas import FORMATS, render_figure
from reports.maps.csv_files import write_adjacency, write_links, write_nodes
from reports.maps.graph_files import write_gexf, write_graphml
from reports.maps.keyword_map import KeywordMap
from reports.maps.layout import lay_out_nodes
from reports.maps.page import write_page
from reports.maps.pajek import write_pajek, write_partition
from reports.maps.vosviewer import write_map_file as write_vosviewer_map
from reports.maps.vosviewer import write_network_file, write_vosviewer_json
from warehouse.map_file import NAME, write_map_file

if TYPE_CHECKING:
    from flows.steps.building import Progress

STAGES = 6  # of the progress, before the figures
DOUBT_COLUMNS = ("file", "line", "doubt", "detail")
BESIDE_TABLE = "表17-两图关键词对照表"
Places = dict[str, tuple[float, float]]


@dataclass(frozen=True)
class MadeMap:
    """A map that was written: what it is made of, what was found, and its rows."""

    material: Material
    findings: Findings
    rows: dict[str, pa.Table]


def _silent(stage: str, done: int, total: int) -> None:
    """Take no note."""


def make_map(
    material: Material,
    folder: Path,
    options: MapOptions,
    other: OtherMap | None = None,
    progress: "Progress" = _silent,
) -> MadeMap:
    """Map keywords and write everything into a folder; with another map, also what both have in common.

    Files of the same names are replaced, others left; the same material and options give the same bytes (but for the
    DuckDB file, which gives the same rows).

    Raises:
        NothingToMapError: no keyword is selected or to be shown.
    """
    progress("network", 1, STAGES)
    findings = map_keywords(material, options)
    shown = cut_map(findings.keyword_map, options.least)
    words = analyse_words(findings, options.seed)
    progress("other parameters", 2, STAGES)
    variants = compare_variants(findings, options)
    compared = compare_maps(other, material, findings) if other else None
    tables = [*material.tables, *tabulate_keywords(material, findings, words, variants)]
    if compared:
        tables.append(tabulate_beside(compared))
        material = replace(material, parts={**material.parts, **tell_beside(compared)})
    progress("tables", 3, STAGES)
    (folder / "tables" / f"{BESIDE_TABLE}.csv").unlink(missing_ok=True)  # an earlier map in this folder may have had it
    for name, text in list_texts(material, findings, words, options, tables):
        write_file(folder / name, text.encode())
    write_file(folder / "附表.xlsx", write_workbook(tables))
    rows = tabulate_map(material, findings)
    write_map_file(folder / NAME, rows)
    progress("layout and exports", 4, STAGES)
    places = lay_out_nodes(shown)
    for name, data in list_exports(shown, places):
        write_file(folder / name, data)
    figures = list(list_figures(material, findings, words, shown, places))
    if compared:
        figures.append((BESIDE, draw_compared(compared)))
    _draw_figures(figures, folder, progress)
    return MadeMap(material, findings, rows)


def write_file(path: Path, data: bytes) -> None:
    """Write a file in the place of any other, whole or not at all, with the rights that the user's files have."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def list_texts(
    material: Material, findings: Findings, words: FrequentWords, options: MapOptions, tables: list[Table]
) -> Iterator[tuple[str, str]]:
    """Yield name and text of the tables and of what is said about them."""
    yield "ledger.csv", write_csv(material.ledger_columns, material.ledger)
    if material.source == "literature":
        yield "doubts.csv", write_csv(DOUBT_COLUMNS, material.doubts)
    yield "nodes.csv", write_nodes(findings.keyword_map)
    yield "links.csv", write_links(findings.keyword_map)
    yield "clusters.csv", write_csv(CLUSTER_COLUMNS, list_clusters(findings))
    yield "bursts.csv", write_csv(BURST_COLUMNS, list_bursts(findings))
    yield "methods.md", write_methods(material, findings, words, options)
    yield "command.txt", material.command + "\n"
    for table in tables:
        yield f"tables/{table.name}.csv", write_csv(table.columns, table.rows, for_excel=True)
    yield "tables/说明.md", write_notes(tables)


def list_exports(shown: KeywordMap, places: Places) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of the page and of the files for other programs."""
    yield "map.html", write_page(shown, places).encode()
    yield "exports/adjacency.csv", write_adjacency(_keep_frequent(shown, MOST_ADJACENT)).encode()
    yield "exports/map.net", write_pajek(shown, places).encode()
    yield "exports/map.clu", write_partition(shown).encode()
    yield "exports/map.graphml", write_graphml(shown, places)
    yield "exports/map.gexf", write_gexf(shown, places)
    yield "exports/vosviewer_map.txt", write_vosviewer_map(shown, places).encode()
    yield "exports/vosviewer_network.txt", write_network_file(shown).encode()
    yield "exports/vosviewer.json", write_vosviewer_json(shown, places).encode()


def _keep_frequent(shown: KeywordMap, most: int) -> KeywordMap:
    """Return the map of the most frequent keywords."""
    if len(shown.nodes) <= most:
        return shown
    nodes = shown.ranked[:most]
    names = {node.keyword for node in nodes}
    links = tuple(link for link in shown.links if link.source in names and link.target in names)
    return replace(shown, nodes=nodes, links=links)


def _draw_figures(figures: list[tuple[str, Callable[[], Figure]]], folder: Path, progress: "Progress") -> None:
    for name in {*OPTIONAL, BESIDE} - {name for name, _ in figures}:
        for form in FORMATS:  # an earlier map in this folder may have had it
            (folder / "figures" / f"{name}.{form}").unlink(missing_ok=True)
    for number, (name, draw) in enumerate(figures):
        progress(name, STAGES - 1 + number, STAGES - 1 + len(figures))
        figure = draw()
        for form in FORMATS:
            write_file(folder / "figures" / f"{name}.{form}", render_figure(figure, form))
