"""Searching: what holds all words, whole and in order, and what is printed of it."""

import io

import pytest

from reports.searching import find_sentences, print_hits
from reports.tables import Format, print_table


def rows_of(table):
    return [dict(zip(table.keys, row, strict=True)) for row in table.rows]


@pytest.fixture(scope="module")
def texts(published):
    return published.execute("SELECT sentence_id, text, city_code, year, part FROM out.sentences").fetchall()


@pytest.mark.parametrize("words", [["韧性"], ["韧性", "社区"], ["应急", "预案", "演练"], ["社", "区"], ["100%'；--"]])
def test_what_is_found_is_what_python_finds(words, published, texts):
    found = {row["sentence_id"] for row in rows_of(find_sentences(published, words, limit=0))}
    assert found == {sentence for sentence, text, *_ in texts if all(word in text for word in words)}


def test_the_order_and_repetition_of_words_change_nothing(published):
    one = find_sentences(published, ["韧性", "城市"], limit=0)
    assert one.rows == find_sentences(published, ["城市", "韧性", "城市", " "], limit=0).rows
    assert one.rows


def test_place_year_and_part_narrow_it(published, texts):
    table = find_sentences(published, ["建设"], [("510100", "成都市")], [2022], "plan", limit=0)
    assert {row["sentence_id"] for row in rows_of(table)} == {
        sentence
        for sentence, text, city, year, part in texts
        if "建设" in text and (city, year, part) == ("510100", 2022, "plan")
    }
    assert table.rows


def test_the_total_is_told_where_the_limit_cuts(published):
    whole = find_sentences(published, ["建设"], limit=0)
    cut = find_sentences(published, ["建设"], limit=3)
    assert cut.rows == whole.rows[:3]
    assert f"共 {len(whole.rows)} 句" in cut.title and "列出 3 句" in cut.title
    assert "列出" not in whole.title
    assert "共 0 句" in find_sentences(published, ["绝无此词"]).title


def test_nothing_to_look_for_is_an_error(published):
    with pytest.raises(ValueError, match="say what to look for"):
        find_sentences(published, ["", " "])


def print_on_terminal(printed, monkeypatch, **environment):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"TERM": "xterm-256color", "COLUMNS": "100", **environment}.items():
        monkeypatch.setenv(name, value)
    stream = Terminal()
    printed(stream)
    return stream.getvalue()


def test_hits_are_highlighted_on_a_terminal_and_nowhere_else(published, monkeypatch):
    table = find_sentences(published, ["韧性"], limit=2)
    shown = print_on_terminal(lambda stream: print_hits(table, stream), monkeypatch)
    assert "\x1b[1;31m韧性\x1b[0m" in shown
    assert "\x1b[1;31m" not in print_on_terminal(lambda stream: print_hits(table, stream), monkeypatch, NO_COLOR="1")
    for form in (Format.MD, Format.CSV, Format.JSON):
        printed = print_on_terminal(lambda stream, form=form: print_table(table, form, stream), monkeypatch)
        assert "\x1b" not in printed and "韧性" in printed
    pipe = io.StringIO()
    print_hits(table, pipe)
    assert "\x1b" not in pipe.getvalue()
    for row in rows_of(table):
        assert row["sentence_id"] in pipe.getvalue().replace("\n", "")
