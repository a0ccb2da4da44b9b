"""Lexicon check: laws of the findings, and the packaged schemes as data."""

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.lexicon_check import FINDINGS, CorpusCounts, Finding, check_lexicon, overlaps
from models.themes import Scheme, Theme, ThemeMatcher, parse_scheme

WORD = st.text("防洪涝汛排", min_size=1, max_size=4)
NEW_SCHEMES = ("governance_views", "community_paths", "community_practices", "policy_tools", "hazards")


def theme(name, terms, negative=(), is_confirmed=True):
    return Theme("s", name, name, name, "d", "d", "source", is_confirmed, tuple(terms), tuple(negative))


def check(*themes, counts=None):
    return check_lexicon([Scheme("s", "1", "s", "s", themes)], counts)


def kinds(found):
    return [(f.theme, f.term, f.finding) for f in found]


@pytest.fixture(scope="module")
def packaged():
    folder = files("models.lexicon")
    return [parse_scheme((folder / f"{n}.toml").read_text(encoding="utf-8"), n) for n in NEW_SCHEMES]


def test_a_clean_scheme_has_no_findings():
    assert check(theme("a", ["洪水"], ["洪水猛兽"]), theme("b", ["台风"])) == []


def test_a_term_of_two_themes_is_told_once_and_names_the_other():
    found = check(theme("a", ["水旱灾害"]), theme("b", ["水旱灾害"]))
    assert found == [Finding("s", "a", "水旱灾害", "in_two_themes", "also in b")]


def test_a_term_within_a_term_is_covered_unless_a_negative_stands_between():
    assert kinds(check(theme("a", ["积水", "路段积水点"]))) == [("a", "路段积水点", "covered")]
    assert kinds(check(theme("a", ["积水", "路段积水点"], ["积水点"]))) == []


def test_a_negative_that_overlaps_no_term_as_short_is_idle():
    found = check(theme("a", ["台风"], ["平台风", "地震局", "台"]))
    assert kinds(found) == [("a", "台", "idle_negative"), ("a", "地震局", "idle_negative")]


@given(st.lists(WORD, min_size=1, max_size=4, unique=True), WORD, st.text("防洪涝汛排甲", max_size=12))
def test_an_idle_negative_changes_no_mention(terms, negative, text):
    if negative in terms:
        return
    with_it, without = theme("a", terms, [negative]), theme("a", terms)
    if any(f.finding == "idle_negative" for f in check(with_it)):
        found, expected = (
            ThemeMatcher([Scheme("s", "1", "s", "s", (t,))]).find_mentions(text) for t in (with_it, without)
        )
        assert found == expected


@given(WORD, WORD)
def test_overlap_is_symmetric_and_every_string_overlaps_itself(one, other):
    assert overlaps(one, other) == overlaps(other, one)
    assert overlaps(one, one)


def test_counts_tell_terms_that_never_occur_and_terms_that_fire_everywhere():
    counts = CorpusCounts(mentions={("s", "a", "发展"): 900}, documents_of_term={("s", "a", "发展"): 81}, documents=100)
    found = check(theme("a", ["发展", "海啸"]), counts=counts)
    assert kinds(found) == [("a", "发展", "fires_everywhere"), ("a", "海啸", "never_occurs")]
    assert found[0].detail == "81 of 100 documents"


def test_exactly_the_threshold_is_not_beyond_it():
    counts = CorpusCounts(
        documents_of_term={("s", "a", "发展"): 80},
        documents=100,
        sentences={("s", "a"): 10, ("s", "b"): 10},
        sentences_of_pair={("s", "a", "b"): 5},
    )
    assert check(theme("a", ["发展"]), theme("b", ["海啸"]), counts=counts) == []


@pytest.mark.parametrize("pair", [("s", "a", "b"), ("s", "b", "a")])
def test_a_theme_within_another_overlaps_it_whatever_the_order_of_the_pair(pair):
    counts = CorpusCounts(sentences={("s", "a"): 10, ("s", "b"): 100}, sentences_of_pair={pair: 6})
    found = check(theme("a", ["洪水"]), theme("b", ["台风"]), counts=counts)
    assert [(f.theme, f.finding, f.detail) for f in found] == [("a", "themes_overlap", "6 of 10 sentences also in b")]


def test_an_unconfirmed_name_is_told_with_its_source():
    assert check(theme("a", ["洪水"], is_confirmed=False)) == [Finding("s", "a", "", "unconfirmed", "source")]


def test_documents_of_terms_need_the_number_of_documents():
    with pytest.raises(ValueError, match="number of documents"):
        check(theme("a", ["洪水"]), counts=CorpusCounts(documents_of_term={("s", "a", "洪水"): 1}))


def test_findings_come_in_the_order_of_the_closed_list():
    found = check(theme("a", ["洪水", "防洪水"], ["地震"], is_confirmed=False), theme("b", ["洪水"]))
    order = list(FINDINGS)
    places = [order.index(f.finding) for f in found]
    assert places == sorted(places)
    assert {f.finding for f in found} == {"in_two_themes", "covered", "idle_negative", "unconfirmed"}


def test_no_negative_of_the_further_schemes_is_idle(packaged):
    assert [f for f in check_lexicon(packaged) if f.finding == "idle_negative"] == []


def test_only_our_own_additions_to_the_founding_paper_are_unconfirmed(packaged):
    unconfirmed = {(f.scheme, f.theme) for f in check_lexicon(packaged) if f.finding == "unconfirmed"}
    assert unconfirmed == {
        ("community_practices", name)
        for name in ("party_led_governance", "fengqiao", "dispute_centre", "community_workers", "prompt_response")
    }
