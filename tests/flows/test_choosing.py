"""Choosing the number of topics and reading topics, on the sample."""

import csv
import io
import json
import shutil
import sys

import pytest

from flows import commands
from flows.commands.topics import read_numbers, read_parts
from flows.home import Home
from flows.steps.building import build
from flows.steps.choosing import choose_topics, fit_beside
from flows.steps.planning import plan_build
from flows.steps.units import Unit, load_sequences, load_units
from reports.topics import list_year_terms
from warehouse.door import open_published


@pytest.fixture(scope="module")
def home(sample_home, tmp_path_factory):
    """A copy of the sample's home that may be changed."""
    root = tmp_path_factory.mktemp("choosing") / "home"
    shutil.copytree(sample_home.root, root, symlinks=True)
    return Home(root)


def batches_of(home):
    return tuple(batch.name for batch in plan_build(home).batches)


def files_of(home):
    return [row.raw_sha256 for row in plan_build(home).rows]


@pytest.mark.parametrize(("words", "numbers"), [("10..30", [10, 20, 30]), ("4..8:2", [4, 6, 8]), ("5,3", [5, 3])])
def test_numbers_of_topics_are_read(words, numbers):
    assert read_numbers(words) == numbers


@pytest.mark.parametrize("words", ["", "1..5", "x", "9..3"])
def test_no_number_of_topics_is_an_error(words):
    with pytest.raises(ValueError, match="names no number"):
        read_numbers(words)


def test_the_units_of_a_corpus_hold_the_same_terms(home):
    sections, documents, windows = (load_units(home.root, batches_of(home), files_of(home), unit) for unit in Unit)
    assert len(set(documents.raw_sha256)) == len(documents.raw_sha256) == 30
    assert len(sections.raw_sha256) > 30 and len(windows.raw_sha256) > 30
    counted = {
        unit: dict(zip(units.counted.vocabulary, units.counted.counts.sum(axis=0).tolist()[0], strict=True))
        for unit, units in (("sections", sections), ("windows", windows))
    }
    shared = counted["sections"].keys() & counted["windows"].keys()
    assert len(shared) > 100
    assert all(counted["sections"][term] == counted["windows"][term] for term in shared)


def test_sequences_hold_the_terms_in_the_order_of_the_text(home):
    (first, *_) = files_of(home)
    vocabulary = load_units(home.root, batches_of(home), [first]).counted.vocabulary
    tokens, starts = load_sequences(home.root, batches_of(home), [first], vocabulary)
    assert starts.tolist() == [0] and tokens.max() <= len(vocabulary)
    with open_published(home.root) as connection:
        (text,) = connection.execute(
            "SELECT text FROM out.document_texts JOIN out.documents USING (document_id) WHERE raw_sha256 = ?", [first]
        ).fetchone()
    at = 0
    for token in tokens[tokens < len(vocabulary)].tolist():
        at = text.index(vocabulary[token], at)


def test_a_choice_measures_recommends_and_is_published(home):
    seen = []
    found, best, units = choose_topics(home, [2, 3, 4], report=lambda *told: seen.append(told))
    assert [choice.k for choice in found] == [2, 3, 4] and best.k in (2, 3, 4)
    assert seen[-1][1] == seen[-1][2] and units > 80
    for choice in found:
        assert -1 <= choice.npmi <= 1 and 0 <= choice.stability <= 1 and choice.perplexity > 1
        assert 0 <= choice.seed_stability <= 1
    assert found == choose_topics(home, [2, 3, 4])[0], "the same twice"
    fit_beside(home, "lda", 3, Unit.SECTIONS)
    build(home)
    with open_published(home.root) as connection:
        rows = connection.execute("SELECT algorithm, k, c_v FROM out.topic_models ORDER BY 1").fetchall()
    by_k = {choice.k: choice.c_v for choice in found}
    assert rows == [("lda", 3, None), ("nmf", rows[1][1], by_k.get(rows[1][1]))]


@pytest.mark.parametrize("unit", list(Unit))
def test_only_words_of_the_parts_of_speech_asked_for_are_counted(home, unit):
    batches, files = batches_of(home), files_of(home)
    every, nouns, other = (
        load_units(home.root, batches, files, unit, parts).counted.vocabulary
        for parts in ((), ("n",), ("a", "d", "i", "v"))
    )
    assert nouns and other and not set(nouns) & set(other) and set(nouns) | set(other) < set(every)
    things = {"专业", "企业", "医院", "学校", "水库", "房屋"}
    assert things & set(nouns) and not things & set(other)


def test_a_fit_of_nouns_stands_beside_that_of_a_build_and_its_choice_is_not_taken_for_it(home):
    stored = home.choices_path.read_bytes() if home.choices_path.exists() else None
    choose_topics(home, [2], parts=("n",))
    assert (home.choices_path.read_bytes() if home.choices_path.exists() else None) == stored
    fit_beside(home, "nmf", 3, Unit.SECTIONS, ("n",))
    build(home)
    with open_published(home.root) as connection:
        rows = connection.execute("SELECT parameters FROM out.topic_models WHERE algorithm = 'nmf'").fetchall()
    assert sorted(json.loads(parameters)["parts"] for (parameters,) in rows) == [[], ["n"]]


def test_topics_whose_words_change_are_published_by_year(home):
    pytest.importorskip("tomotopy", reason="needs the extra `topics`")
    fit_beside(home, "tomotopy_dtm", 2, Unit.SECTIONS)
    build(home)
    with open_published(home.root) as connection:
        years = list_year_terms(connection, 1, "tomotopy_dtm").rows
        plain = list_year_terms(connection, 1, "nmf").rows
        dated = connection.execute(
            "SELECT DISTINCT year FROM out.documents WHERE year IS NOT NULL ORDER BY 1"
        ).fetchall()
    assert [(year,) for year, _ in years] == dated and all(len(terms) == 10 for _, terms in years)
    assert plain == ()


@pytest.mark.parametrize("words", ["名词", "n,1", "w!"])
def test_what_begins_no_tag_is_told(words):
    with pytest.raises(ValueError, match="begins no tag"):
        read_parts(words)


def test_too_little_text_is_told(home):
    with pytest.raises(RuntimeError, match="too few"):
        choose_topics(home, [60])


@pytest.mark.parametrize(
    ("words", "column"),
    [(["topics"], "label"), (["topics", "show", "0"], "what"), (["topics", "choose", "--k", "2,3"], "npmi")],
)
def test_topics_are_printed(home, monkeypatch, capsys, words, column, tmp_path):
    monkeypatch.setenv("RENCHENG_HOME", str(home.root))
    picture = tmp_path / "choice.svg"
    plot = ["--plot", str(picture)] if "choose" in words else []
    monkeypatch.setattr(sys, "argv", ["rencheng", *words, *plot, "--format", "csv"])
    with pytest.raises(SystemExit) as ended:
        commands.main()
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert not ended.value.code and rows and all(row[column] for row in rows)
    assert picture.exists() == bool(plot)


def test_people_are_asked_for_the_word_that_does_not_belong(home, tmp_path):
    from openpyxl import load_workbook

    from flows.steps.intruding import key_of, score_workbook, write_questions

    path = tmp_path / "intrusion.xlsx"
    asked = write_questions(home, path)
    key = json.loads(key_of(path).read_text("utf-8"))
    assert asked == len(key["questions"]) > 1
    with pytest.raises(ValueError, match="no question is answered"):
        score_workbook(path)
    book = load_workbook(path)
    sheet = book.active
    for line, (_, words, intruder) in enumerate(key["questions"], start=2):
        assert [sheet.cell(line, n).value for n in range(2, 8)] == words and intruder in words and len(words) == 6
        sheet.cell(line, 8).value = intruder if line > 2 else next(word for word in words if word != intruder)
    book.save(path)
    model, found = score_workbook(path)
    assert model == key["model_id"] and found.n == asked
    assert found.precision == pytest.approx(1 - 1 / asked) and found.low < found.precision < found.high
