"""Segmentation: policy terms stay whole, and nothing outside our own tokenizer is touched."""

import tempfile
from pathlib import Path

import pytest

from models.segmentation import Segmenter, count_terms, load_segmenter, load_stopwords


@pytest.mark.parametrize("term", ["韧性城市", "海绵城市", "地下综合管廊", "基层治理", "生命线工程", "网格化"])
def test_policy_terms_stay_whole(term):
    assert term in load_segmenter().cut_text(f"我们加快推进{term}建设，取得新进展。")


def test_tokens_hold_letters_and_their_join_is_the_text_without_marks():
    tokens = load_segmenter().cut_text("2022年，GDP增长8.6%；“十四五”开局良好。")
    assert all(any(mark.isalnum() for mark in token) for token in tokens)
    assert "GDP" in tokens


def test_neither_the_global_tokenizer_nor_a_shared_cache_is_touched():
    import jieba

    before = set(Path(tempfile.gettempdir()).glob("jieba*"))
    Segmenter().cut_text("韧性城市")
    assert not jieba.dt.initialized
    assert set(Path(tempfile.gettempdir()).glob("jieba*")) == before


def test_terms_are_han_words_without_stop_words():
    counts = count_terms(["韧性城市", "的", "2022", "GDP", "城", "韧性城市", next(iter(load_stopwords()))])
    assert counts == {"韧性城市": 2}
