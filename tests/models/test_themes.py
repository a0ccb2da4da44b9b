"""Themes: laws of the matcher, and the packaged scheme as data."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.senses import SENSES, find_senses, load_sense_rule
from models.themes import Scheme, Theme, ThemeMatcher, load_crosswalk, load_matcher, load_schemes, parse_scheme

WORDS = ["韧性", "韧性城市", "城市", "经济韧性", "经济", "城市更新", "更新改造", "新改"]
TEXT = st.lists(st.sampled_from([*WORDS, "，", "甲", "更", "新"]), max_size=30).map("".join)


def theme(name, terms, negative=()):
    return Theme("s", name, name, name, "d", "d", "s", True, tuple(terms), tuple(negative))


def matcher(*themes):
    return ThemeMatcher([Scheme("s", "1", "s", "s", tuple(themes))])


def spans(found):
    return [(m.theme, m.term, m.start, m.end) for m in found]


@given(TEXT)
def test_every_mention_slices_back_to_its_term_and_none_overlap(text):
    found = matcher(theme("a", WORDS[:4]), theme("b", WORDS[4:])).find_mentions(text)
    for mention in found:
        assert text[mention.start : mention.end] == mention.term
    for name in "ab":
        own = sorted((m.start, m.end) for m in found if m.theme == name)
        assert all(left[1] <= right[0] for left, right in pairwise(own))


@given(TEXT, st.sampled_from(WORDS))
def test_a_term_added_to_one_theme_changes_no_other(text, term):
    alone = matcher(theme("a", ["韧性", "城市更新"], ["经济韧性"])).find_mentions(text)
    beside = matcher(theme("a", ["韧性", "城市更新"], ["经济韧性"]), theme("b", [term])).find_mentions(text)
    assert spans(alone) == [span for span in spans(beside) if span[0] == "a"]


def test_the_longest_term_wins_and_a_negative_term_holds_back_what_it_overlaps():
    found = matcher(theme("goal", ["韧性", "韧性城市"], ["经济韧性"]), theme("economy", ["经济韧性"]))
    assert spans(found.find_mentions("经济韧性强，建设韧性城市，增强韧性")) == [
        ("economy", "经济韧性", 0, 4),
        ("goal", "韧性城市", 8, 12),
        ("goal", "韧性", 15, 17),
    ]


def test_no_word_boundary_is_needed():
    assert spans(matcher(theme("a", ["韧性"])).find_mentions("推进韧性城市建设")) == [("a", "韧性", 2, 4)]


SMALL_SCHEME = """
scheme = "s"
version = "1"
name = "n"
name_zh = "n"
[[theme]]
id = "a"
theme_zh = "a"
name = "a"
definition = "d"
definition_zh = "d"
source = "s"
is_confirmed = true
terms = ["甲"]
"""


def test_a_scheme_that_lacks_a_field_names_it():
    with pytest.raises(ValueError, match=r"x\.toml: theme 'a' lacks 'definition'"):
        parse_scheme(
            'scheme="s"\nversion="1"\nname="n"\nname_zh="n"\n[[theme]]\nid="a"\ntheme_zh="a"\nname="a"\n', "x.toml"
        )
    with pytest.raises(ValueError, match="names twice: 甲"):
        parse_scheme(SMALL_SCHEME.replace('["甲"]', '["甲", "甲"]'), "x.toml")
    with pytest.raises(ValueError, match="version"):
        parse_scheme('scheme="s"\ntheme=[]', "x.toml")


def test_the_default_scheme_is_the_codebook():
    default = load_schemes()[0]
    assert [theme.theme for theme in default.themes] == [
        "hazard",
        "emergency",
        "safety",
        "public_health",
        "lifeline",
        "ecology",
        "economy",
        "welfare",
        "community",
        "participation",
        "digital",
        "resilience_goal",
        "renewal",
        "planning_law",
    ]
    for theme_ in default.themes:
        assert not set(theme_.terms) & set(theme_.negative)
        assert all(len(term) >= 2 for term in theme_.terms)


def overlaps(one, other):
    """Whether the two strings can share characters in some text without being equal."""
    return (
        one in other
        or other in one
        or any(one[-n:] == other[:n] or other[-n:] == one[:n] for n in range(1, min(len(one), len(other))))
    )


def test_negative_terms_can_hold_something_back():
    assert not overlaps("平台风险", "洪水") and overlaps("平台风险", "台风") and overlaps("大应急", "急救")
    for theme_ in load_schemes()[0].themes:
        for negative in theme_.negative:
            shorter = [term for term in theme_.terms if len(term) <= len(negative)]
            assert any(overlaps(negative, term) for term in shorter), (theme_.theme, negative)


def test_economic_resilience_is_no_goal_of_the_city():
    found = {m.theme for m in load_matcher().find_mentions("我国经济韧性强、潜力大，产业链供应链韧性提升")}
    assert "resilience_goal" not in found
    assert "resilience_goal" in {m.theme for m in load_matcher().find_mentions("加快建设韧性城市")}


@pytest.mark.parametrize(
    ("sentence", "senses"),
    [
        ("加快建设宜居、韧性、智慧城市。", ["urban"]),
        ("我国经济韧性强、潜力大。", ["economy"]),
        ("提升产业链供应链韧性和安全水平。", ["economy"]),
        ("以坚韧性格克服困难。", []),
        ("增强城市韧性，经济韧性不断显现。", ["urban", "economy"]),
    ],
)
def test_senses_of_resilience(sentence, senses):
    found = list(find_senses(sentence))
    assert [sense for _, _, sense in found] == senses
    assert all(sentence[start:end] == "韧性" for start, end, _ in found)


def test_the_sense_rule_names_known_senses():
    rule = load_sense_rule()
    assert rule.default in SENSES
    assert {sense for _, sense in rule.after + rule.before} <= set(SENSES)


def test_the_crosswalk_names_themes_that_exist():
    known = {(theme.scheme, theme.theme) for scheme in load_schemes() for theme in scheme.themes}
    for pair in load_crosswalk():
        assert (pair["scheme_a"], pair["theme_a"]) in known and (pair["scheme_b"], pair["theme_b"]) in known, pair
        assert pair["relation"] in {"same", "broader", "narrower", "related"}
