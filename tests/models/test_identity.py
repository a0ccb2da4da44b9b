"""Identity: the text is believed first, the path last, and every disagreement is a doubt."""

from datetime import date

import pytest

from models.conflicts import decide_identity
from models.identity import (
    count_places,
    find_place,
    find_session_date,
    identify_text,
)
from models.labels import place_of_path, year_of_path
from models.structure import find_lines


def identify(text, title="", path=None):
    lines = find_lines(text, (), find_session_date(text))
    return decide_identity(identify_text(text, lines, {"title": title}), {"title": title}, path, count_places(text))


HEAD = "政府工作报告\n——{date}在{place}第十七届人民代表大会第二次会议上\n{place}人民政府市长 某某\n各位代表：\n"
BODY = "一、{last}年工作回顾\n甲。\n二、{year}年工作安排\n乙。\n"


def report(place="德阳市", day="2022年1月5日", year=2022):
    return HEAD.format(date=day, place=place) + BODY.format(last=year - 1, year=year)


def test_an_ordinary_report():
    identity, doubts = identify(report(), path="/home/德阳市/2022.md")
    assert (identity.city_code, identity.kind, identity.year, identity.reviewed_year) == (
        "510600",
        "work_report",
        2022,
        2021,
    )
    assert identity.session_date == date(2022, 1, 5)
    assert identity.scope == "annual"
    assert doubts == []


def test_a_report_read_in_december_plans_for_the_next_year():
    identity, doubts = identify(report(day="2021年12月28日"), path="洛阳/2022.md".replace("洛阳", "德阳"))
    assert (identity.year, identity.session_date) == (2022, date(2021, 12, 28))
    assert doubts == []


def test_the_text_is_believed_and_the_path_doubted():
    identity, doubts = identify(report(), path="/x/沧州市/2016.md")
    assert (identity.city_code, identity.year) == ("510600", 2022)
    assert sorted(kind for kind, _ in doubts) == ["place_conflict", "year_conflict"]


def test_a_text_that_is_silent_leaves_it_to_title_and_path():
    identity, _ = identify("各位代表：\n向大会报告工作。\n", "2019年绵阳市政府工作报告", "/x/a.md")
    assert (identity.city_code, identity.year) == ("510700", 2019)
    identity, _ = identify("各位代表：\n向大会报告工作。\n", "", "/x/绵阳市/2018.md")
    assert (identity.city_code, identity.year) == ("510700", 2018)


def test_what_nobody_tells_is_a_doubt():
    identity, doubts = identify("各位代表：\n向大会报告工作。\n", "", "/x/a.md")
    assert (identity.city_code, identity.year) == (None, None)
    assert sorted(kind for kind, _ in doubts) == ["place_unknown", "year_unknown"]


def test_a_slip_in_the_opening_is_corrected_by_the_body():
    text = report("苏州市", "2015年1月19日", 2015) + "宿州发展。" * 12
    identity, doubts = identify(text, "宿州市政府工作报告", "/x/宿迁市/2015.md")
    assert identity.city_code == "341300"
    assert {"place_doubted", "place_conflict"} <= {kind for kind, _ in doubts}


def test_a_report_of_a_term_alone_takes_the_year_of_its_session():
    text = (
        HEAD.format(date="2021年10月12日", place="德阳市") + "一、过去五年工作回顾\n甲。\n二、今后五年奋斗目标\n乙。\n"
    )
    identity, _ = identify(text)
    assert (identity.scope, identity.year, identity.reviewed_year) == ("term", 2021, None)


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("——2021年2月26日在石家庄市第十四届人民代表大会第六次会议上\n", "130100"),
        ("酒泉市市长 某某\n", "620900"),
        ("国务院总理 某某\n", "000000"),
        ("现在，我代表恩施土家族苗族自治州人民政府，向大会报告\n", "422800"),
        ("现在，我代表市人民政府，向大会报告\n", None),
    ],
)
def test_where_the_opening_names_the_place(head, code):
    place = find_place(head)
    assert (place.code if place else None) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("各位代表：\n这一年，国务院总理来我市视察。我代表绵阳市人民政府，向大会报告工作", "510700"),
        ("在四川省省长的关心下，我代表绵阳市人民政府，向大会报告", "510700"),
        ("——2022年1月8日在北京市朝阳区第十七届人民代表大会第一次会议上", "110105"),
        ("——2022年1月8日在内蒙古自治区呼和浩特市第十六届人民代表大会上", "150100"),
        ("德阳市人民政府工作报告\n各位代表：", "510600"),
        ("阿里地区行政公署专员 某某\n", "542500"),
    ],
)
def test_the_government_that_reports_goes_before_offices_in_passing(text, code):
    assert find_place(text).code == code


def test_the_day_of_publication_is_not_that_of_the_session():
    text = "发布日期：2023年11月18日\n德阳市政府工作报告\n——2022年1月6日在德阳市第八届人民代表大会上\n各位代表：\n"
    identity, doubts = identify(text + BODY.format(last=2021, year=2022))
    assert (identity.year, identity.session_date) == (2022, date(2022, 1, 6))
    assert doubts == []


def test_headings_of_other_years_are_a_doubt():
    text = HEAD.format(date="2022年1月5日", place="德阳市") + BODY.format(last=2018, year=2019)
    identity, doubts = identify(text)
    assert identity.year == 2022
    assert doubts == [("year_conflict", "text: 2022; headings: 2019")]


@pytest.mark.parametrize(
    ("path", "code", "year"),
    [
        ("/x/2022年成都市政府工作报告.md", "510100", 2022),
        ("/x/四川省成都市/2022年.md", "510100", 2022),
        ("/x/四川-成都-2022.md", "510100", 2022),
        ("/x/chengdu/2022.md", "510100", 2022),
        ("/x/510100_20220106.md", "510100", 2022),
        ("/x/成都2022年政府工作报告.md", "510100", 2022),
        ("/x/成都市/2021-12-28.md", "510100", 2022),
        ("/x/成都市/二〇二二年.md", "510100", 2022),
    ],
)
def test_names_of_files_in_the_forms_that_people_use(path, code, year):
    assert (place_of_path(path).code, year_of_path(path)) == (code, year)


def test_paths_are_read_from_the_nearest_part():
    assert place_of_path("/srv/成都市/上海市/2021.md").code == "310000"
    assert place_of_path("/x/2024_三亚.docx").code == "460200"
    assert place_of_path("/成都市/a/b/c/d.md") is None
    assert year_of_path("/x/2016-11.md") == 2016
    assert year_of_path("/x/1234567.md") is None


def test_labels_of_real_reports_are_met(shared):
    """A third of the corpus: place and year as filed, or doubted; the known mislabelled files are all caught."""
    from crawlers.readers import read_bytes
    from models.normalization import fold_characters

    root = shared / "corpus" / "work_reports"
    wrong, doubted, total = [], set(), 0
    known_wrong = {"宿迁市/2015", "沧州市/2016", "淮南市/2016", "潮州市/2015", "牡丹江市/2016"}
    files = sorted(root.rglob("*.md"))[::3]
    files += [root / f"{name}.md" for name in known_wrong]
    for file in dict.fromkeys(files):
        reading = read_bytes(file.read_bytes())
        identity, doubts = identify_reading(fold_characters(reading.text), reading, str(file))
        name = f"{file.parent.name}/{file.stem}"
        total += 1
        if any(kind in ("place_conflict", "year_conflict") for kind, _ in doubts):
            doubted.add(name)
        elif (place_of_path(str(file)).code, year_of_path(str(file))) != (identity.city_code, identity.year):
            wrong.append(name)
    assert not wrong
    assert known_wrong <= doubted
    assert len(doubted - known_wrong) <= 0.02 * total


def identify_reading(text, reading, path):
    lines = find_lines(text, reading.bold, find_session_date(text))
    by_text = identify_text(text, lines, reading.claims)
    return decide_identity(by_text, reading.claims, path, count_places(text))


def test_a_slip_of_the_day_is_corrected_by_headings_title_and_path_together():
    opening = "（2010年2月20日 某某）\n各位代表，我代表江苏省人民政府报告工作。\n"
    text = f"{opening}一、2002年工作回顾\n甲。\n二、2003年工作安排\n乙。\n"
    identity, doubts = identify(text, "江苏省2003年政府工作报告", "/x/江苏省/2003.md")
    assert identity.year == 2003
    assert "year_conflict" in [issue for issue, _ in doubts]
    identity, _ = identify(text, "江苏省2004年政府工作报告", "/x/江苏省/2003.md")
    assert identity.year == 2010
