"""Characters, dates and sentences: laws that hold for any text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.dates import find_dates
from models.normalization import count_chars, digest_text, fold_characters
from models.sentences import find_spans, split_sentences
from models.structure import find_lines

TEXT = st.text(alphabet="韧性城市甲乙。！？；，“”《》（）‘’;!?. 1a一、\n\u3000", max_size=400)


@given(st.text(max_size=200))
def test_folding_keeps_length_and_is_idempotent(text):
    folded = fold_characters(text)
    assert len(folded) == len(text)
    assert fold_characters(folded) == folded


def test_folding_touches_digits_letters_and_spaces_only():
    assert fold_characters("２０２２年ＧＤＰ　增长，好！（对）；“引”") == "2022年GDP 增长，好！（对）；“引”"


def test_layout_does_not_change_a_digest():
    assert digest_text("韧性 城市。\n\n建设") == digest_text("韧性城市，建设")
    assert digest_text("韧性城市") != digest_text("韧性社区")
    assert count_chars("2022年建设 resilient 城市。") == 5


@given(TEXT)
def test_sentences_cover_all_that_is_not_white_space_once(text):
    lines = find_lines(text)
    sentences = split_sentences(text, lines)
    covered = set()
    last = 0
    for number, sentence in enumerate(sentences):
        assert sentence.position == number
        assert last <= sentence.char_start < sentence.char_end
        piece = text[sentence.char_start : sentence.char_end]
        assert piece == piece.strip() and "\n" not in piece
        covered |= set(range(sentence.char_start, sentence.char_end))
        last = sentence.char_end
    assert {index for index, mark in enumerate(text) if not mark.isspace()} <= covered


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一句。第二句！第三句？第四；五", ["第一句。", "第二句！", "第三句？", "第四；", "五"]),
        (
            "坚持“人民至上。生命至上！”的理念，守住底线。下一句。",
            ["坚持“人民至上。生命至上！”的理念，守住底线。", "下一句。"],
        ),
        ("印发《规划；纲要》。完。", ["印发《规划；纲要》。", "完。"]),
        ("只开不闭的“引号。后一句。", ["只开不闭的“引号。", "后一句。"]),
        ("（已完成。）新句。", ["（已完成。）", "新句。"]),
        ("真的？！好……走。", ["真的？！", "好……走。"]),
    ],
)
def test_where_sentences_end(text, expected):
    assert [text[start:end] for start, end in find_spans(text, 0, len(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("——2021年2月26日在大会上", [date(2021, 2, 26)]),
        ("二〇一六年一月二十四日", [date(2016, 1, 24)]),
        ("二○○六年十二月三十一日 2002年 3月3日", [date(2006, 12, 31), date(2002, 3, 3)]),
        ("2021年2月30日，1021年1月1日，2021年2月", []),
    ],
)
def test_dates_as_reports_write_them(text, expected):
    assert find_dates(text) == expected
