"""Memberships: every curated row is loaded and counted, and a bad one is refused with its file, line and key."""

from collections import Counter, defaultdict

import pytest

from models.places import load_places, resolve_place
from models.practices.memberships import COLUMNS, check_counts, load_memberships, parse_memberships
from models.practices.paper_table import load_paper_table, parse_paper_table
from models.practices.programmes import load_programmes, parse_programmes

PRINTED_CITIES = (
    *("德阳、黄石、海盐、义乌", "成都、洛阳、绵阳、宝丰、三亚、咸阳、西宁"),
    *("北京", "上海", "广州", "成都", "西安"),
)

# Fiction from here on (演示样本): a network that never was, and places that never joined it.
PROGRAMME = {
    "id": '"demo"',
    "zh": '"演示网络"',
    "name": '"Demo"',
    "category": '"国际合作类"',
    "practice_type": '"membership"',
    "designates": '"city"',
    "designated_by": '"演示基金会"',
    "practice": '"加入演示网络"',
    "since": "2010-05-30",
    "until": "2020-12-31",
    "is_complete": "false",
    "source": '"演示来源"',
    "source_date": "2010-06-01",
    "is_confirmed": "true",
}
ROW = {
    "programme": "demo",
    "city_code": "510100",
    "city": "成都市",
    "since": "2011-08-12",
    "date_precision": "day",
    "source": "演示来源",
    "source_date": "2011-08-16",
    "is_confirmed": "1",
}
PRINTED = {
    "category": '"国际合作类"',
    "cities": '["成都市"]',
    "practice": '"加入演示网络"',
    "documents": "[]",
    "rests_on": '"membership"',
    "programme": '"demo"',
}


def declare(table, block, **changes):
    lines = [f"{key} = {value}" for key, value in {**block, **changes}.items() if value is not None]
    return "\n".join([f"[[{table}]]", *lines, ""])


def write(*rows):
    return "\n".join([",".join(COLUMNS), *(",".join(row.get(column, "") for column in COLUMNS) for row in rows), ""])


def demo(**changes):
    return parse_programmes(declare("programme", PROGRAMME, **changes), "p.toml")


def read(*rows):
    return parse_memberships(write(*rows), "m.csv", demo())


def test_every_row_is_loaded_and_in_a_programme_of_cities():
    memberships, programmes = load_memberships(), load_programmes()
    assert len(memberships) >= 150
    for membership in memberships:
        assert programmes[membership.programme].designates == "city"
        assert membership.city_code in load_places()
        assert membership.source and membership.source_date
    assert {p.programme for p in programmes.values() if p.designates == "community"} == {"disaster_reduction_community"}


def test_complete_lists_have_as_many_rows_as_are_named_and_others_fewer():
    listed = Counter(membership.programme for membership in load_memberships())
    named = {p.programme: p.named_in_all for p in load_programmes().values() if p.is_complete}
    assert named == {name: listed[name] for name in named}
    assert named["sponge_pilot_2015"] == 16 and named["climate_pilot_2017"] == 28
    assert sum(count for name, count in named.items() if name.startswith("sponge_")) == 16 + 14 + 20 + 25 + 15
    for programme in load_programmes().values():
        if not programme.is_complete and programme.named_in_all:
            assert listed[programme.programme] < programme.named_in_all


def test_a_row_that_was_not_read_says_that_it_is_to_be_checked():
    unread = [membership for membership in load_memberships() if not membership.is_confirmed]
    assert unread
    assert [m for m in unread if not m.note] == []


def test_a_unit_without_a_code_is_told_and_stands_under_the_province_that_holds_it():
    units = defaultdict(set)
    for membership in load_memberships():
        if load_places()[membership.city_code].level == "province":
            units[membership.city_code].add(membership.unit)
    assert units == {"130000": {"雄安新区"}, "520000": {"贵安新区"}, "610000": {"西咸新区"}}


def test_every_city_of_the_paper_is_a_member_of_its_programme():
    members = {(membership.programme, membership.city_code) for membership in load_memberships()}
    table = load_paper_table()
    resting = [(row.programme, code) for row in table if row.rests_on == "membership" for code in row.city_codes]
    assert len(resting) == 11
    assert set(resting) <= members
    printed = [[resolve_place(name).code for name in line.split("、")] for line in PRINTED_CITIES]
    assert [list(row.city_codes) for row in table] == printed


def test_a_good_row_is_read_as_written():
    (membership,) = read(ROW | {"unit": "演示区", "own_text": "成都市/2012-11:3;成都市/2013:4"})
    assert (membership.unit, membership.until, membership.is_confirmed) == ("演示区", None, True)
    assert membership.since.isoformat() == "2011-08-12"


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"city_code": "999999"}, "city_code: '999999' is not in places.csv"),
        ({"city_code": "510600"}, "city: 510600 is 德阳市, not '成都市'"),
        ({"programme": "other"}, "programme: 'other' is not in programmes.toml"),
        ({"since": ""}, "since: is missing"),
        ({"source": ""}, "source: is missing"),
        ({"since": "12 August 2011"}, "since: '12 August 2011' is no date"),
        ({"until": "2011-08-11"}, "since: 2011-08-12 is after until, 2011-08-11"),
        ({"since": "2021-01-01", "source_date": "2022-01-01"}, "is after until of the programme, 2020-12-31"),
        ({"since": "2010-05-29"}, "since: 2010-05-29 is before the programme began, 2010-05-30"),
        ({"source_date": "2011-08-11"}, "source_date: 2011-08-11 is before since"),
        ({"date_precision": "year"}, "since: 2011-08-12 is not the first day of the year"),
        ({"date_precision": "month"}, "since: 2011-08-12 is not the first day of the month"),
        ({"date_precision": "decade"}, "date_precision: 'decade' is none of"),
        ({"is_confirmed": "yes"}, "is_confirmed: 'yes' is neither 0 nor 1"),
        ({"own_text": "see the report"}, "own_text: 'see the report' is not place/year:line"),
        ({"note": "one, two"}, "columns: there are not 12"),
    ],
)
def test_a_bad_row_is_refused_with_file_line_and_column(changes, key):
    with pytest.raises(ValueError, match=r"^m\.csv, line 3: ") as refused:
        read(ROW | {"city_code": "420200", "city": "黄石市"}, ROW | changes)
    assert key in str(refused.value)


def test_a_year_known_alone_may_be_the_year_in_which_the_programme_began():
    (membership,) = read(ROW | {"since": "2010-01-01", "date_precision": "year"})
    assert membership.date_precision == "year"


def test_a_row_that_comes_twice_and_a_file_of_other_columns_are_refused():
    with pytest.raises(ValueError, match="line 3: city_code: 成都市 is in 'demo' already"):
        read(ROW, ROW)
    with pytest.raises(ValueError, match=r"m\.csv, line 1: columns: must be programme,city_code"):
        parse_memberships("city,programme\n成都市,demo\n", "m.csv", demo())


def test_a_programme_of_communities_takes_no_city():
    with pytest.raises(ValueError, match="line 2: programme: 'demo' designates no cities"):
        parse_memberships(write(ROW), "m.csv", demo(designates='"community"'))


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"source": None}, "the key 'source' is missing"),
        ({"category": '"其他类"'}, "category: '其他类' is none of"),
        ({"practice_type": '"pilot"'}, "practice_type: 国际合作类 takes 'membership'"),
        ({"designates": '"village"'}, "designates: 'village' is none of"),
        ({"until": "2009-01-01"}, "until: 2009-01-01 is before since"),
        ({"since": '"2010"'}, "since: '2010' is no date"),
        ({"is_complete": "true"}, "is_complete: needs named_in_all"),
    ],
)
def test_a_bad_programme_is_refused_with_file_id_and_key(changes, key):
    with pytest.raises(ValueError, match=r"^p\.toml, programme 'demo': ") as refused:
        demo(**changes)
    assert key in str(refused.value)


@pytest.mark.parametrize(("named", "complete"), [("2", "true"), ("1", "false")])
def test_rows_that_do_not_fit_the_count_are_refused(named, complete):
    programmes = demo(named_in_all=named, is_complete=complete)
    with pytest.raises(ValueError, match=rf"'demo': named_in_all: {named} are named, memberships.csv lists 1"):
        check_counts(programmes.values(), parse_memberships(write(ROW), "m.csv", programmes))


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"practice": None}, "the key 'practice' is missing"),
        ({"cities": '["亚特兰蒂斯"]'}, "cities: no place answers to '亚特兰蒂斯'"),
        ({"category": '"试点示范类"'}, "category: '试点示范类' is none of"),
        ({"rests_on": '"hearsay"'}, "rests_on: 'hearsay' is none of"),
        ({"programme": '"other"'}, "programme: 'other' is not in programmes.toml"),
        ({"rests_on": '"document"', "kind": '"poem"'}, "kind: 'poem' is no kind of document"),
    ],
)
def test_a_bad_printed_row_is_refused_with_file_row_and_key(changes, key):
    with pytest.raises(ValueError, match=r"^t\.toml, row 1: ") as refused:
        parse_paper_table(declare("row", PRINTED, **changes), "t.toml", demo())
    assert key in str(refused.value)
