"""The verbs table1 and export: four formats that say the same, files, and what they say of bad input."""

import csv
import io
import json

import pytest
from practice_samples import put_practices

from warehouse.door import find_published

RECORD = "category city city_code practice practice_type document_title year sentence_id sentence source"


@pytest.fixture
def ask(practised_home, monkeypatch, run_verb):
    """Run a verb on the sample with made-up practices; return exit code, stdout and stderr."""
    monkeypatch.setenv("RENCHENG_HOME", str(practised_home.root))
    monkeypatch.setenv("COLUMNS", "120")
    return run_verb


def test_four_formats_say_the_same(ask):
    words = ("table1", "--cities", "成都,德阳,重庆,咸阳")
    outs = {form: ask(*words, "--format", form)[1] for form in ("json", "csv", "md", "table")}
    records = json.loads(outs["json"])
    assert all(list(record) == RECORD.split() for record in records)
    rows = list(csv.DictReader(io.StringIO(outs["csv"])))
    assert {row["practice"] for row in rows} == {record["practice"] for record in records}
    for form in ("md", "table"):
        assert all(row["category"] in outs[form] and row["practice"] in outs[form] for row in rows)
        assert "演示样本" in outs[form] and "不是城市的实际韧性" in outs[form] and "数据日期" in outs[form]
        assert outs[form].count("自主探索类") == outs[form].count("国际合作类") == 1
    for out in outs.values():
        assert "未收集" in out and "未提及（2 份报告均无）" in out


def test_evidence_has_a_line_for_each_city_and_practice(ask):
    _, out, _ = ask("table1", "--evidence", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    pairs = [(row["category"], row["city_code"], row["practice"]) for row in rows]
    assert len(pairs) == len(set(pairs))
    assert {"heading", "page_no", "url", "depth", "origin", "confidence", "sentence_id", "sentence"} <= rows[0].keys()
    _, shown, _ = ask("table1", "--evidence", "--format", "table")
    assert all(row["sentence_id"] in shown for row in rows)


def test_as_of_and_diff(ask, sample_home, tmp_path):
    _, out, _ = ask(
        "table1", "--as-of", "2022-01-17", "--cities", "成都", "--category", "自主探索类", "--format", "json"
    )
    assert [record["year"] for record in json.loads(out)] == [2021]
    old = put_practices(tmp_path / "old", find_published(sample_home.root), leave_out=3)
    _, out, _ = ask("table1", "--diff", str(old), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["change"], row["city"]) for row in rows] == [("新增", "成都"), ("新增", "西安")]
    code, out, _ = ask("table1", "--diff", str(old), "--out", str(tmp_path / "changes.docx"))
    assert code == 0 and out == "" and (tmp_path / "changes.docx").stat().st_size > 1000


def test_the_paper_s_rows_are_read_and_compared(ask):
    code, out, _ = ask("table1", "--as-printed", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    printed = [row for row in rows if row["verdict"] != "论文未列"]
    assert len(printed) == 16
    verdicts = {(row["city"], row["category"]): row["verdict"] for row in printed}
    assert verdicts["德阳", "国际合作类"] == "据成员名录"
    assert verdicts["西安", "自主探索类"] == "由文件证实"
    assert verdicts["北京", "自主探索类"] == "所据文件未收集"
    assert all(row["difference"] for row in rows)


def test_export_writes_a_view(ask, tmp_path):
    path = tmp_path / "documents.csv"
    code, out, err = ask("export", "documents", "--out", str(path), "--years", "2022")
    assert (code, out) == (0, "") and "wrote 15 rows" in err
    assert len(path.read_text("utf-8-sig").splitlines()) == 16


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["table1", "--as-of", "soon"], "write 2022-04-14"),
        (["table1", "--category", "别的"], "choose 国际合作类"),
        (["table1", "--min-depth", "9"], "less than or equal to 4"),
        (["table1", "--out", "table.doc"], "ends in .md"),
        (["table1", "--diff", "nothing.duckdb"], "nothing.duckdb: no such file"),
        (["table1", "--diff", __file__], "cannot be opened"),
        (["table1", "--as-printed", "--diff", "x.duckdb"], "ask for one"),
        (["table1", "--as-printed", "--cities", "成都"], "leave out --cities"),
        (["table1", "--category", "试点示范类", "--as-of", "2001-01-01"], "no practice is known"),
        (["export", "sentense", "--out", "x.csv"], "did you mean sentences"),
        (["export", "sentences", "--out", "x.doc"], ".parquet, .csv, .xlsx"),
        (["export", "themes", "--out", "x.csv", "--cities", "成都"], "no column city_code"),
        (["export", "sentences"], "--out"),
    ],
)
def test_what_cannot_be_done_is_one_line(ask, words, told, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    code, out, err = ask(*words)
    lines = [line for line in err.splitlines() if "演示样本" not in line]
    assert code == 1 and out == "" and len(lines) == 1 and told in lines[0]
    assert list(tmp_path.iterdir()) == []


def test_the_demo_ends_with_table_1_on_the_terminal_and_as_files(sample_home, tmp_path, capsys):
    from docx import Document
    from openpyxl import load_workbook

    from flows.commands.building import _print_table_1
    from flows.home import Home
    from reports.tables import Format

    home = Home(tmp_path / "home")
    put_practices(home.root, find_published(sample_home.root))
    _print_table_1(home, Format.TABLE)
    out = capsys.readouterr().out
    assert "韧性城市实践" in out and "国际合作类" in out and "table1.docx" in out
    assert "国际合作类" in [cell.text for cell in Document(str(home.root / "table1.docx")).tables[0].columns[0].cells]
    assert load_workbook(home.root / "table1.xlsx")["表1"]["A3"].value == "国际合作类"
