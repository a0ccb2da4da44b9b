"""Gold: what is read, what is tolerated, what is refused."""

import pytest

from models.gold import GoldError, list_themes, parse_gold, period_of

FULL = "id\tplace\tyear\tstratum\tthemes_a\tthemes_b\tresilience_of\tsentence\n"
LINE = "s1\t甲市\t2022\tcue\thazard,emergency\t-\turban\t建设韧性城市，“防洪排涝。\n"


def test_a_full_line():
    (row,) = parse_gold(FULL + LINE)
    assert (row.id, row.place, row.year, row.stratum) == ("s1", "甲市", 2022, "cue")
    assert (row.themes_a, row.themes_b) == ({"hazard", "emergency"}, None)
    assert (row.resilience_of, row.sentence) == ("urban", "建设韧性城市，“防洪排涝。")


def test_two_columns_are_enough_and_their_order_is_free():
    rows = parse_gold("themes_a\tnote\tsentence\n-\tx\t甲。\n\ty\t乙。\nhazard\t\t丙。\n")
    assert [row.themes_a for row in rows] == [frozenset(), frozenset(), {"hazard"}]
    assert [row.id for row in rows] == ["line2", "line3", "line4"]
    assert {(row.place, row.year, row.stratum, row.themes_b, row.resilience_of) for row in rows} == {(None,) * 5}


def test_not_coded_twice_differs_from_coded_with_nothing():
    second = [parse_gold(f"themes_a\tthemes_b\tsentence\nhazard\t{cell}\t甲。\n")[0].themes_b for cell in ("-", "")]
    assert second == [None, frozenset()]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("\t", " \t ").replace("\n", "  \n"),
        lambda text: text.replace("hazard,", "hazard、"),
        lambda text: text.replace("hazard,", "hazard； "),
        lambda text: text.replace("hazard,", "防灾减灾 (hazard);"),
        lambda text: text.replace("hazard,", "防灾减灾，"),
        lambda text: text + "\n\t\t\n",
        lambda text: text.replace("防洪排涝。\n", "防洪排涝。\t\t\n"),
    ],
)
def test_what_editors_and_people_do_to_a_file_changes_nothing(change):
    assert change(FULL + LINE) != FULL + LINE
    assert parse_gold(change(FULL + LINE)) == parse_gold(FULL + LINE)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the column 'sentence' is missing"),
        ("sentence,themes_a\n甲,hazard\n", "tab-separated"),
        ("sentence\tthemes_a\n", "no sentence follows"),
        (FULL + LINE.replace("hazard", "hazards"), "line 2: themes_a: 'hazards' is no theme"),
        (FULL + LINE.replace("-", "x"), "line 2: themes_b: 'x' is no theme"),
        (FULL + LINE.replace("hazard", "-"), "'no theme' stands beside 'emergency'"),
        (FULL + LINE.replace("2022", "22"), "line 2: year: '22' is no year"),
        (FULL + LINE.replace("urban", "city"), "line 2: resilience_of: 'city' is none of urban"),
        (FULL + LINE + "\n" + LINE, "line 4: the id 's1' stands in line 2 too"),
        (FULL + LINE.replace("。\n", "。\tmore\n"), "line 2: 9 columns where the header names 8"),
        (FULL + "s1\t甲市\t2022\n", "line 2: the sentence is empty"),
        ("sentence\tthemes_a\tthemes_a\n甲\t\t\n", "the column 'themes_a' stands twice"),
    ],
)
def test_what_is_not_understood_is_refused(text, reason):
    with pytest.raises(GoldError, match=r".") as refused:
        parse_gold(text)
    assert reason in str(refused.value)


def test_all_faults_are_told_at_once_up_to_ten():
    with pytest.raises(GoldError) as refused:
        parse_gold("sentence\tthemes_a\n" + "甲。\tnonsense\n" * 12)
    told = str(refused.value).splitlines()
    assert [line.split(":")[0] for line in told[:10]] == [f"line {number}" for number in range(2, 12)]
    assert told[10:] == ["… and 2 more"]


def test_periods():
    years = (1998, 2010, 2011, 2017, 2018, 2020, 2021, 2023, 2024, 2030, None)
    assert [period_of(year) for year in years] == [
        *["before 2011"] * 2,
        *["2011-2017"] * 2,
        *["2018-2020"] * 2,
        *["2021-2023"] * 2,
        *["2024-"] * 2,
        None,
    ]


def test_schemes():
    assert "hazard" in {theme.theme for theme in list_themes()}
    with pytest.raises(ValueError, match="no scheme of themes"):
        parse_gold(FULL + LINE, "nonsense")
