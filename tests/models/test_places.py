"""Places: every way of naming one leads to the same code; doubt is an error, never a guess."""

import pytest

from models.places import LEVELS, UnknownPlaceError, load_places, resolve_place


@pytest.mark.parametrize("name", ["成都", "成都市", "chengdu", "Chengdu", "510100", " 成都 "])
def test_chengdu_by_every_name(name):
    assert resolve_place(name).code == "510100"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("国务院", "000000"),
        ("吉林市", "220200"),
        ("吉林省", "220000"),
        ("海南", "460000"),
        ("shaanxi", "610000"),
        ("shanxi", "140000"),
        ("xi'an", "610100"),
        ("义乌", "330782"),
        ("海盐县", "330424"),
        ("宝丰", "410421"),
        ("恩施土家族苗族自治州", "422800"),
        ("朝阳", "211300"),
        ("莱芜市", "371200"),
        ("那曲", "540600"),
        ("内蒙古", "150000"),
    ],
)
def test_names_that_are_easily_confused(name, code):
    assert resolve_place(name).code == code


@pytest.mark.parametrize("name", ["吉林", "朝阳区", "suzhou", "亚特兰蒂斯", "", "999999"])
def test_doubt_is_an_error_that_says_what_to_do(name):
    with pytest.raises(UnknownPlaceError, match="give"):
        resolve_place(name)


def test_the_table_is_whole():
    places = load_places()
    assert len(places) > 3300
    for place in places.values():
        assert len(place.code) == 6 and place.code.isdigit()
        assert place.level in LEVELS
        assert place.parent_code in places or place.level == "nation"
        assert places[place.province_code].level in ("nation", "province", "municipality")
    counts = [sum(place.level == level for place in places.values()) for level in LEVELS[:4]]
    assert counts == [1, 30, 4, 15]
    assert resolve_place("成都").longitude == pytest.approx(104.07, abs=0.1)


def test_every_prefecture_resolves_by_its_full_name():
    for place in load_places().values():
        if place.level not in ("county", "nation"):
            assert resolve_place(place.name) == place
