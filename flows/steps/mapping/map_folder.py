"""The map folder: everything that `rencheng map` writes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

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
from flows.steps.mapping.literature import Literature, read_literature
from flows.steps.mapping.map_rows import name_map, tabulate_map
from flows.steps.mapping.methods_text import MOST_ADJACENT, write_command, write_methods
from flows.steps.mapping.options import MapOptions
from flows.steps.mapping.pictures import OPTIONAL, list_figures
from flows.steps.mapping.record_tables import LEDGER_COLUMNS, list_ledger, tabulate_records
from flows.steps.mapping.robustness import compare_variants
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
from warehouse.map_file import write_map_file

if TYPE_CHECKING:
    from flows.steps.building import Progress

STAGES = 6  # of the progress, before the figures
Places = dict[str, tuple[float, float]]


@dataclass(frozen=True)
class MadeMap:
    """A map that was written: its id and rows, the literature and what was found."""

    map_id: str
    rows: dict[str, pa.Table]
    literature: Literature
    findings: Findings


def _silent(stage: str, done: int, total: int) -> None:
    """Take no note."""


def make_map(paths: list[Path], folder: Path, options: MapOptions, progress: "Progress" = _silent) -> MadeMap:
    """Read exports, map their keywords, and write everything into a folder.

    Files of the same names are replaced, others left; the same files and options give the same bytes (but for the
    DuckDB file, which gives the same rows).

    Raises:
        NothingToMapError: no file could be read, no record is kept, or no keyword selected or to be shown.
    """
    progress("read records", 0, STAGES)
    literature = read_literature(paths, options)
    progress("network", 1, STAGES)
    findings = map_keywords(literature, options)
    shown = cut_map(findings.keyword_map, options.least)
    words = analyse_words(findings, options.seed)
    progress("other parameters", 2, STAGES)
    variants = compare_variants(findings, options)
    tables = [*tabulate_records(literature), *tabulate_keywords(literature, findings, words, variants)]
    progress("tables", 3, STAGES)
    for name, text in list_texts(literature, findings, words, options, tables):
        write_file(folder / name, text.encode())
    write_file(folder / "附表.xlsx", write_workbook(tables))
    rows = tabulate_map(literature, findings, options)
    write_map_file(folder / "map.duckdb", rows)
    progress("layout and exports", 4, STAGES)
    places = lay_out_nodes(shown)
    for name, data in list_exports(shown, places):
        write_file(folder / name, data)
    _draw_figures(literature, findings, words, shown, places, folder, progress)
    return MadeMap(name_map(literature, options), rows, literature, findings)


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
    literature: Literature, findings: Findings, words: FrequentWords, options: MapOptions, tables: list[Table]
) -> Iterator[tuple[str, str]]:
    """Yield name and text of the tables and of what is said about them."""
    yield "ledger.csv", write_csv(LEDGER_COLUMNS, list_ledger(literature))
    yield "nodes.csv", write_nodes(findings.keyword_map)
    yield "links.csv", write_links(findings.keyword_map)
    yield "clusters.csv", write_csv(CLUSTER_COLUMNS, list_clusters(findings))
    yield "bursts.csv", write_csv(BURST_COLUMNS, list_bursts(findings))
    yield "methods.md", write_methods(literature, findings, words, options)
    yield "command.txt", write_command(literature, options) + "\n"
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


def _draw_figures(
    literature: Literature,
    findings: Findings,
    words: FrequentWords,
    shown: KeywordMap,
    places: Places,
    folder: Path,
    progress: "Progress",
) -> None:
    figures = list(list_figures(literature, findings, words, shown, places))
    for name in set(OPTIONAL) - {name for name, _ in figures}:
        for form in FORMATS:  # an earlier map in this folder may have had it
            (folder / "figures" / f"{name}.{form}").unlink(missing_ok=True)
    for number, (name, draw) in enumerate(figures):
        progress(name, STAGES - 1 + number, STAGES - 1 + len(figures))
        figure = draw()
        for form in FORMATS:
            write_file(folder / "figures" / f"{name}.{form}", render_figure(figure, form))
