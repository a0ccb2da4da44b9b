"""Phrasing: what is proposed on the sample, recounted; nothing is ever added."""

import json

import pytest
from typer.testing import CliRunner

from flows.commands import app
from flows.home import Home
from flows.steps.phrasing import HOW_TO_ADD, MARKS, tabulate_phrases
from models.lexicon import read_lexicon
from models.segmentation import load_segmenter

LEAST = 3


@pytest.fixture(scope="module")
def proposed(sample_home):
    return tabulate_phrases(sample_home, 1000, LEAST, least_npmi=0.2)


def column(table, key):
    return [row[table.keys.index(key)] for row in table.rows]


def test_every_phrase_is_counted_within_clauses(proposed, published):
    texts = published.execute("SELECT text FROM out.sentences WHERE is_measured").fetchall()
    clauses = [load_segmenter().cut_text(clause) for (text,) in texts for clause in MARKS.split(text) if clause]
    assert len(proposed.rows) >= 10
    for words, count in zip(column(proposed, "words"), column(proposed, "count"), strict=True):
        parts = words.split(" ")
        n = len(parts)
        assert count == sum(clause[at : at + n] == parts for clause in clauses for at in range(len(clause))) >= LEAST


def test_every_example_holds_its_phrase(proposed, published):
    names = ("phrase", "words", "sentence_id", "sentence")
    for phrase, words, sentence_id, sentence in zip(*(column(proposed, name) for name in names), strict=True):
        assert phrase == words.replace(" ", "") and phrase in sentence
        stored = published.execute("SELECT text FROM out.sentences WHERE sentence_id = ?", [sentence_id]).fetchall()
        assert stored == [(sentence,)]


def test_the_best_come_first_and_none_is_known(proposed):
    npmi = column(proposed, "npmi")
    assert npmi == sorted(npmi, reverse=True) and 0.2 <= npmi[-1] <= npmi[0] <= 1
    assert not set(column(proposed, "phrase")) & set(read_lexicon("dictionary.txt").splitlines())


def test_runs_of_sentences_change_nothing(proposed, sample_home, monkeypatch):
    from flows.steps import phrasing

    monkeypatch.setattr(phrasing, "RUN", 37)
    assert tabulate_phrases(sample_home, 1000, LEAST, least_npmi=0.2) == proposed


def test_the_verb_prints_them_and_says_how_to_add_one(sample_home, monkeypatch):
    monkeypatch.setenv("RENCHENG_HOME", str(sample_home.root))
    before = read_lexicon("dictionary.txt")
    words = ["lexicon", "phrases", "--min-count", str(LEAST), "--top", "2", "--format"]
    found = json.loads(CliRunner().invoke(app, [*words, "json"]).output)
    assert len(found) <= 2 and all(row["count"] >= LEAST and row["npmi"] >= 0.4 for row in found)
    told = CliRunner().invoke(app, [*words, "md"]).output
    assert HOW_TO_ADD in told and "dictionary.txt" in told
    assert read_lexicon("dictionary.txt") == before


def test_what_is_lacking_is_said(sample_home, tmp_path):
    from warehouse.door import NotPublishedError

    with pytest.raises(LookupError, match="--min-count"):
        tabulate_phrases(sample_home, 10, 10**6)
    with pytest.raises(NotPublishedError, match="rencheng build"):
        tabulate_phrases(Home(tmp_path), 10)
