"""Lacks: a table over few reports says why it holds little or nothing: how many there are, how many are needed."""

import csv
import io
import json

import pytest
from conftest import SAMPLE

from reports.lacks import (
    LEAST_CITIES,
    LEAST_USES,
    LEAST_YEARS,
    SECTIONS,
    explain_place_terms,
    explain_promises,
    explain_year_terms,
)
from reports.topics import list_sentences, list_themes, list_years

CHENGDU, LHASA = ("510100", "成都市"), ("540100", "拉萨市")


@pytest.fixture
def ask(sample_home, monkeypatch, run_verb):
    monkeypatch.setenv("RENCHENG_HOME", str(sample_home.root))
    return run_verb


@pytest.fixture(scope="module")
def small_home(tmp_path_factory):
    """A home of two reports of two cities, of one year."""
    from flows.home import Home
    from flows.steps.adding import add_paths
    from flows.steps.building import build

    home = Home(tmp_path_factory.mktemp("small") / "home")
    add_paths(home, [SAMPLE / "成都市" / "2022.md", SAMPLE / "海盐县" / "2022.md"])
    build(home)
    return home


def test_what_a_place_has_and_is_compared_with_is_counted(published):
    reports = published.execute(
        "SELECT city_code, city, year FROM out.documents WHERE kind = 'work_report' AND is_main AND level <> 'province'"
    ).fetchall()
    for code, name in {(code, name) for code, name, _ in reports}:
        years = [year for each, _, year in reports if each == code]
        others = [each for each, _, year in reports if each != code and year in years]
        told = explain_place_terms(published, [code])
        assert told.startswith(f"{name}: {len(years)} work reports, ") and f" the {len(others)} of others" in told
    assert "0 work reports, 1 is needed" in explain_place_terms(published, [LHASA[0]])
    assert explain_place_terms(published, []) is None
    assert "nothing of its rank" in explain_place_terms(published, ["000000"])


def test_what_is_needed_is_what_a_build_asks_for():
    """`reports` may not read the numbers of `models` and `flows`, so they stand twice."""
    from flows.steps import changing, fitting, marking
    from models import keyness

    asked = keyness.LEAST_COUNT, marking.LEAST_PLACES, changing.LEAST_YEARS, fitting.UNITS_PER_TOPIC
    assert asked == (LEAST_USES, LEAST_CITIES, LEAST_YEARS, SECTIONS)


def test_places_of_one_reason_stand_together_and_what_to_do_once(published):
    told = explain_place_terms(published, ["540100", "510100", "653100"])
    assert told.startswith("拉萨市、喀什地区: 0 work reports") and told.count("rencheng add") == 1
    assert "\n" not in told


def test_a_year_tells_what_is_before_it(published):
    pairs = [("510100", 2021), ("510100", 2022), ("540100", 2022)]
    told = explain_year_terms(published, pairs, "全部城市")
    assert "成都市 2021: 0 work reports of years before, 1 is needed" in told
    assert "成都市 2022: no term" in told and "the 1 of years before" in told
    assert "拉萨市 2022: 0 work reports of the year, 1 is needed" in told
    every = explain_year_terms(published, [(None, 2021)], "全部城市")
    assert "全部城市 2021: cities with a work report of the year and one before: 0, 5 are needed" in every


def test_keyness_prints_what_there_is_and_says_who_is_silent(ask):
    code, out, err = ask("keyness", "--cities", "成都,广州,拉萨", "--format", "csv")
    assert code == 0 and {row["city"] for row in csv.DictReader(io.StringIO(out))} == {"广州市"}
    assert "拉萨市: 0 work reports, 1 is needed" in err and "成都市: 2 work reports" in err and "广州" not in err
    code, out, _ = ask("keyness", "--cities", "成都,广州,拉萨", "--format", "md")
    assert code == 0 and "拉萨市: 0 work reports, 1 is needed" in out
    assert "needed" not in ask("keyness", "--cities", "广州", "--format", "csv")[2]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["keyness", "--cities", "成都"], "成都市: 2 work reports"),
        (["keyness", "--term", "韧性", "--cities", "成都"], "成都市: 2 work reports, 8 are needed"),
        (["keyness", "--term", "韧性"], "balanced panel: 0 cities, 2 are needed"),
        (["keyness", "--cities", "广州", "--least-documents", "99"], "--least-documents 99"),
        (["promises", "--cities", "拉萨"], "no work report of 拉萨市"),
        (
            ["promises", "--outcome", "kept"],
            "is unknown: the work reports of the three years after the plan would tell",
        ),
        (["promises", "--cities", "成都", "--kind", "fund"], "fits --kind"),
        (["topics", "show", "499"], "there are 0 to "),
        (["topics", "show", "1", "--algorithm", "lda"], "topics fit --algorithm lda"),
    ],
)
def test_nothing_to_print_is_one_line_with_its_reason(ask, words, told):
    code, out, err = ask(*words)
    lines = [line for line in err.splitlines() if line.startswith("error")]
    assert code == 1 and not out and len(lines) == 1 and told in lines[0]


def test_promises_whose_outcome_nothing_tells_say_so(ask, published):
    code, _, err = ask("promises", "--cities", "成都", "--format", "csv")
    (n,) = published.execute("SELECT count(*) FROM out.promises WHERE city = '成都市'").fetchone()
    assert code == 0 and f"what became of {n} promises of 成都市 is unknown" in err
    assert explain_promises(published, [CHENGDU], [1999], None, None, None).startswith("there is no work report")


def test_a_small_corpus_says_that_it_has_too_few_sections_for_topics(small_home, monkeypatch, run_verb):
    monkeypatch.setenv("RENCHENG_HOME", str(small_home.root))
    for words in (["topics"], ["topics", "show", "0"]):
        code, _, err = run_verb(*words)
        assert code == 1 and "2 documents with fewer than 40 sections" in err and "rencheng add" in err


def test_fewer_topics_than_asked_for_are_told(ask, published):
    ((k, units),) = published.execute(
        "SELECT k, json_extract_string(parameters, '$.units')::INTEGER FROM out.topic_models"
    ).fetchall()
    _, out, err = ask("topics", "--format", "csv")
    assert k < 40 and f"{k} topics, as {units} sections carry no more" in err
    assert k == len(list(csv.DictReader(io.StringIO(out))))


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_topic_in_a_pipe_holds_what_a_terminal_shows(ask, published, form):
    code, out, _ = ask("topics", "show", "0", "--format", form)
    rows = list(csv.DictReader(io.StringIO(out))) if form == "csv" else json.loads(out)
    tables = {"sentence": list_sentences, "year": list_years, "theme": list_themes}
    assert code == 0 and list(dict.fromkeys(row["what"] for row in rows)) == list(tables)
    for what, function in tables.items():
        table = function(published, 0)
        told = [[str(row[key]) for key in table.keys] for row in rows if row["what"] == what]
        shown = [["" if cell is None and form == "csv" else str(cell) for cell in row] for row in table.rows]
        assert told == shown and shown
