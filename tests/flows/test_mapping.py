"""`rencheng map`, end to end, over the made literature of 253 records."""

import csv
import io
import os
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import duckdb
import networkx
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.commands import main
from flows.home import Home
from flows.steps.mapping import map_folder
from flows.steps.mapping.keyword_map import map_keywords
from flows.steps.mapping.literature import NothingToMapError, name_files, read_literature
from flows.steps.mapping.literature_material import gather_literature, name_map
from flows.steps.mapping.map_rows import tabulate_map
from flows.steps.mapping.map_store import list_maps, load_maps, store_map
from flows.steps.mapping.options import MapOptions, format_selection, parse_selection, parse_years
from models.literature.ledger import count_reasons
from models.networks.selection import Floor, GIndex, Thresholds, TopN, TopPercent
from tests.models.made_literature import KEPT, LEADING, make_records, write_refworks
from warehouse.map_schemas import MAP_TABLES

RUN = "import sys; from flows.commands import main; sys.argv[0] = 'rencheng'; main()"
DROPPED = {"unreadable": 1, "duplicate": 12, "not_research": 8, "outside_years": 0, "no_keywords": 11}


def run_command(*words, home, cwd, hash_seed="0"):
    environment = os.environ | {"RENCHENG_HOME": str(home), "PYTHONHASHSEED": hash_seed}
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    return subprocess.run(
        [sys.executable, "-c", RUN, *map(str, words)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=environment,
        check=False,
    )


def read_rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


@pytest.fixture(scope="module")
def exports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exports")
    (folder / "download_made.txt").write_text(write_refworks(make_records()), "utf-8")
    return folder


@pytest.fixture(scope="module")
def made(exports, tmp_path_factory):
    """The map of the made literature by the command line, and what it was made of."""
    folder = tmp_path_factory.mktemp("made") / "map"
    result = run_command("map", "download_made.txt", "--out", folder, home=folder.parent / "home", cwd=exports)
    assert result.returncode == 0, result.stderr
    assert result.stdout == ""
    assert (folder / "doubts.csv").read_text("utf-8").startswith("file,line,doubt,detail\n")
    return folder, result.stderr


def test_the_papers_proportions_are_kept(made):
    folder, told = made
    assert f"kept {KEPT} of 253 records" in told
    ledger = read_rows(folder / "ledger.csv")
    assert len(ledger) == 253
    assert len({row["record_id"] for row in ledger}) == 253
    assert sum(row["status"] == "kept" for row in ledger) == KEPT
    for reason, count in DROPPED.items():
        assert sum(row["reason"] == reason for row in ledger) == count, reason
    assert all(bool(row["reason"]) == (row["status"] == "dropped") for row in ledger)
    assert all(row["duplicate_title"] for row in ledger if row["reason"] == "duplicate")
    assert [row["keyword"] for row in read_rows(folder / "nodes.csv")[:4]] == list(LEADING)


def test_counts_equal_brute_force(made, exports):
    folder, _ = made
    literature = read_literature([exports / "download_made.txt"], MapOptions())
    sets = [set(record.keywords) for record in literature.kept]
    nodes = {row["keyword"]: int(row["count"]) for row in read_rows(folder / "nodes.csv")}
    assert nodes == {word: sum(word in one for one in sets) for word in nodes}
    links = {frozenset((r["source"], r["target"])): int(r["count"]) for r in read_rows(folder / "links.csv")}
    counted = {frozenset(pair): sum(one >= set(pair) for one in sets) for pair in combinations(nodes, 2)}
    assert links == {pair: count for pair, count in counted.items() if count}
    assert sum(count_reasons(literature.entries).values()) == 2 * len(literature.records)


def test_a_second_run_gives_the_same_bytes(made, exports, tmp_path):
    first, _ = made
    again = run_command(
        "map", exports / "download_made.txt", "--out", tmp_path / "b", home=tmp_path / "home", cwd=tmp_path,
        hash_seed="42",
    )  # fmt: skip
    assert again.returncode == 0, again.stderr
    names = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(tmp_path / "b") for path in (tmp_path / "b").rglob("*") if path.is_file())
    differing = [n for n in names if (first / n).read_bytes() != (tmp_path / "b" / n).read_bytes()]
    assert [str(name) for name in differing if name.suffix != ".duckdb"] == []
    tables = []
    for folder in (first, tmp_path / "b"):
        with duckdb.connect(str(folder / "map.duckdb"), read_only=True) as connection:
            tables.append({name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in MAP_TABLES})
    assert tables[0] == tables[1]
    assert len(tables[0]["records"]) == len(tables[0]["record_ledger"]) == 253


def test_networkx_reads_the_exports_back(made):
    folder, _ = made
    expected = {frozenset((r["source"], r["target"])): float(r["strength"]) for r in read_rows(folder / "links.csv")}
    words = {row["keyword"] for row in read_rows(folder / "nodes.csv")}
    readers = {
        "map.graphml": networkx.read_graphml,
        "map.gexf": networkx.read_gexf,
        "map.net": lambda path: networkx.Graph(networkx.read_pajek(path)),
    }
    for name, read in readers.items():
        graph = read(folder / "exports" / name)
        assert set(graph.nodes) == words, name
        assert {frozenset(e[:2]): e[2] for e in graph.edges(data="weight")} == pytest.approx(expected, abs=1e-6), name


def test_tables_are_numbered_in_files_and_workbook(made):
    folder, _ = made
    sheets = openpyxl.load_workbook(folder / "附表.xlsx").sheetnames
    assert sheets == [f"{path.stem}" for path in sorted((folder / "tables").glob("表*.csv"))]
    assert [int(name[1:3]) for name in sheets] == list(range(1, 17))
    years = read_rows(folder / "tables" / "表02-年度发文量.csv")
    assert int(years[-1]["累计发文量"]) == sum(int(row["发文量"]) for row in years) == KEPT
    assert len(list((folder / "figures").glob("图*.png"))) == 9
    assert [row["本文采用"] for row in read_rows(folder / "tables" / "表16-稳健性检验.csv")].count("是") == 1


def test_the_methods_say_what_was_done_and_where_nothing_is_told_of_the_machine(made, exports):
    folder, _ = made
    text = (folder / "methods.md").read_text("utf-8")
    for said in ("253", "221", "不含参考文献", "no source", "Rousseeuw", "g-index:25", "20220414", "Leiden", "numpy"):
        assert said in text, said
    assert "$" not in text
    assert (folder / "command.txt").read_text("utf-8").strip() in text
    paths = (str(exports), str(folder), str(Path.home()))
    texts = [p for p in folder.rglob("*") if p.suffix in {".md", ".txt", ".csv", ".html", ".json", ".svg", ".net"}]
    assert [p.name for p in texts if any(path in p.read_text("utf-8") for path in paths)] == []


def test_a_file_that_cannot_be_read_stops_nothing(exports, tmp_path):
    (tmp_path / "bad.txt").write_text("\nno export at all\n", "utf-8")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    result = run_command(
        "map", exports, tmp_path / "bad.txt", tmp_path / "binary.txt", tmp_path / "absent.txt", "--out",
        tmp_path / "out", "--no-store", home=tmp_path / "home", cwd=tmp_path,
    )  # fmt: skip
    assert result.returncode == 1
    lines = result.stderr.splitlines()
    assert any(line.startswith(f"error: {tmp_path / 'bad.txt'}: line 2: ") for line in lines)
    assert any("binary.txt: line " in line for line in lines)
    assert any("absent.txt: No such file" in line for line in lines)
    assert f"kept {KEPT} of 253" in lines[-1]
    assert "bad.txt" in (tmp_path / "out" / "methods.md").read_text("utf-8")
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--select", "best"], "--select"),
        (["--select", "top:0"], "--select"),
        (["--years", "2022-2003"], "--years"),
        (["--years", "1990-1991"], "none of 253 records is kept"),
        (["--keep-types", "poem"], "--keep-types"),
        (["--resolution", "-1"], "--resolution"),
        (["--resolution", "nan"], "--resolution"),
        (["--strength", "love"], "--strength"),
        (["--synonyms", "synonyms.txt"], "synonyms.txt: line 2"),
        (["--stop", "absent.txt"], "absent.txt"),
        (["--select", "threshold:999,1,1"], "selects no keyword"),
        (["--least", "999"], "--least 999"),
    ],
)
def test_an_error_is_one_line(words, said, exports, tmp_path, monkeypatch, capsys):
    (tmp_path / "synonyms.txt").write_text("韧性社区#社区韧性\n社区韧性#韧性社区\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    command = ["rencheng", "map", str(exports / "download_made.txt"), "--out", str(tmp_path / "out"), *words]
    monkeypatch.setattr(sys, "argv", command)
    with pytest.raises(SystemExit) as stop:
        main()
    told = capsys.readouterr().err
    assert stop.value.code == 1
    assert len(told.splitlines()) == 1, told
    assert said in told
    assert "Traceback" not in told


def test_options_change_what_they_should(exports, tmp_path):
    (tmp_path / "s.txt").write_text("韧性社区#社区韧性\n", "utf-8")
    (tmp_path / "stop.txt").write_text("数字化\n", "utf-8")
    result = run_command(
        "map", exports / "download_made.txt", "--out", tmp_path / "out", "--synonyms", "s.txt", "--stop", "stop.txt",
        "--years", "2012-2020", "--slice", "3", "--select", "top%:50", "--strength", "jaccard", "--prune",
        "pathfinder", "--prune-slices", "mst", "--cluster", "louvain", "--keep-types", "journal,thesis",
        "--draw-keywords", "--least", "20", home=tmp_path / "home", cwd=tmp_path,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    words = {row["keyword"] for row in read_rows(tmp_path / "out" / "nodes.csv")}
    assert "韧性社区" in words
    assert not words & {"社区韧性", "数字化"}
    ledger = read_rows(tmp_path / "out" / "ledger.csv")
    assert {2012 <= int(row["year"]) <= 2020 for row in ledger if row["status"] == "kept"} == {True}
    assert any(row["reason"] == "outside_years" for row in ledger)
    command = (tmp_path / "out" / "command.txt").read_text("utf-8")
    for option in ("--synonyms s.txt", "--stop stop.txt", "--draw-keywords", "--select top%:50:100", "--slice 3"):
        assert option in command


@pytest.mark.parametrize(
    "keywords",
    [["韧性"], ["甲", "乙"], ["=1+1", "a\u00a0\u200bb", "<script>", "$x$"], []],
    ids=["one", "two", "hostile", "only_a_second"],
)
def test_a_tiny_literature_still_gives_a_folder(keywords, tmp_path, monkeypatch):
    monkeypatch.setattr(map_folder, "FORMATS", ("svg",))
    records = [("一个题名", keywords), ("另一篇的题名", ["独"])]
    text = "\n".join(
        f"RT Journal Article\nA1 林知远\nT1 {title}\nYR 2020\nK1 {';'.join(words)}\n" for title, words in records
    )
    (tmp_path / "a.txt").write_text(text, "utf-8")
    made_map = map_folder.make_map(
        gather_literature(read_literature([tmp_path / "a.txt"], MapOptions()), MapOptions()),
        tmp_path / "out",
        MapOptions(),
    )
    assert made_map.material.flow.kept == 1 + bool(keywords)
    assert (tmp_path / "out" / "map.html").is_file()
    assert (tmp_path / "out" / "figures" / "图3-关键词共现图谱.svg").is_file()


def test_maps_are_stored_for_the_next_build(exports, tmp_path):
    home = Home(tmp_path / "home")
    assert all(table.num_rows == 0 and table.schema == MAP_TABLES[name] for name, table in load_maps(home).items())
    for number in range(2):
        options = MapOptions(slice_years=number + 1)
        literature = read_literature([exports / "download_made.txt"], options)
        material = gather_literature(literature, options)
        rows = tabulate_map(material, map_keywords(material, options))
        for _ in range(2):
            store_map(home, name_map(literature, options), rows)
    assert len(list_maps(home)) == 2
    tables = load_maps(home)
    assert {name: table.schema for name, table in tables.items()} == MAP_TABLES
    assert tables["records"].num_rows == 506
    assert len(set(tables["keyword_nodes"]["map_id"].to_pylist())) == 2
    assert isinstance(tables["records"], pa.Table)


def test_a_published_map_is_the_map(exports, tmp_path):
    """The map goes into `out` by the packaged SQL, and the checks find nothing; without maps the views are empty."""
    from warehouse.door import open_published
    from warehouse.publishing import Content, PublishError, publish_file
    from warehouse.schemas import ASSEMBLED
    from warehouse.stages import PER_DOCUMENT

    home, options = Home(tmp_path / "home"), MapOptions()
    literature = read_literature([exports / "download_made.txt"], options)
    material = gather_literature(literature, options)
    rows = tabulate_map(material, map_keywords(material, options))
    cached = {}
    for tables in PER_DOCUMENT.values():
        for table, schema in tables.items():
            cached[table] = [tmp_path / f"{table}.parquet"]
            pq.write_table(schema.empty_table(), cached[table][0])
    empty = {name: schema.empty_table() for name, schema in ASSEMBLED.items()}
    for number, map_ids in enumerate(([], [name_map(literature, options)])):
        for map_id in map_ids:
            store_map(home, map_id, rows)
        publish_file(tmp_path, f"b{number}", Content(empty | load_maps(home), cached))
        with open_published(tmp_path) as connection:
            for name, table in rows.items():
                found = connection.execute(f"SELECT * FROM out.{name}").to_arrow_table()
                assert found.num_rows == (table.num_rows if map_ids else 0), name
                assert found.column_names == table.column_names
        if map_ids:
            assert sorted(map(str, found.to_pylist())) == sorted(map(str, rows[name].to_pylist()))
    lost = {"record_ledger": rows["record_ledger"].slice(1)}
    with pytest.raises(PublishError, match="maps_inconsistent"):
        publish_file(tmp_path, "b3", Content(empty | rows | lost, cached))


@pytest.mark.parametrize(
    "selection",
    [
        GIndex(25),
        GIndex(1.5),
        TopN(50),
        TopPercent(10, 100),
        Thresholds(Floor(2, 2, 20), Floor(3, 3, 20), Floor(4, 3, 15)),
    ],
    ids=str,
)
def test_a_criterion_is_read_as_it_is_written(selection):
    assert parse_selection(format_selection(selection)) == selection


def test_words_of_options():
    assert parse_selection("TOP%:10") == TopPercent(10, 100)
    assert parse_selection("threshold:2,2,20") == Thresholds(*[Floor(2, 2, 20)] * 3)
    assert parse_years("2003-2022") == (2003, 2022)
    for words in ("g-index", "g-index:0", "top:1.5", "top%:101", "threshold:1,2", "g-index:9e9", "top:٣", ""):
        with pytest.raises(ValueError, match="--select"):
            parse_selection(words)


def test_files_of_one_name_are_told_apart(tmp_path):
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text("RT Journal Article\nT1 题\nYR 2020\nK1 词\n", "utf-8")
    paths = [tmp_path / "x" / "a.txt", tmp_path / "y" / "a.txt"]
    assert list(name_files(paths)) == ["x/a.txt", "y/a.txt"]
    assert list(name_files(paths[:1])) == ["a.txt"]
    literature = read_literature([tmp_path, paths[0]], MapOptions())
    assert [file.name for file in literature.files] == ["x/a.txt", "y/a.txt"]
    assert count_reasons(literature.entries)["duplicate"] == 1
    with pytest.raises(NothingToMapError):
        read_literature([tmp_path / "empty"], MapOptions())


def test_real_exports(shared):
    literature = read_literature([shared / "biblio"], MapOptions())
    counts = count_reasons(literature.entries)
    assert counts["in"] == 2549
    assert counts["in"] == counts["kept"] + sum(counts[reason] for reason in DROPPED)
    assert literature.failures == ()
    sets = list(map(set, literature.keywords.by_record.values()))
    links = map_keywords(gather_literature(literature, MapOptions()), MapOptions()).keyword_map.links
    assert len(links) > 1000
    assert all(link.count == sum({link.source, link.target} <= one for one in sets) for link in links)
