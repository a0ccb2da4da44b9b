"""Files of a map for other programs: what is read back is what was written, whatever the keywords hold."""

import csv
import io
import json
from dataclasses import replace

import networkx
import pytest
from map_samples import HOSTILE, WORDS, make_map

from reports.maps.canvas import render_figure
from reports.maps.csv_files import LINK_KEYS, NODE_KEYS, write_adjacency, write_links, write_nodes
from reports.maps.graph_files import build_graph, write_gexf, write_graphml
from reports.maps.keyword_map import KeywordMap, MapCluster, MapRecord
from reports.maps.layout import lay_out_nodes
from reports.maps.network_picture import draw_network
from reports.maps.page import write_page
from reports.maps.pajek import write_pajek, write_partition
from reports.maps.timeline_picture import draw_timeline
from reports.maps.timezone_picture import draw_timezones
from reports.maps.vosviewer import write_map_file, write_network_file, write_vosviewer_json

MAP = make_map((*WORDS[:20], *HOSTILE))
PLACES = lay_out_nodes(MAP)
EMPTY = KeywordMap("空", (), ())


def edges_of(graph):
    return {frozenset((a, b)): data["weight"] for a, b, data in graph.edges(data=True)}


def wanted_edges():
    return {frozenset((link.source, link.target)): link.strength for link in MAP.links}


@pytest.mark.parametrize(
    "read",
    [
        lambda: networkx.read_graphml(io.BytesIO(write_graphml(MAP, PLACES))),
        lambda: networkx.read_gexf(io.BytesIO(write_gexf(MAP, PLACES))),
        lambda: networkx.Graph(networkx.read_pajek(io.BytesIO(write_pajek(MAP, PLACES).encode()))),
    ],
    ids=["graphml", "gexf", "pajek"],
)
def test_networkx_reads_back_the_same_nodes_edges_and_weights(read):
    graph = read()
    assert set(graph.nodes) == {node.keyword for node in MAP.nodes}
    assert edges_of(graph) == wanted_edges()


def test_attributes_come_back_too():
    for graph in (
        networkx.read_graphml(io.BytesIO(write_graphml(MAP, PLACES))),
        networkx.read_gexf(io.BytesIO(write_gexf(MAP, PLACES))),
    ):
        for node in MAP.nodes:
            found = graph.nodes[node.keyword]
            assert (found["count"], found["cluster"], found["first_year"]) == (
                node.count,
                node.cluster,
                node.first_year,
            )
            assert found["betweenness"] == node.betweenness
            assert ("burst" in found) == bool(node.bursts)
    assert nodes_and_degrees(build_graph(MAP)) == {node.keyword: node.degree for node in MAP.nodes}


def nodes_and_degrees(graph):
    return dict(graph.degree())


def test_no_file_holds_a_date():
    assert b"lastmodified" not in write_gexf(MAP, PLACES)


def test_a_partition_has_a_cluster_for_each_vertex():
    first, *numbers = write_partition(MAP).splitlines()
    assert first == f"*Vertices {len(MAP.nodes)}"
    assert [int(number) - 1 for number in numbers] == [node.cluster for node in MAP.ranked]


def test_map_and_network_file_as_vosviewer_reads_them():
    rows = list(csv.DictReader(io.StringIO(write_map_file(MAP, PLACES)), delimiter="\t"))
    assert list(rows[0])[:5] == ["id", "label", "x", "y", "cluster"]
    assert {name.split("<")[0] for name in list(rows[0])[5:]} == {"weight", "score"}
    labels = {row["id"]: row["label"] for row in rows}
    assert list(labels.values()) == [node.keyword for node in MAP.ranked]
    assert all(1 <= int(row["cluster"]) <= 1000 for row in rows)
    links = [line.split("\t") for line in write_network_file(MAP).splitlines()]
    assert {frozenset((labels[a], labels[b])): int(n) for a, b, n in links} == {
        frozenset((link.source, link.target)): link.count for link in MAP.links
    }
    assert all(int(a) < int(b) for a, b, _ in links)


# The shape that VOSviewer Online documents for its JSON file type; what is not named there may not be written.
SHAPE = {
    "": {"info": dict, "network": dict},
    "info": {"title": str, "description": str},
    "network": {"items": list, "links": list, "clusters": list},
    "item": {"id": int, "label": str, "x": float, "y": float, "cluster": int, "weights": dict, "scores": dict},
    "link": {"source_id": int, "target_id": int, "strength": int},
    "cluster": {"cluster": int, "label": str},
}


def check_shape(name, value):
    assert {key: type(part) for key, part in value.items()} == SHAPE[name]


@pytest.mark.parametrize(("keyword_map", "places"), [(MAP, PLACES), (EMPTY, {})])
def test_json_has_the_published_shape(keyword_map, places):
    whole = json.loads(write_vosviewer_json(keyword_map, places))
    check_shape("", whole)
    check_shape("info", whole["info"])
    check_shape("network", whole["network"])
    items, links, clusters = (whole["network"][name] for name in ("items", "links", "clusters"))
    for item in items:
        check_shape("item", item)
        assert all(isinstance(value, int | float) and value >= 0 for value in item["weights"].values())
        assert all(isinstance(value, int | float) for value in item["scores"].values())
        assert 1 <= item["cluster"] <= 1000
    ids = [item["id"] for item in items]
    assert len(set(ids)) == len(ids) == len(keyword_map.nodes)
    for link in links:
        check_shape("link", link)
        assert {link["source_id"], link["target_id"]} <= set(ids)
        assert link["strength"] >= 0
    assert len(links) == len(keyword_map.links)
    for cluster in clusters:
        check_shape("cluster", cluster)
    assert {item["cluster"] for item in items} == {cluster["cluster"] for cluster in clusters}


def test_a_description_holds_no_markup():
    hostile = KeywordMap("<img src=x>", MAP.nodes, MAP.links, (), (("Selection", "<script>"),))
    info = json.loads(write_vosviewer_json(hostile, PLACES))["info"]
    assert "<" not in info["title"] + info["description"]


def test_csv_tables():
    nodes = list(csv.reader(io.StringIO(write_nodes(MAP))))
    assert (
        tuple(nodes[0]) == NODE_KEYS == ("keyword", "count", "degree", "betweenness", "cluster", "first_year", "burst")
    )
    assert [row[0] for row in nodes[1:]] == [node.keyword for node in MAP.ranked]
    links = list(csv.reader(io.StringIO(write_links(MAP))))
    assert tuple(links[0]) == LINK_KEYS == ("source", "target", "count", "strength")
    strengths = [float(row[3]) for row in links[1:]]
    assert strengths == sorted(strengths, reverse=True)
    assert len(strengths) == len(MAP.links)


def test_the_adjacency_matrix_is_symmetric_and_sums_to_twice_the_links():
    names, *rows = list(csv.reader(io.StringIO(write_adjacency(MAP))))
    matrix = [[int(cell) for cell in row[1:]] for row in rows]
    assert names[1:] == [row[0] for row in rows]
    assert matrix == [list(column) for column in zip(*matrix, strict=True)]
    assert sum(map(sum, matrix)) == 2 * sum(link.count for link in MAP.links)
    assert not any(row[place] for place, row in enumerate(matrix))


@pytest.mark.parametrize("write", [write_nodes, write_links, write_adjacency])
def test_excel_gets_a_mark_and_no_formula(write):
    plain, excel = write(MAP), write(MAP, for_excel=True)
    assert not plain.startswith("\ufeff")
    assert excel.startswith("\ufeff")
    assert "=1+1" in plain
    assert not any(cell.startswith("=") for row in csv.reader(io.StringIO(excel[1:])) for cell in row)


def test_an_empty_map_has_files():
    assert networkx.read_graphml(io.BytesIO(write_graphml(EMPTY, {}))).number_of_nodes() == 0
    assert networkx.read_gexf(io.BytesIO(write_gexf(EMPTY, {}))).number_of_nodes() == 0
    assert write_pajek(EMPTY, {}) == "*Vertices 0\n*Edges\n"
    assert write_nodes(EMPTY).count("\n") == 1


def test_titles_and_labels_that_no_file_can_hold_are_cleaned():
    odd = KeywordMap("图\x00\ud800", MAP.nodes, MAP.links, tuple(MapCluster(n, "词\x01\udfff") for n in range(6)))
    assert networkx.read_graphml(io.BytesIO(write_graphml(odd, PLACES))).number_of_nodes() == len(MAP.nodes)
    assert networkx.read_gexf(io.BytesIO(write_gexf(odd, PLACES))).number_of_nodes() == len(MAP.nodes)
    assert write_vosviewer_json(odd, PLACES).encode()
    records = tuple(MapRecord(f"r{n}", "题\ud800名", None, "刊\x00") for n in range(7))
    assert write_page(replace(odd, records=records), PLACES).encode()
    for draw in (draw_network, draw_timeline, draw_timezones):
        assert render_figure(draw(odd), "svg")
