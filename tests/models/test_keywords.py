"""Keywords: what is merged, left out and drawn, and that nothing else is."""

import random
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.literature import keywords as keywords_module
from models.literature.drawn_keywords import draw_keywords, list_vocabulary
from models.literature.keywords import (
    KeywordRules,
    Variant,
    count_keywords,
    fold_keyword,
    settle_keywords,
    tidy_keyword,
)
from models.literature.synonyms import Synonyms, SynonymsError, parse_stop_keywords, parse_synonyms
from models.script import MissingConverterError


@dataclass(frozen=True)
class Made:
    record_id: str
    keywords: tuple[str, ...] = ()
    title: str = ""
    abstract: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = 2021
    journal: str = ""
    issue: str = ""
    type: str = "journal"


def settle(*lists, rules=None):
    return settle_keywords([Made(f"r{n}", keywords) for n, keywords in enumerate(lists)], rules)


def test_width_case_and_spacing_are_one_keyword_under_its_commonest_spelling():
    settled = settle(
        ("GIS", "韧性 社区"), ("ＧＩＳ", "韧性社区"), ("gis", "“韧性社区”"), ("GIS",), ("Resilient  city",)
    )
    assert count_keywords(settled) == [("GIS", 4), ("韧性社区", 3), ("Resilient city", 1)]
    assert Variant("GIS", "gis", 1, "spelling") in settled.variants
    assert {variant.spelling for variant in settled.variants} == {
        "ＧＩＳ", "gis", "韧性 社区", "“韧性社区”", "Resilient  city",
    }  # fmt: skip


def test_a_record_has_a_keyword_once():
    settled = settle(("韧性", "韧 性", "韧性", "社区"))
    assert settled.by_record == {"r0": ("韧性", "社区")}


def test_synonyms_go_by_their_primary():
    synonyms = parse_synonyms("# 同义词\n\n城市韧性#韧性城市#都市韧性\n韧性#城市韧性\n应急管理 # 应急\n")
    assert synonyms.primaries == {"韧性城市": "韧性", "都市韧性": "韧性", "城市韧性": "韧性", "应急": "应急管理"}
    settled = settle(("韧性城市", "韧性"), ("都市 韧性",), ("应急",), rules=KeywordRules(synonyms))
    assert count_keywords(settled) == [("韧性", 2), ("应急管理", 1)]
    assert settled.by_record["r0"] == ("韧性",)
    assert Variant("韧性", "韧性城市", 1, "synonym") in settled.variants


@pytest.mark.parametrize(
    ("text", "line"),
    [("甲#乙\n丙#乙\n", 2), ("甲#乙\n乙#甲\n", 2), ("甲#乙\n乙#丙\n丙#甲\n", 3), ("\n单独一词\n", 2), ("甲#\n", 1)],
)
def test_synonyms_that_contradict_are_refused_with_their_line(text, line):
    with pytest.raises(SynonymsError) as caught:
        parse_synonyms(text)
    assert 1 <= caught.value.line <= line and str(caught.value).startswith(f"line {caught.value.line}: ")


@given(st.text("甲乙丙丁#\n ", max_size=40))
def test_any_list_of_synonyms_is_settled_or_refused(text):
    try:
        primaries = parse_synonyms(text).primaries
    except SynonymsError:
        return
    assert not set(primaries.values()) & primaries.keys()


def test_stop_keywords_are_left_out_and_counted():
    stops = parse_stop_keywords("# 停用\n研究 # 太宽\n\nＣｈｉｎａ\n")
    assert stops == {"研究", "Ｃｈｉｎａ"}
    settled = settle(("研究", "韧性", "china"), ("研究",), rules=KeywordRules(stops=stops))
    assert settled.by_record == {"r0": ("韧性",), "r1": ()}
    assert settled.stopped == {"china": 1, "研究": 2}


def test_script_is_folded_where_the_converter_is_installed(monkeypatch):
    table = str.maketrans("韌區災", "韧区灾")
    monkeypatch.setattr(keywords_module, "simplify_script", lambda text: text.translate(table))
    settled = settle(("韌性社區",), ("韧性社区",), ("韌性社區",))
    assert count_keywords(settled) == [("韧性社区", 3)]
    assert settled.variants == (Variant("韧性社区", "韌性社區", 2, "script"),)
    assert count_keywords(settle(("韌性",), ("韧性",), rules=KeywordRules(simplifies=False))) == [
        ("韌性", 1),
        ("韧性", 1),
    ]


def test_script_stays_where_the_converter_is_absent(monkeypatch):
    def refuse(text):
        raise MissingConverterError("absent")

    monkeypatch.setattr(keywords_module, "simplify_script", refuse)
    assert count_keywords(settle(("韌性",), ("韧性",))) == [("韌性", 1), ("韧性", 1)]


def test_opencc_is_asked_only_about_what_is_not_simplified():
    pytest.importorskip("opencc")
    assert count_keywords(settle(("韌性社區", "乾隆"), ("韧性社区", "著作权"))) == [
        ("韧性社区", 2), ("乾隆", 1), ("著作权", 1),
    ]  # fmt: skip


VOCABULARY = ["韧性", "韧性社区", "GIS", "防汛"]


def test_keywords_are_drawn_for_records_without_and_marked():
    records = [
        Made("own", ("韧性",), "防汛"),
        Made("drawn", (), "韧性社区的 ＧＩＳ 与 GISX", "防汛，防汛，韧性。"),
        Made("none", (), "别的题目"),
    ]
    drawn = draw_keywords(records, VOCABULARY)
    assert drawn == {"drawn": ("韧性社区", "GIS", "防汛", "韧性")}
    settled = settle_keywords(records, drawn=drawn)
    assert settled.drawn == {"drawn"} and settled.by_record["none"] == ()
    assert draw_keywords(records, VOCABULARY, most=1) == {"drawn": ("韧性社区",)}
    assert draw_keywords(records, []) == {}


def test_the_vocabulary_is_what_several_records_give():
    records = [Made("a", ("GIS", "韧性", "类")), Made("b", ("gis", "防汛", "类")), Made("c", ("GIS",))]
    assert list_vocabulary(records) == ["GIS"]
    assert list_vocabulary(records, least=1) == ["GIS", "防汛", "韧性"]


@given(st.lists(st.lists(st.text("韧性GIS gis“”Ｇ，", max_size=6), max_size=4), max_size=6), st.randoms())
def test_the_order_of_records_changes_nothing_and_counts_are_brute_counts(lists, rng):
    records = [Made(f"r{n}", tuple(keywords)) for n, keywords in enumerate(lists)]
    settled = settle_keywords(records)
    shuffled = records[:]
    rng.shuffle(shuffled)
    again = settle_keywords(shuffled)
    assert again.by_record == settled.by_record and again.variants == settled.variants
    for name, count in count_keywords(settled):
        assert count == sum(
            any(fold_keyword(keyword) == fold_keyword(name) for keyword in record.keywords) for record in records
        )


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing(text):
    assert fold_keyword(fold_keyword(text)) == fold_keyword(text)
    assert tidy_keyword(tidy_keyword(text)) == tidy_keyword(text)


def test_random_records_take_linear_time():
    rng = random.Random(3)
    words = [f"词{n}" for n in range(2000)]
    records = [replace(Made(str(n)), keywords=tuple(rng.sample(words, 4))) for n in range(5000)]
    assert sum(count for _, count in count_keywords(settle_keywords(records))) == 20_000
    assert Synonyms().primaries == {}
