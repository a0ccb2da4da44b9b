"""The command line: what it prints, what it says of bad input, what it returns."""

import csv
import io
import json
import os
import subprocess
import sys
import tomllib

import pytest
from conftest import ROOT, SAMPLE

from flows import commands

MAIN = "from flows.commands import main; main()"


def rencheng(home, *words, **environment):
    return subprocess.run(
        [sys.executable, "-c", MAIN, *words],
        env=os.environ | {"RENCHENG_HOME": str(home)} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def ask(sample_home, monkeypatch, run_verb):
    """Run a verb on the published sample in this process; return exit code, stdout and stderr."""
    monkeypatch.setenv("RENCHENG_HOME", str(sample_home.root))
    return run_verb


def test_demo_prints_a_comparison_and_the_path_of_the_warehouse(tmp_path):
    done = rencheng(tmp_path, "demo")
    assert done.returncode == 0, done.stderr
    assert "【演示样本】" in done.stdout and "written for demonstration" in done.stdout
    for city in ("成都市", "西安市", "海盐县", "防灾减灾"):
        assert city in done.stdout
    assert (tmp_path / "demo" / "rencheng.duckdb").exists()
    assert "warehouse: " in done.stdout
    again = rencheng(tmp_path, "demo")
    assert again.returncode == 0 and "nothing new" in again.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["add", "nowhere"], "nowhere: no such file or folder"),
        (["build"], "rencheng add"),
        (["compare", "--cities", "成都"], "rencheng build"),
        (["status"], "rencheng"),
        (["read", "nowhere.md"], "nowhere.md: no such file"),
        (["compare", "--cities", "亚特兰蒂斯"], "no place answers to '亚特兰蒂斯'"),
    ],
)
def test_errors_are_one_line_and_exit_code_one(tmp_path, words, told):
    done = rencheng(tmp_path / "home", *words)
    assert done.returncode == 1
    lines = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert len(lines) == 1 and told in lines[0]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["compare", "--cities", "吉林"], "吉林省 (220000), 吉林市 (220200)"),
        (["compare", "--cities", "成都", "--years", "2019"], "there are 2021 to 2022"),
        (["compare", "--years", "soon"], "write 2022 or 2019-2022"),
        (["compare", "--years", "2022-2019"], "'2022-2019' runs backwards: write 2019-2022"),
        (["compare", "--years", "1800"], "is not within 1949-2100"),
        (["compare", "--years", "2035"], "no work_report of any of 15 places for 2035: there are 2021 to 2022"),
        (["compare", "--by", "foo"], "Invalid value for '--by': 'foo' is not one of 'per_10k', 'share'"),
        (["trend", "--from", "2024", "--to", "2014"], "--from 2024 is after --to 2014: write --from 2014 --to 2024"),
        (["trend", "--from", "1800"], "greater than or equal to 1949"),
        (["trend", "--years", "2022-2021"], "runs backwards: write 2021-2022"),
        (["trend", "--years", "2021-2022", "--from", "2020"], "instead of --from and --to"),
        (["trend", "--from", "2035", "--to", "2040"], "no document of 2035-2040: there are 2021 to 2022"),
        (["search", "韧性", "--years", "2035"], "no document of 2035: there are 2021 to 2022"),
        (["keyness", "--years", "2035"], "no document of 2035: there are 2021 to 2022"),
        (["promises", "--years", "2035"], "no document of 2035: there are 2021 to 2022"),
        (["export", "panel", "--out", "no.csv", "--years", "2035"], "no document of 2035: there are 2021 to 2022"),
        (["topics", "show"], "`rencheng topics show --help` tells"),
        (["compare", "--years", "2021-"], "write 2022 or 2019-2022"),
        (["compare", "--years", "2020-99999999"], "write 2022 or 2019-2022"),
        (["compare", "--years", ""], "write 2022 or 2019-2022"),
        (["compare", "--bogus"], "No such option"),
        (["topics", "--algorithm", "lsa"], "nmf"),
        (["sql", ""], "the query is empty"),
        (["sql"], "not both"),
        (["sql", "SELECT 1", "--shell"], "not both"),
        (["ask", "frist-mention"], "did you mean 'first-mention'"),
        (["ask", "trend", "--theme", "防灾"], "did you mean '防灾减灾'"),
        (["ask", "stability", "--city", "成都"], "takes no options"),
        (["ask", "trend", "--scheme", "hazard"], "choose urban_resilience"),
        (["ask", "trend", "--city", "亚特兰蒂斯"], "no place answers"),
        (["search", "韧性", "--part", "middle"], "choose review, plan, other"),
        (["search", " "], "say what to look for"),
        (["compare", "--cities", "成都", "--balance", "--change", "--years", "2021,2022"], "choose one"),
        (["compare", "--part", "middle"], "choose review, plan, other"),
        (["compare", "--cities", "成都", "--kind", "master_plan"], "no master_plan of 成都市"),
        (["compare", "--kind", "speech"], "choose work_report"),
        (["issues", "no_such_doubt"], "lists the kinds"),
        (["sql", "CREATE TABLE core.x (a INTEGER)"], "read-only"),
        (["sql", "DROP VIEW out.documents"], "read-only"),
        (["sql", "SELEC 1"], "syntax error"),
        (["sql", "COPY (SELECT 1) TO '/tmp/rencheng-must-not-write.csv'"], "disabled"),
    ],
)
def test_questions_that_cannot_be_answered_say_why(ask, words, told):
    code, out, err = ask(*words)
    assert code == 1
    assert out == ""
    assert told in err and len(err.splitlines()) == 1


def test_a_trend_takes_its_span_in_one_word_or_two(ask):
    code, out, _ = ask("trend", "--years", "2021-2022")
    assert code == 0 and out == ask("trend", "--from", "2021", "--to", "2022")[1] and len(out.splitlines()) == 3


def test_debug_shows_the_traceback(tmp_path):
    done = rencheng(tmp_path, "build", "--debug")
    assert done.returncode == 1 and "Traceback" in done.stderr


def test_compare_in_four_formats_says_the_same(ask):
    words = ("compare", "--cities", "成都,西安", "--years", "2021-2022", "--by", "share")
    _, as_json, _ = ask(*words, "--format", "json")
    _, as_csv, _ = ask(*words, "--format", "csv")
    _, as_md, _ = ask(*words, "--format", "md")
    _, as_table, _ = ask(*words, "--format", "table")
    records = json.loads(as_json)
    rows = list(csv.DictReader(io.StringIO(as_csv)))
    assert [(r["city"], r["year"]) for r in records] == [(c, y) for c in ("成都市", "西安市") for y in (2021, 2022)]
    assert [float(row["hazard"]) for row in rows] == [record["hazard"] for record in records]
    assert all(record["is_sample"] for record in records)
    for record in records:
        assert f"{record['hazard']:.2f}" in as_md and f"{record['hazard']:.2f}" in as_table
    assert "演示样本" in as_md and "演示样本" in as_table


def test_zero_and_not_collected_are_never_the_same(ask):
    _, out, _ = ask("compare", "--cities", "成都,绵阳,重庆", "--years", "2022", "--format", "json")
    by_city = {record["city"]: record for record in json.loads(out)}
    assert by_city["成都市"]["status"] == "collected"
    assert any(value == 0 for key, value in by_city["绵阳市"].items() if key not in ("is_sample",))
    assert by_city["重庆市"]["status"] == "not_collected" and by_city["重庆市"]["hazard"] is None
    _, md, _ = ask("compare", "--cities", "重庆,成都", "--years", "2022", "--format", "md")
    assert "未收集" in md and "重庆市 2022" in md and "—" in md


def test_review_and_plan_make_up_the_rest_with_other(ask):
    counts = {}
    for part in ("review", "plan", "other", None):
        words = ["compare", "--cities", "成都", "--years", "2022", "--format", "json"]
        _, out, _ = ask(*words, *(["--part", part] if part else []))
        counts[part] = json.loads(out)[0]["n_chars"]
    assert counts[None] == counts["review"] + counts["plan"] + counts["other"]
    assert counts["plan"] > 0 and counts["review"] > 0


def test_sql_prints_what_it_is_asked(ask):
    code, out, _ = ask("sql", "SELECT city, year FROM out.documents WHERE city_code = '510100' ORDER BY year")
    assert code == 0
    assert out == "city,year\n成都市,2021\n成都市,2022\n"
    _, out, _ = ask("sql", "SELECT session_date FROM out.documents LIMIT 1", "--format", "json")
    assert len(json.loads(out)[0]["session_date"]) == 10


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("SELECT 1.5::DECIMAL(4, 1) AS a", 1.5),
        ("SELECT 'nan'::DOUBLE AS a", None),
        ("SELECT [DATE '2022-01-05'] AS a", ["2022-01-05"]),
        ("SELECT {'x': TIMESTAMP '2022-01-05 01:02:03'} AS a", {"x": "2022-01-05T01:02:03"}),
        ("SELECT INTERVAL 1 DAY AS a", "1 day, 0:00:00"),
    ],
)
def test_json_holds_every_type(ask, query, value):
    code, out, _ = ask("sql", query, "--format", "json")
    assert code == 0 and json.loads(out) == [{"a": value}]
    assert ask("sql", query, "--format", "table")[0] == 0 and ask("sql", query)[0] == 0


def test_columns_of_one_name_are_kept_apart(ask):
    assert json.loads(ask("sql", "SELECT 1 AS a, 2 AS a", "--format", "json")[1]) == [{"a": 1, "a:1": 2}]


def test_samples_and_cities_without_documents_are_told_apart(ask):
    _, out, _ = ask("compare", "--cities", "成都,重庆", "--format", "json")
    assert [(row["city"], row["is_sample"]) for row in json.loads(out)] == [("成都市", True), ("重庆市", False)]


def test_status_tells_of_a_place_without_any_document(ask):
    _, out, _ = ask("status", "--cities", "重庆", "--format", "csv")
    assert out.splitlines()[1] == "重庆市,500000,work_report,0,1,未收集"


def test_status_tells_what_there_is_and_what_is_missing(ask):
    _, out, _ = ask("status", "--format", "json")
    told = {row["what"]: row["value"] for row in json.loads(out)}
    assert told["documents"] == 30 and told["places"] == 15 and told["published file is current"] == "yes"
    _, out, _ = ask("status", "--cities", "成都", "--format", "json")
    assert json.loads(out)[0]["collected"] == 2


def test_topics_and_issues_print(ask):
    code, out, _ = ask("topics", "--algorithm", "nmf", "--format", "json")
    assert code == 0 and len(json.loads(out)) >= 2
    code, out, _ = ask("issues")
    assert code == 0 and out.startswith("issue,issue_zh,doubts,documents,advice,example")


def test_read_shows_one_file_with_the_promised_keys(ask):
    code, out, _ = ask("read", str(SAMPLE / "洛阳市" / "2022.md"), "--format", "json")
    shown = json.loads(out)
    assert code == 0
    assert (shown["city"], shown["city_code"], shown["year"]) == ("洛阳市", "410300", 2022)
    assert shown["session_date"] == "2021-12-28" and shown["reviewed_year"] == 2021
    wanted = {"title", "city", "city_code", "level", "kind", "year", "reviewed_year", "session_date", "scope"}
    assert wanted | {"issuer", "doc_number", "index_number", "text", "issues", "sentences"} <= shown.keys()
    for sentence in shown["sentences"]:
        assert shown["text"][sentence["char_start"] : sentence["char_end"]] == sentence["text"]
    code, out, _ = ask("read", str(SAMPLE / "洛阳市" / "2022.md"), "--format", "table")
    assert code == 0 and "sentences of review" in out


def test_status_before_the_first_build_tells_what_waits(tmp_path):
    rencheng(tmp_path, "add", str(SAMPLE / "成都市"))
    done = rencheng(tmp_path, "status")
    assert done.returncode == 0
    assert "raw files in the store,2" in done.stdout and "none yet: run `rencheng build`" in done.stdout


def test_explain_does_nothing(tmp_path):
    rencheng(tmp_path, "add", str(SAMPLE / "成都市"))
    done = rencheng(tmp_path, "build", "--explain")
    assert "files to read: 2" in done.stdout
    assert not (tmp_path / "rencheng.duckdb").exists() and not (tmp_path / "cache").exists()


def test_a_build_ends_by_telling_its_doubts_and_is_silent_where_there_is_none(tmp_path, monkeypatch, run_verb):
    monkeypatch.setenv("RENCHENG_HOME", str(tmp_path / "home"))
    run_verb("add", str(SAMPLE / "西安市"))
    _, _, err = run_verb("build")
    assert "doubt" not in err and "published" in err
    misfiled = tmp_path / "宁波市" / "2021.md"  # a report of 成都, 2022
    misfiled.parent.mkdir()
    misfiled.write_bytes((SAMPLE / "成都市" / "2022.md").read_bytes())
    run_verb("add", str(misfiled))
    (tmp_path / "空.md").write_bytes(b"")
    run_verb("add", str(tmp_path / "空.md"))
    for _ in range(2):  # a build with nothing to do tells them too
        _, _, err = run_verb("build")
        told = err.splitlines()[-1]
        assert told.startswith("documents with doubts: 1 of 3; unreadable files: 1; `rencheng issues`")


def test_run_takes_the_inbox_builds_and_prints(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "西安市2022.md").write_bytes((SAMPLE / "西安市" / "2022.md").read_bytes())
    (inbox / "bad.md").write_bytes(b"")
    done = rencheng(tmp_path, "run", "--format", "csv")
    assert done.returncode == 1 and "bad.md: the file is empty" in done.stderr
    assert done.stdout.splitlines()[1].startswith("西安市,610100,2022,work_report,review+plan+other,per_10k,collected")


@pytest.mark.parametrize("variable", ["RENCHENG_WORKERS"])
def test_settings_that_make_no_sense_are_named(tmp_path, variable):
    rencheng(tmp_path, "add", str(SAMPLE / "成都市"))
    done = rencheng(tmp_path, "build", **{variable: "many"})
    assert done.returncode == 1 and variable in done.stderr


def test_ask_answers_by_name_and_by_number(ask):
    code, by_name, _ = ask("ask", "together", "--city", "成都", "--term", "建设、城市", "--limit", "2")
    assert code == 0 and len(list(csv.DictReader(io.StringIO(by_name)))) == 2
    assert ask("ask", "8", "--city", "成都", "--term", "建设,城市", "--limit", "2")[1] == by_name
    assert "--limit 0 prints all" in ask("ask", "together", "--term", "建设", "--limit", "2")[2]
    code, out, _ = ask("ask", "--format", "json")
    assert code == 0 and len(json.loads(out)) == 25


def test_ask_tells_what_a_question_takes_and_shows_its_query(ask):
    assert "--years 2016-2025" in ask("ask", "trend", "--help")[1]
    assert "rencheng ask" in ask("ask", "--help")[1]
    assert "FROM out.topic_models" in ask("ask", "stability", "--sql")[1]


def test_search_prints_sentences_and_tells_how_many(ask):
    code, out, err = ask("search", "建设", "城市", "--city", "成都", "--year", "2022", "--limit", "2")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0 and len(rows) == 2 and "句" in err
    assert all("建设" in row["text"] and "城市" in row["text"] and row["city"] == "成都市" for row in rows)
    assert (
        "**" in ask("search", "建设", "--format", "md")[1] and "建设" in ask("search", "建设", "--format", "table")[1]
    )


def test_sql_answers_each_of_several_statements(ask):
    assert ask("sql", "SELECT 1 AS a; SELECT 2 AS b") == (0, "a\n1\nb\n2\n", ask("sql", "SELECT 1")[2])


def test_the_prompt_works_in_a_pipe(ask, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("SELECT\n1 AS a;\nSELECT 2 AS b"))
    code, out, _ = ask("sql", "--shell")
    assert (code, out) == (0, "a\n1\nb\n2\n")
    monkeypatch.setattr("sys.stdin", io.StringIO("SELEC;\nSELECT 2 AS b;\n"))
    code, out, err = ask("sql", "--shell")
    assert (code, out) == (1, "b\n2\n") and "error: " in err


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of its own")
def test_the_prompt_remembers_lines_in_the_home_folder(sample_home, tmp_path):
    import pty
    import shutil

    home = tmp_path / "home"
    shutil.copytree(sample_home.root, home, symlinks=True)
    here, there = pty.openpty()
    command = [sys.executable, "-c", MAIN, "sql", "--shell"]
    environment = os.environ | {"RENCHENG_HOME": str(home), "TERM": "dumb"}
    with subprocess.Popen(command, env=environment, stdin=there, stdout=there, stderr=there, cwd=ROOT) as process:
        os.close(there)
        os.write(here, b"SELECT\n41 + 1 AS answer;\n.quit\n")
        printed = b""
        while chunk := read_terminal(here):
            printed += chunk
    os.close(here)
    assert process.returncode == 0
    assert b"answer" in printed and b"42" in printed and b"rencheng> " in printed
    assert "41 + 1 AS answer;" in (home / "sql_history").read_text("utf-8")


def read_terminal(terminal):
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other end is gone
        return b""


def test_compare_adds_rows_and_prints_them_beside_one_another(ask):
    words = ("compare", "--city", "成都", "--year", "2022", "--format")
    rows = list(csv.DictReader(io.StringIO(ask(*words, "csv", "--balance")[1])))
    assert [row["line"] for row in rows] == ["review", "plan", "balance"]
    table = ask(*words, "table", "--balance")[1]
    assert "回顾" in table and "对比" in table
    assert "均值" in ask(*words, "table", "--against", "all")[1]
    assert "名次" in ask(*words, "md", "--by", "rank")[1]
    assert "–" in ask(*words, "md", "--intervals")[1].splitlines()[4]


def test_help_loads_no_heavy_library():
    heavy = ("gensim", "sklearn", "prefect", "jieba", "pyarrow", "scipy", "numpy", "duckdb")
    check = f"import sys; from flows import commands; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_verb_has_help(ask):
    code, out, _ = ask("--help")
    assert code == 0
    for verb in (
        "add",
        "ask",
        "build",
        "compare",
        "export",
        "table1",
        "demo",
        "forget",
        "issues",
        "read",
        "run",
        "search",
        "serve",
        "sql",
        "status",
        "topics",
    ):
        assert verb in out
        assert ask(verb, "--help")[0] == 0


def test_sources_that_ship_are_checked_and_listed(ask):
    code, out, _ = ask("sources", "check", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0 and len({row["source"] for row in rows}) == 72
    assert all(row["checked"] == "False" for row in rows), "none of them was tried yet"


def test_wrong_source_files_are_told_with_file_key_and_reason(ask, tmp_path):
    (tmp_path / "510100-x.toml").write_text('city_code = "510101"\npublisher = 1\n', "utf-8")
    code, _, err = ask("sources", "check", "--sources", str(tmp_path))
    lines = err.splitlines()
    assert code == 1 and all(line.startswith("error: 510100-x.toml: ") for line in lines), lines
    assert any("publisher: must be a text" in line for line in lines) and any("listing" in line for line in lines)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["collect", "nowhere"], "nowhere: no such source"),
        (["collect"], "no source is checked yet"),
        (["collect", "--sources", "/nowhere"], "no such folder of source files"),
    ],
)
def test_a_crawl_that_cannot_begin_says_why(ask, monkeypatch, words, told):
    monkeypatch.setenv("RENCHENG_CONTACT", "test.example")
    code, _, err = ask(*words)
    assert code == 1 and told in err
    monkeypatch.delenv("RENCHENG_CONTACT")
    assert "set RENCHENG_CONTACT" in ask("collect", "510100")[2]


def test_collect_prints_what_each_source_gave(tmp_path, monkeypatch, capsys):
    from crawlers.portals import serve_portals

    monkeypatch.setenv("RENCHENG_HOME", str(tmp_path))
    monkeypatch.setenv("RENCHENG_CONTACT", "test.example")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    folder = ROOT / "crawlers" / "portals" / "sources"
    with serve_portals() as server:
        monkeypatch.setenv("http_proxy", server.address)
        for words, told in (
            (["--dry-run"], "http://www.xianyang.example/zwgk/zfgzbg/2022"),
            ([], "610400-xianyang,2,2,"),
        ):
            argv = ["rencheng", "collect", "610400-xianyang", "--sources", str(folder), "--format", "csv", *words]
            monkeypatch.setattr(sys, "argv", argv)
            with pytest.raises(SystemExit) as ended:
                commands.main()
            assert not ended.value.code and told in capsys.readouterr().out


def test_promises_are_printed_with_the_sentences_behind_them(ask):
    code, out, _ = ask("promises", "--cities", "成都,西安,北京,上海,广州", "--format", "json")
    assert code == 0
    rows = json.loads(out)
    assert rows
    for row in rows:
        assert row["instrument"] in row["sentence"]
        assert row["outcome"] in ("kept", "repeated", "dropped", "silent", "unknown")
        assert (row["outcome_sentence"] is None) == (row["outcome_sentence_id"] is None)
    chosen = rows[0]
    narrowed = ["--years", str(chosen["planned_year"]), "--kind", chosen["instrument_kind"]]
    code, out, _ = ask("promises", *narrowed, "--outcome", chosen["outcome"], "--format", "csv")
    found = list(csv.DictReader(io.StringIO(out)))
    assert code == 0 and chosen["sentence_id"] in {row["sentence_id"] for row in found}
    assert {row["outcome"] for row in found} == {chosen["outcome"]}
    for form in ("table", "md"):
        code, out, _ = ask("promises", "--about", "韧性", "--format", form)
        assert code == 0 and "报告的说法" in out


def test_the_kinds_of_promises_are_those_of_the_lexicon():
    """`reports` may read neither `models` nor its data, so the names stand twice."""
    from importlib.resources import files

    from reports.promises import KINDS

    lexicon = tomllib.loads((files("models.lexicon") / "instruments.toml").read_text("utf-8"))
    assert list(KINDS.items()) == [(each["kind"], each["zh"]) for each in lexicon["instrument"]]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--outcome", "broken"), "no outcome"),
        (("--kind", "wish"), "no kind of instrument"),
        (("--about", "这里没有的字"), "no promise"),
    ],
)
def test_promises_say_what_is_wrong_in_one_line(ask, words, told):
    code, out, err = ask("promises", *words)
    assert code == 1 and out == ""
    assert told in err and err.count("\n") == 1
