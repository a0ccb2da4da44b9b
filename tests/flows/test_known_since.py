"""Known since: the day from which a document could be known: session, publication, address, end of its year."""

from datetime import date

import pytest

from flows.home import Home
from flows.steps.adding import add_paths
from flows.steps.building import build
from warehouse.door import open_published

REPORT = """---
title: {city}政府工作报告（2022年）（演示样本）
source: {url}
sample: true
---

# {city}政府工作报告（2022年）

各位代表：

现在，我向大会报告工作。

## 一、2021年工作回顾

一年来，{city}改造管网{number}公里。

## 二、2022年工作安排

今年，{city}要加快建设韧性城市，编制韧性城市专项规划。
"""
ADDRESSES = {
    "成都市": ("https://www.a.example/gk/202112/t20211225_1.html", date(2021, 12, 25)),
    "西安市": ("https://www.a.example/2022/11/3/art_1.html", date(2022, 11, 3)),
    "北京市": ("https://www.a.example/2022/01-11/2380655.html", date(2022, 1, 11)),
    "上海市": ("https://www.a.example/nw12336/20220125/c19.html", date(2022, 1, 25)),
    "广州市": ("https://www.a.example/202211/x.html", date(2022, 12, 31)),  # a month is no day
    "洛阳市": ("https://www.a.example/20180813/0001-12336.html", date(2022, 12, 31)),  # of a site's move
}


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    folder = tmp_path_factory.mktemp("known")
    for number, (city, (url, _)) in enumerate(ADDRESSES.items(), start=1):
        (folder / f"{city}.md").write_text(REPORT.format(city=city, url=url, number=number), "utf-8")
    home = Home(tmp_path_factory.mktemp("home"))
    add_paths(home, [folder])
    build(home)
    with open_published(home.root) as connection:
        yield connection


def test_an_address_dates_a_document_where_nothing_else_does(known):
    found = dict(known.execute("SELECT city, known_since FROM out.documents WHERE session_date IS NULL").fetchall())
    assert found == {city: day for city, (_, day) in ADDRESSES.items()}


def test_every_clock_is_the_same(known):
    """What a cell of Table 1 rests on is collected by the day from which it is known."""
    differing = """
        SELECT practices.city FROM out.practices JOIN out.documents USING (document_id)
        WHERE practices.known_since <> documents.known_since
    """
    assert known.execute(differing).fetchall() == []
    from reports.queries import run_query

    for city, (_, day) in ADDRESSES.items():
        (code,) = known.execute("SELECT city_code FROM out.places WHERE city = ?", [city]).fetchone()
        (row,) = run_query(known, "table_1_collected", city_codes=[code], as_of=day)
        assert row["reports"] == 1


def test_a_membership_of_a_year_is_known_from_its_end(known):
    early = """
        SELECT city FROM out.practices WHERE practice_type IN ('membership', 'pilot')
        AND known_since < (
            SELECT min(least(
                CASE date_precision WHEN 'year' THEN make_date(year(since), 12, 31) ELSE since END, source_date
            ))
            FROM out.memberships
            WHERE memberships.city_code = practices.city_code AND memberships.practice = practices.practice
        )
    """
    assert known.execute(early).fetchall() == []
    units = "SELECT printed_city FROM out.practices_known WHERE city IN ('西咸新区', '贵安新区', '雄安新区')"
    assert {row[0] for row in known.execute(units).fetchall()} == {"西咸新区", "贵安新区", "雄安新区"}
