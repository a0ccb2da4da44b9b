"""Comparisons with rows of their own: balance, change, other places, ranks, intervals, colours; recounted in Python."""

import io
from math import log2, sqrt
from statistics import mean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.comparison import compare_cities, list_cities
from reports.heat import SHADES, shade_cells
from reports.lines import Choice, balance_lines
from reports.measures import Against, LeftOut, Measure
from reports.tables import Format, print_table, transpose

CITIES = [("510100", "成都市"), ("410300", "洛阳市"), ("110000", "北京市")]
THEMES = ("hazard", "lifeline", "public_health", "resilience_goal")
CITY_LEVELS = ("municipality", "subprovincial", "prefecture", "county")


def rows_of(table):
    return [dict(zip(table.keys, row, strict=True)) for row in table.rows]


def lines_of(table):
    return {(row["city_code"], row["year"], row.get("line", "place")): row for row in rows_of(table)}


def all_places(published):
    return [(code, code) for code in list_cities(published)]


def test_without_options_the_rows_and_columns_are_those_of_places(published):
    table = compare_cities(published, CITIES, [2021, 2022])
    assert [(row["city_code"], row["year"]) for row in rows_of(table)] == [
        (c, y) for c, _ in CITIES for y in (2021, 2022)
    ]
    assert not {"line", "n_compared", "hazard_low"} & set(table.keys)


@pytest.mark.parametrize("without", [[], [LeftOut.FORMULAS]])
def test_balance_sets_review_beside_plan(without, published):
    table = compare_cities(published, CITIES, [2022], has_balance=True, without=without)
    lines = lines_of(table)
    for code, _ in CITIES:
        review, plan, balance = (lines[code, 2022, name] for name in ("review", "plan", "balance"))
        for part, line in (("review", review), ("plan", plan)):
            (alone,) = rows_of(compare_cities(published, [(code, code)], [2022], parts=[part], without=without))
            assert {theme: line[theme] for theme in THEMES} == {theme: alone[theme] for theme in THEMES}
            assert line["n_chars"] == alone["n_chars"]
        for theme in THEMES:
            said = (round(review[theme] * review["n_chars"] / 1e4) + 0.5) / review["n_chars"]
            planned = (round(plan[theme] * plan["n_chars"] / 1e4) + 0.5) / plan["n_chars"]
            assert balance[theme] == pytest.approx(log2(said / planned))
        assert balance["n_chars"] is None
    assert any("log2" in note for note in table.notes)


def test_balance_of_shares_is_their_difference(published):
    lines = lines_of(compare_cities(published, CITIES, [2022], Measure.SHARE, has_balance=True))
    for code, _ in CITIES:
        for theme in THEMES:
            difference = lines[code, 2022, "review"][theme] - lines[code, 2022, "plan"][theme]
            assert lines[code, 2022, "balance"][theme] == pytest.approx(difference)


def test_a_place_without_a_report_has_no_balance_and_a_plan_has_no_review(published):
    choice = Choice(("510100",), (2019,), Measure.PER_10K, "work_report", "urban_resilience")
    assert all(line.values == {} for line in balance_lines(published, choice))


def test_change_is_the_last_year_less_the_first(published):
    lines = lines_of(table := compare_cities(published, CITIES, [2020, 2021, 2022], has_changes=True))
    for code, _ in CITIES:
        for theme in THEMES:
            difference = lines[code, 2022, "place"][theme] - lines[code, 2021, "place"][theme]
            assert lines[code, 2022, "change"][theme] == pytest.approx(difference)
    assert any("成都市 2021→2022" in note for note in table.notes)
    alone = compare_cities(published, CITIES, [2020, 2022], has_changes=True)  # of which only one was collected
    assert "change" not in {row.get("line") for row in rows_of(alone)}


@pytest.mark.parametrize("against", list(Against))
@pytest.mark.parametrize("measure", [Measure.PER_10K, Measure.SHARE, Measure.SHARE_STANDARDISED])
def test_other_places_of_the_year_are_recounted(measure, against, published):
    places = {
        code: (level, province)
        for code, level, province in published.execute(
            "SELECT city_code, level, province_code FROM out.places"
        ).fetchall()
    }
    everyone = {
        row["city_code"]: row for row in rows_of(compare_cities(published, all_places(published), [2022], measure))
    }
    lines = lines_of(compare_cities(published, CITIES, [2022], measure, against=against))
    for code, _ in CITIES:
        level, province = places[code]
        others = [
            row
            for other, row in everyone.items()
            if other != code
            and {
                Against.PROVINCE: places[other][1] == province,
                Against.LEVEL: places[other][0] == level,
                Against.ALL: places[other][0] in CITY_LEVELS,
            }[against]
        ]
        for line, work in (("mean", mean), ("median", median)):
            found = lines[code, 2022, line]
            assert found["n_compared"] == len(others)
            for theme in THEMES:
                expected = pytest.approx(work([row[theme] for row in others])) if others else None
                assert found[theme] == expected
        assert lines[code, 2022, "place"]["hazard"] == everyone[code]["hazard"]
    assert {found["n_compared"] for found in lines.values()} > {None}


@pytest.mark.parametrize("against", [None, Against.LEVEL])
def test_ranks_are_recounted(against, published):
    levels = dict(published.execute("SELECT city_code, level FROM out.places").fetchall())
    everyone = rows_of(compare_cities(published, all_places(published), [2022]))
    for row in rows_of(compare_cities(published, CITIES, [2022], Measure.RANK, against=against)):
        code = row["city_code"]
        company = [o for o in everyone if against is None or levels[o["city_code"]] == levels[code]]
        (own,) = [o for o in everyone if o["city_code"] == code]
        assert row["n_compared"] == len(company)
        for theme in THEMES:
            assert row[theme] == 1 + sum(o[theme] > own[theme] for o in company)


def test_the_interval_of_one_part_is_the_published_one(published):
    (row,) = rows_of(compare_cities(published, CITIES[:1], [2022], parts=["plan"], has_intervals=True))
    for theme in THEMES:
        expected = published.execute(
            "SELECT mentions_per_10k_chars, mentions_per_10k_chars_low, mentions_per_10k_chars_high"
            " FROM out.city_themes WHERE city_code = '510100' AND year = 2022 AND part = 'plan'"
            " AND scheme = 'urban_resilience' AND theme = ?",
            [theme],
        ).fetchone()
        assert (row[theme], row[f"{theme}_low"], row[f"{theme}_high"]) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("measure", "size", "name", "factor"),
    [
        (Measure.PER_10K, "n_chars", "mentions_per_10k_chars", 1),
        (Measure.SHARE, "n_sentences", "sentence_share", 100),
    ],
)
def test_intervals_of_several_parts_are_joined_by_their_squares(measure, size, name, factor, published):
    for row in rows_of(compare_cities(published, CITIES, [2022], measure, has_intervals=True)):
        for theme in THEMES:
            parts = published.execute(
                f"SELECT {size}, {name}, {name}_low, {name}_high FROM out.city_themes"
                f" WHERE city_code = ? AND year = 2022 AND scheme = 'urban_resilience' AND theme = ? AND {size} > 0",
                [row["city_code"], theme],
            ).fetchall()
            whole = sum(part[0] for part in parts)
            below = sqrt(sum((n * (value - low)) ** 2 for n, value, low, _ in parts)) / whole
            above = sqrt(sum((n * (high - value)) ** 2 for n, value, _, high in parts)) / whole
            assert row[f"{theme}_low"] == pytest.approx(max(0, row[theme] - factor * below), abs=1e-9)
            assert row[f"{theme}_high"] == pytest.approx(row[theme] + factor * above)
            assert row[f"{theme}_low"] <= row[theme] <= row[f"{theme}_high"]


def test_intervals_stand_beside_the_values_that_people_read(published):
    table = compare_cities(published, CITIES[:2], [2022], has_intervals=True)
    low, high = (rows_of(table)[0][f"hazard_{end}"] for end in ("low", "high"))
    for shown in (table, transpose(table)):
        stream = io.StringIO()
        print_table(shown, Format.MD, stream)
        assert f" [{low:.1f}–{high:.1f}] |" in stream.getvalue()
        assert "hazard_low" not in stream.getvalue()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"has_balance": True, "has_changes": True}, "choose one"),
        ({"has_balance": True, "against": Against.ALL}, "choose one"),
        ({"has_balance": True, "parts": ["plan"]}, "leave out --part"),
        ({"has_balance": True, "measure": Measure.RANK}, "ranks have no balance"),
        ({"has_changes": True}, "several years"),
        ({"has_intervals": True, "measure": Measure.RANK}, "per_10k and share only"),
        ({"has_intervals": True, "without": [LeftOut.EPIDEMIC]}, "per_10k and share only"),
        ({"against": Against.ALL, "without": [LeftOut.EPIDEMIC]}, "leave out nothing"),
    ],
)
def test_what_does_not_go_together_is_told(options, told, published):
    with pytest.raises(ValueError, match=told):
        compare_cities(published, CITIES, **options)


def test_the_quality_of_each_theme_stands_underneath(published):
    notes = " ".join(compare_cities(published, CITIES).notes)
    found = published.execute(
        "SELECT theme_zh, f1, n FROM out.theme_quality JOIN out.themes USING (scheme, theme)"
        " WHERE sample LIKE '%locked%' AND stratum IS NULL AND period IS NULL"
    ).fetchall()
    assert len(found) == 14
    for theme_zh, f1, n in found:
        assert f"{theme_zh} {f1:.2f} ({n})" in notes
    assert "不是城市的实际韧性" in notes
    assert "未经检验" in " ".join(compare_cities(published, CITIES, scheme="hazards").notes)


def print_as(table, monkeypatch, is_terminal=True, form=Format.TABLE, **environment):
    class Stream(io.StringIO):
        def isatty(self):
            return is_terminal

    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"TERM": "xterm-256color", "COLORTERM": "truecolor", **environment}.items():
        monkeypatch.setenv(name, value)
    print_table(table, form, stream := Stream())
    return stream.getvalue()


def test_cells_are_coloured_on_a_terminal_only(published, monkeypatch):
    table = compare_cities(published, CITIES, [2022])
    for shown in (table, transpose(table)):
        assert "\x1b[37;48;2;166;54;3m" in print_as(shown, monkeypatch)
        assert "颜色越深" in print_as(shown, monkeypatch)
        assert "48;2" not in print_as(shown, monkeypatch, NO_COLOR="1")
        assert "\x1b" not in print_as(shown, monkeypatch, is_terminal=False)
        assert "颜色越深" not in print_as(shown, monkeypatch, is_terminal=False)
        for form in (Format.MD, Format.CSV, Format.JSON):
            assert "\x1b" not in print_as(shown, monkeypatch, form=form)


@given(st.lists(st.one_of(st.none(), st.floats(0, 1e6)), max_size=60))
def test_a_higher_value_is_never_lighter(values):
    shades = shade_cells(dict(enumerate(values)))
    for one, shade in shades.items():
        assert values[one]
        for other, other_shade in shades.items():
            if values[one] <= values[other]:
                assert SHADES.index(shade) <= SHADES.index(other_shade)


def test_the_first_rank_is_darkest():
    assert shade_cells({"a": 1, "b": 5, "c": 3}, is_low_first=True)["a"] == SHADES[-1]
    assert shade_cells({"a": 2.0, "b": 2.0}) == {}
