"""Maps of policy documents: counts equal those of the published file, and two maps lie side by side."""

import csv
import io
import sys
from itertools import combinations

import pytest

from flows.commands import main
from flows.steps.mapping import map_folder
from flows.steps.mapping.map_store import store_map
from flows.steps.mapping.options import MapOptions
from flows.steps.mapping.policy import read_policy
from flows.steps.mapping.policy_windows import ORIGINS, UNITS, PolicyOptions, find_windows
from models.networks.selection import TopN

ALL = MapOptions(selection=TopN(10_000))


def read_rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


@pytest.fixture(autouse=True)
def only_svg(monkeypatch):
    monkeypatch.setattr(map_folder, "FORMATS", ("svg",))


def run_map(monkeypatch, capsys, home, *words):
    monkeypatch.setenv("RENCHENG_HOME", str(home))
    monkeypatch.setattr(sys, "argv", ["rencheng", "map", "--no-store", *map(str, words)])
    with pytest.raises(SystemExit) as stop:
        main()
    return stop.value.code, capsys.readouterr().err


@pytest.mark.parametrize("unit", UNITS)
def test_terms_in_windows_are_those_of_the_published_file(published, unit):
    policy = read_policy(published, PolicyOptions(unit=unit), ALL)
    key = {"document": "s.document_id", "paragraph": "(s.document_id, s.paragraph)", "sentence": "s.sentence_id"}[unit]
    counted = published.execute(
        f"""
        SELECT m.term, count(DISTINCT {key}) FROM out.theme_mentions m JOIN out.sentences s USING (sentence_id)
        JOIN out.documents d ON d.document_id = s.document_id
        WHERE m.scheme = 'urban_resilience' AND s.is_measured AND d.is_main AND d.kind = 'work_report' GROUP BY 1
        """
    ).fetchall()
    found = {}
    for record in policy.records:
        for word in record.keywords:
            found[word] = found.get(word, 0) + 1
    assert found == dict(counted)
    assert len({record.record_id for record in policy.records}) == len(policy.records)


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("unit", UNITS)
def test_smaller_windows_hold_what_larger_ones_do(published, origin, unit):
    places = dict(published.execute("SELECT document_id, city_code FROM out.documents WHERE is_main").fetchall())
    vocabulary = ("韧性", "韧性城市", "海绵城市", "应急")
    whole, parts = (
        find_windows(published, places, PolicyOptions(unit=u, origin=origin, vocabulary=vocabulary))
        for u in ("document", unit)
    )
    joined = {}
    for window in parts:
        joined.setdefault(window.document_id, set()).update(window.keywords)
    assert joined == {window.document_id: set(window.keywords) for window in whole}
    assert joined


@pytest.fixture(scope="module")
def laid_beside(sample_home, tmp_path_factory):
    folder = tmp_path_factory.mktemp("policy")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RENCHENG_HOME", str(sample_home.root))
        patch.setattr(map_folder, "FORMATS", ("svg",))
        first = ["--policy", "--no-store", "--out", str(folder / "terms"), "--title", "主题词"]
        second = ["--policy", "--no-store", "--out", str(folder / "both"), "--keywords", "beside", "--unit", "sentence"]
        for words in (first, [*second, "--beside", str(folder / "terms"), "--cities", "洛阳"]):
            patch.setattr(sys, "argv", ["rencheng", "map", *words])
            with pytest.raises(SystemExit) as stop:
                main()
            assert stop.value.code == 0
    return folder


def test_a_map_of_documents_has_all_that_a_map_of_records_has(laid_beside):
    folder = laid_beside / "terms"
    assert len(list((folder / "tables").glob("表*.csv"))) == 16
    for name in ("map.html", "exports/vosviewer.json", "exports/map.net", "figures/图1-政策文本筛选流程.svg"):
        assert (folder / name).is_file(), name
    text = (folder / "methods.md").read_text("utf-8")
    assert "$" not in text
    for said in ("urban_resilience", "一个段落", "没有作者给出的关键词", "rencheng map --policy"):
        assert said in text, said
    ledger = read_rows(folder / "ledger.csv")
    kept = [row for row in ledger if row["status"] == "kept"]
    assert all(bool(row["reason"]) == (row["status"] == "dropped") for row in ledger)
    assert len(kept) == sum(int(row["文本数"]) for row in read_rows(folder / "tables" / "表02-年度文本数.csv"))


def test_two_maps_lie_side_by_side(laid_beside):
    folder = laid_beside / "both"
    rows = read_rows(folder / "tables" / "表17-两图关键词对照表.csv")
    there = {row["keyword"]: row["count"] for row in read_rows(laid_beside / "terms" / "nodes.csv")}
    here = {row["keyword"]: row["count"] for row in read_rows(folder / "nodes.csv")}
    assert {row["关键词"]: row["甲频次"] for row in rows if row["甲频次"]} == there
    assert {row["关键词"]: row["乙频次"] for row in rows if row["乙频次"]} == here
    sides = {row["关键词"]: row["所在"] for row in rows}
    assert set(here) <= set(there)
    assert all(side == ("两者" if word in here else "仅甲") for word, side in sides.items())
    assert (folder / "figures" / "图10-两图关键词对照.svg").is_file()
    assert "主题词" in (folder / "methods.md").read_text("utf-8")


def test_links_are_windows_that_hold_both(published):
    from flows.steps.mapping.keyword_map import map_keywords
    from flows.steps.mapping.policy_material import gather_policy

    choices = PolicyOptions(unit="sentence")
    material = gather_policy(read_policy(published, choices, ALL), choices, ALL)
    sets = [set(record.keywords) for record in material.records]
    found = {
        frozenset((link.source, link.target)): link.count for link in map_keywords(material, ALL).keyword_map.links
    }
    counted = {}
    for words in sets:
        for pair in combinations(sorted(words), 2):
            counted[frozenset(pair)] = counted.get(frozenset(pair), 0) + 1
    assert found == counted


def test_a_stored_policy_map_is_described(published, tmp_path):
    from flows.home import Home
    from flows.steps.mapping.map_store import load_maps
    from flows.steps.mapping.policy_material import gather_policy

    choices = PolicyOptions(unit="document", origin="tfidf")
    material = gather_policy(read_policy(published, choices, ALL), choices, ALL)
    made = map_folder.make_map(material, tmp_path / "out", ALL)
    home = Home(tmp_path / "home")
    store_map(home, material.map_id, made.rows)
    told = load_maps(home)["keyword_maps"].to_pylist()
    assert [(t["source"], t["unit"], t["keyword_origin"]) for t in told] == [("policy", "document", "tfidf")]
    assert load_maps(home)["records"].num_rows == 0
    (home.root / "maps" / material.map_id / "keyword_maps.parquet").unlink()  # as an earlier release stored it
    assert load_maps(home)["keyword_nodes"].num_rows == told[0]["n_keywords"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--policy", "a.txt"], "--policy"),
        ([], "name FILES"),
        (["--policy", "--keywords", "beside"], "--beside"),
        (["--policy", "--beside", "absent"], "holds no map"),
        (["--policy", "--cities", "拉萨"], "nothing published"),
        (["--policy", "--years", "1950-1951"], "none of"),
        (["--policy", "--scheme", "poem"], "--scheme"),
    ],
)
def test_an_error_is_one_line(words, said, sample_home, tmp_path, monkeypatch, capsys):
    code, told = run_map(monkeypatch, capsys, sample_home.root, *words, "--out", tmp_path / "out")
    lines = [line for line in told.splitlines() if line.startswith("error")]
    assert code == 1
    assert len(lines) == 1, told
    assert said in told
    assert "Traceback" not in told
