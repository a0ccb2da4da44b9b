"""Depth: from a word in a list to a result that is reported. The sentences are ours."""

import pytest

from models.practices.catalogue import load_practices
from models.practices.depth import Statement, choose_own_instrument, is_among_qualities, is_note, judge_depth
from models.practices.instruments import find_instruments
from models.themes import load_matcher, load_schemes


def depth_of(text, section="plan_year", is_heading=False, is_formula=False, word="韧性"):
    start = text.index(word)
    content = [
        ((found.start, found.end), found.theme)
        for found in load_matcher().find_mentions(text)
        if found.scheme == "urban_resilience" and found.theme != "resilience_goal"
    ]
    return judge_depth(Statement(text, (start, start + len(word)), content, section, is_heading, is_formula))[0]


@pytest.mark.parametrize(
    ("text", "section", "expected"),
    [
        ("打造宜居、韧性、智慧城市。", "plan_year", 1),
        ("推动文旅融合，做强县域经济，提升城市韧性，办好民生实事。", "plan_year", 1),
        ("城市韧性还不够强，老旧管网隐患不少。", "problems", 1),
        ("建设韧性城市，改造供水管网80公里，整治积水点12处。", "plan_year", 2),
        ("整治积水点12处，更新燃气管网，不断提升城市安全韧性。", "plan_year", 2),
        ("加快建设韧性城市。", "plan_year", 2),
        ("实施韧性提升行动，完善社区服务，办好民生实事。", "plan_year", 2),
        ("编制韧性城市专项规划，提升本质安全水平。", "plan_year", 3),
        ("探索开展韧性社区试点，办好民生实事。", "plan_year", 3),
        ("城市韧性显著增强。", "plan_term", 2),  # a goal, however it is worded
        ("城市韧性显著增强。", "review", 4),
        ("推进韧性城市建设，整治积水点12处。", "review", 4),
        ("率先出台韧性城市专项规划，居民更有安全感。", "review", 4),
        ("海绵城市、韧性城市建设深入实施。", "review", 1),
    ],
)
def test_the_ladder(text, section, expected):
    assert depth_of(text, section) == expected


def test_a_heading_is_a_task_and_a_borrowed_clause_is_a_word():
    assert depth_of("（三）打造宜居、韧性、智慧城市", is_heading=True) == 2
    assert depth_of("加快建设韧性城市。", is_formula=True) == 1
    assert depth_of("编制韧性城市专项规划。", is_formula=True) == 3


def test_no_plan_reports_a_result():
    for text in ("城市韧性显著增强，建成避难场所12处。", "率先出台韧性城市专项规划。"):
        assert depth_of(text, "review") == 4
        assert depth_of(text, "plan_year") < 4
        assert depth_of(text, "problems") < 4


def test_an_instrument_must_be_made_for_the_subject():
    text = "加快制定物业管理条例，统筹推进公园城市、韧性城市建设。"
    start = text.index("韧性")
    assert [each.kind for each in find_instruments(text)] == ["regulation"]
    assert choose_own_instrument(text, (start, start + 2), list(find_instruments(text))) is None
    text = "建立健全韧性城市评价体系。"
    start = text.index("韧性")
    found = choose_own_instrument(text, (start, start + 2), list(find_instruments(text)))
    assert found.kind == "evaluation"
    assert text[found.start : found.end] == found.name


def test_rows_of_qualities():
    def is_row(text):
        start = text.index("韧性")
        return is_among_qualities(text, (start, start + 2))

    assert is_row("建设宜居城市、韧性城市、智能城市")
    assert is_row("打造宜居韧性智慧城市")
    assert not is_row("加快建设安全韧性城市")
    assert not is_row("提升城市韧性，改造管网")


def test_notes_are_told():
    assert is_note("[12]韧性城市：能够承受冲击并恢复的城市。")
    assert is_note("韧性城市是指能够承受冲击的城市。")
    assert not is_note("加快建设韧性城市，改造管网80公里。")


def test_every_practice_can_be_printed():
    practices = load_practices()
    assert {each.category for each in practices} == {"自主探索类", "基层治理类"}
    assert {each.id for each in practices if each.basis == "community"} == {
        theme.theme for scheme in load_schemes() for theme in scheme.themes if scheme.scheme == "community_practices"
    }
