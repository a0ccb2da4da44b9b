"""Promises and their outcomes on sentences of ours (fiction, 演示样本): laws before examples."""

import random

import pytest

from models.practices.instruments import find_instruments, list_nouns
from models.practices.outcomes import HORIZON, LIKENESS, Report, measure_likeness, pair_promises
from models.practices.promises import Mention, find_mentions, is_promise

PLANNED = "制定韧性城市空间专项规划，划出备用通道。"
AGAIN = "编制韧性城市建设专项规划，每个街道设值守点。"
MADE = "出台韧性城市空间规划，三座泵站换了新机组。"
OTHER = "新建口袋公园十二处，改造老旧小区。"


def make_report(year, review=(), plan=()):
    report, number = Report(year), 0
    for sentences, is_plan in ((review, False), (plan, True)):
        for sentence in sentences:
            nouns = list_nouns(sentence)
            found = list(find_instruments(sentence, nouns))
            mentions = find_mentions(number, sentence, found, nouns)
            if is_plan:
                report.plan += mentions
                report.promised += [(number, each) for each in found if is_promise(sentence, each)]
            else:
                report.review += mentions
            number += 1
    return report


def tell(*reports):
    return [
        (p.instrument.name, p.year, p.outcome, p.outcome_year, p.years_repeated, p.is_censored)
        for p in pair_promises(reports)
    ]


def follow(*later, planned=PLANNED):
    """Return the fate of the one promise of 2023, given review and plan of the years after it (None: not collected)."""
    reports = [make_report(2023, (OTHER,), (planned,))]
    reports += [make_report(2024 + n, *parts) for n, parts in enumerate(later) if parts is not None]
    return next(each[2:] for each in tell(*reports) if each[1] == 2023)


NOTHING = ((OTHER,), (OTHER,))


def test_a_name_that_changes_from_year_to_year_is_followed():
    """Planned, planned again under another name, adopted under a third."""
    assert follow(((OTHER,), (AGAIN,)), ((MADE,), ())) == ("kept", 2025, [2024], False)


def test_silence_is_told_only_where_all_three_years_are_collected():
    assert follow(NOTHING, NOTHING, NOTHING) == ("silent", None, [], False)
    for missing in range(HORIZON):
        later = [None if n == missing else NOTHING for n in range(HORIZON)]
        assert follow(*later) == ("", None, [], True)
    assert follow() == ("", None, [], True)


def test_dropped_is_named_once_more_and_then_no_more():
    named = ((OTHER,), (AGAIN,))
    assert follow(named, NOTHING, NOTHING) == ("dropped", 2024, [2024], False)
    assert follow(named, NOTHING, None) == ("repeated", 2024, [2024], True)
    assert follow(NOTHING, named, NOTHING) == ("repeated", 2025, [2025], False)
    assert follow(named, named, named) == ("repeated", 2026, [2024, 2025, 2026], False)


def test_kept_needs_no_year_after_it_and_the_first_report_decides():
    assert follow(((MADE,), ())) == ("kept", 2024, [], False)
    assert follow(None, ((MADE,), ()), ((MADE,), ())) == ("kept", 2025, [], False)
    assert follow(NOTHING, NOTHING, NOTHING, ((MADE,), ())) == ("silent", None, [], False), (
        "the fourth year is too late"
    )


def test_a_review_of_work_not_finished_repeats_and_does_not_keep():
    assert follow((("正在加快韧性城市空间专项规划编制。",), ())) == ("repeated", 2024, [2024], True)
    assert follow((("加快编制并印发韧性城市空间专项规划。",), ()))[0] == "kept"


def test_a_plan_that_carries_it_out_tells_that_it_is_there():
    assert follow(((OTHER,), ("深入实施韧性城市空间专项规划。",))) == ("kept", 2024, [], False)


def test_what_others_grant_is_kept_only_when_they_did():
    planned = "争创国家安全发展示范城市。"
    assert follow((("积极创建国家安全发展示范城市。",), ()), planned=planned)[0] == "repeated"
    assert follow((("获评国家安全发展示范城市。",), ()), planned=planned)[0] == "kept"


def test_what_is_promised_again_is_one_promise_and_after_it_is_kept_another():
    told = tell(
        make_report(2020, (), (PLANNED,)), make_report(2021, (), (AGAIN,)), make_report(2022, (MADE,), (AGAIN,))
    )
    assert [(year, outcome) for _, year, outcome, *_ in told] == [(2020, "kept"), (2022, "")]
    assert len(tell(make_report(2020, (), (PLANNED, PLANNED, AGAIN)))) == 1


def test_the_order_of_reports_changes_nothing_and_no_promise_is_told_twice():
    dice = random.Random(11)
    things = ["排水防涝", "避难场所", "海绵城市", "消防救援", "地下管网", "社区应急", "桥梁监测", "物资储备"]
    verbs = ["编制", "制定", "实施", "出台", "完善", "启动", "建成", "推进"]
    ends = ["专项规划", "三年行动计划", "管理平台", "管理条例", "试点", "建设导则"]
    for _ in range(30):
        reports = []
        for year in dice.sample(range(2015, 2026), dice.randint(1, 9)):
            parts = [
                [dice.choice(verbs) + dice.choice(things) + dice.choice(ends) + "。" for _ in range(6)] for _ in "rp"
            ]
            reports.append(make_report(year, *parts))
        told = tell(*reports)
        assert told == tell(*dice.sample(reports, len(reports)))
        years = {report.year for report in reports}
        assert len({(name, year) for name, year, *_ in told}) == len(told)
        for _, year, outcome, outcome_year, repeated, is_censored in told:
            collected = sum(year + n in years for n in range(1, HORIZON + 1))
            assert outcome in ("", "kept", "repeated", "dropped", "silent")
            assert (outcome_year is None) == (outcome in ("", "silent"))
            assert outcome_year is None or (outcome_year in years and year < outcome_year <= year + HORIZON)
            assert repeated == sorted(set(repeated)) and set(repeated) <= years
            assert is_censored == (outcome != "kept" and collected < HORIZON)
            assert outcome not in ("silent", "dropped") or collected == HORIZON


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("制定避难场所专项规划。", True),
        ("设立巨灾救助专项资金。", True),
        ("开展韧性社区改造试点。", True),
        ("建设桥梁安全监测平台。", True),
        ("实施避难场所专项规划。", False),  # it is there
        ("落实国家综合防灾减灾规划。", False),
        ("制定落实中央防灾减灾规划的方案。", False),
        ("已编制避难场所专项规划。", False),  # it is done
        ("编制了避难场所专项规划。", False),
        ("按照《关于制定云泽市防灾减灾规划的建议》开展工作。", False),  # a title quoted
        ("开展第七次全国人口普查。", False),
    ],
)
def test_a_promise_is_to_come_into_being_by_the_place_itself(sentence, expected):
    assert any(is_promise(sentence, each) for each in find_instruments(sentence)) is expected


def make_mention(core, is_named=True):
    return Mention(0, "plan", core, is_named, "", False, False, False)


def test_likeness_is_symmetric_for_names_and_one_for_the_same():
    names = ["韧性城市空间", "韧性城市", "排水防涝", "城市排水防涝设施", "公共服务", "养老公共服务"]
    for one in names:
        assert measure_likeness(one, make_mention(one)) == 1 or one == "公共服务"  # wide words only: like nothing
        for other in names:
            assert measure_likeness(one, make_mention(other)) == measure_likeness(other, make_mention(one)) <= 1
    assert measure_likeness("韧性城市空间", make_mention("韧性城市")) >= LIKENESS
    assert measure_likeness("养老公共服务", make_mention("公共服务")) < LIKENESS
    assert measure_likeness("养老公共服务", make_mention("医疗公共服务")) < LIKENESS


def test_a_list_that_one_noun_ends_names_each():
    sentence = "编制完成排水防涝、避难场所等专项规划。"
    nouns = list_nouns(sentence)
    cores = [each.core for each in find_mentions(0, sentence, list(find_instruments(sentence, nouns)), nouns)]
    assert "避难场所" in cores and "排水防涝" in cores
