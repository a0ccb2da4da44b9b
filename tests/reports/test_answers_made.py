"""Answers over rows that we made: what the sample leaves empty, and cases that real files have."""

from datetime import datetime

import duckdb
import pytest

from reports.answers import answer_question
from reports.questions import load_questions


class MadeWarehouse:
    """A database in memory with the views of `out.*` as tables, filled by hand."""

    def __init__(self, published):
        self.connection = duckdb.connect()
        self.connection.execute("CREATE SCHEMA out")
        for (view,) in published.execute(
            "SELECT view_name FROM duckdb_views() WHERE schema_name = 'out' ORDER BY 1"
        ).fetchall():
            columns = published.execute(
                "SELECT column_name, data_type FROM duckdb_columns() WHERE schema_name = 'out' AND table_name = ?",
                [view],
            ).fetchall()
            told = ", ".join(f'"{name}" {kind}' for name, kind in columns)
            self.connection.execute(f"CREATE TABLE out.{view} ({told})")
        for code, name, level, province in (
            ("000000", "国务院", "nation", None),
            ("510000", "四川省", "province", "510000"),
            ("510100", "成都市", "subprovincial", "510000"),
            ("510700", "绵阳市", "prefecture", "510000"),
            ("610100", "西安市", "subprovincial", "610000"),
        ):
            self.add("places", city_code=code, city=name, level=level, province_code=province)

        for theme, theme_zh in (("hazard", "防灾减灾"), ("resilience_goal", "韧性城市目标")):
            self.add("themes", scheme="urban_resilience", theme=theme, theme_zh=theme_zh)

    def add(self, view, **values):
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        self.connection.execute(f"INSERT INTO out.{view} ({names}) VALUES ({marks})", list(values.values()))

    def ask(self, name, **given):
        table = answer_question(self.connection, load_questions()[name], given)
        return [dict(zip(table.keys, row, strict=True)) for row in table.rows]


@pytest.fixture
def made(published):
    return MadeWarehouse(published)


NATION = {"city_code": "000000", "city": "国务院"}
SICHUAN = {"city_code": "510000", "city": "四川省"}
CHENGDU = {"city_code": "510100", "city": "成都市"}
MIANYANG = {"city_code": "510700", "city": "绵阳市"}
XIAN = {"city_code": "610100", "city": "西安市"}


def test_first_mention_is_of_the_urban_sense_with_what_is_known_of_the_years_before(made):
    made.add("sentences", sentence_id="a-1", part="plan", text="建设韧性城市。", heading="一、")
    made.add(
        "first_mentions",
        **CHENGDU,
        sense="urban",
        year=2020,
        sentence_id="a-1",
        last_year_without=2018,
        years_missing=1,
    )
    made.add("first_mentions", **CHENGDU, sense="economy", year=2016, sentence_id="a-0")
    made.add("first_mentions", **XIAN, scheme="urban_resilience", term="韧性", year=2019)
    (row,) = made.ask("first-mention")
    assert (row["city"], row["year"], row["years_missing"], row["text"]) == ("成都市", 2020, 1, "建设韧性城市。")
    assert made.ask("first-mention", cities=["610100"]) == []


def test_in_plans_gives_each_plan_with_its_first_use_and_no_glossary(made):
    for number, (kind, city) in enumerate(
        (("master_plan", CHENGDU), ("territorial_plan", XIAN), ("work_report", XIAN))
    ):
        made.add("documents", document_id=f"d{number}", kind=kind, title="演示样本", year=2021 + number, **city)
    for document, position, section, sense in (
        ("d0", 9, "plan_both", "urban"),
        ("d0", 4, "plan_both", "urban"),
        ("d0", 1, "plan_both", "economy"),
        ("d1", 3, "glossary", "urban"),
        ("d2", 3, "plan_year", "urban"),
    ):
        sentence = f"{document}-{position}"
        made.add("sentences", sentence_id=sentence, document_id=document, position=position, section_kind=section)
        made.add("resilience_senses", sentence_id=sentence, document_id=document, sense=sense, char_start=0)
    (row,) = made.ask("in-plans")
    assert (row["sentence_id"], row["mentions"], row["kind"]) == ("d0-4", 2, "master_plan")
    assert [row["sentence_id"] for row in made.ask("in-plans", kind="work_report")] == ["d2-3"]


def test_trend_draws_the_balanced_panel_beside_all_cities(made):
    for city, mentions, is_balanced in ((CHENGDU, 2, True), (XIAN, 6, False)):
        size = {"scheme": "urban_resilience", "kind": "work_report", "theme": "hazard", "year": 2020}
        made.add(
            "city_themes", **city, **size, part="plan", n_chars=10000, n_sentences=10, mentions=mentions, sentences=1
        )
        made.add("panel", **city, **size, is_balanced=is_balanced, mentions_per_10k_chars=mentions, sentence_share=0.1)
    rows = {row["whose"]: (row["n_cities"], row["mentions_per_10k_chars"]) for row in made.ask("trend")}
    assert rows == {"balanced_panel": (1, 2.0), "all_cities": (2, 4.0)}


def test_most_alike_takes_the_newest_year_and_each_pair_once(made):
    for year, cosine in ((2021, 0.99), (2022, 0.5)):
        for a, b in ((CHENGDU, XIAN), (XIAN, CHENGDU)):
            pair = {
                "city_code_a": a["city_code"],
                "city_code_b": b["city_code"],
                "city_a": a["city"],
                "city_b": b["city"],
            }
            made.add("city_similarity", year=year, **pair, cosine=cosine, jensen_shannon=1 - cosine)
    province = {"city_code_a": "510000", "city_code_b": "510100", "city_a": "四川省", "city_b": "成都市"}
    made.add("city_similarity", year=2022, **province, cosine=1.0, jensen_shannon=0.0)
    made.add("city_clusters", **XIAN, year=2022, cluster=3, leading_theme_zh="城市更新")
    (row,) = made.ask("most-alike")
    assert (row["year"], row["city_code_a"], row["cluster_a"], row["cluster_b"]) == (2022, "510100", None, 3)
    assert (row["type_a"], row["type_b"]) == (None, "城市更新")
    (row,) = made.ask("most-alike", cities=["510000"])
    assert (row["city_a"], row["city_b"]) == ("四川省", "成都市")
    (row,) = made.ask("most-alike", cities=["610100"], years=[2021])
    assert (row["city_a"], row["city_b"], row["cosine"]) == ("西安市", "成都市", 0.99)


def test_copied_tells_who_said_it_first_and_whether_the_state_council_and_the_province_did(made):
    sayings = (("x-1", XIAN, 2020), ("s-1", SICHUAN, 2021), ("n-1", NATION, 2021), ("c-1", CHENGDU, 2022))
    for sentence, city, year in (*sayings, ("c-2", CHENGDU, 2023)):
        made.add(
            "sentences", sentence_id=sentence, **city, year=year, text="演示", n_chars=20, is_formula=False,
            section_kind="opening" if sentence == "c-2" else "plan_year", is_heading=False,
        )  # fmt: skip
    for (first, place, year), source in zip(sayings[:3], ("place", "province", "nation"), strict=True):
        made.add(
            "shared_passages", sentence_a=first, city_code_a=place["city_code"], city_a=place["city"], year_a=year,
            sentence_b="c-1", city_code_b="510100", city_b="成都市", year_b=2022, source=source,
            is_earliest=source == "place", similarity=0.8,
        )  # fmt: skip
    made.add(
        "shared_passages", sentence_a="x-1", city_code_a="610100", city_a="西安市", year_a=2020, sentence_b="c-2",
        city_code_b="510100", city_b="成都市", year_b=2023, source="place", is_earliest=True, similarity=1.0,
    )  # fmt: skip
    repeated, opening = made.ask("copied")
    assert (repeated["sentence_id"], repeated["first_city"], repeated["said_by"]) == ("c-1", "西安市", "other_city")
    assert (repeated["nation_year"], repeated["province_year"], repeated["first_year"]) == (2021, 2021, 2020)
    assert (opening["sentence_id"], opening["nation_year"]) == ("c-2", None), "ceremony stands last, however new"
    assert made.ask("copied", cities=["610100"]) == []


def test_spread_gives_leaders_and_followers_of_a_term(made):
    scheme = {"scheme": "urban_resilience", "term": "海绵城市"}
    for city, year in ((CHENGDU, 2014), (XIAN, 2016), (MIANYANG, 2017)):
        made.add("first_mentions", **city, **scheme, theme="lifeline", year=year, last_year_without=year - 1)
    made.add("first_mentions", **XIAN, **scheme, theme="planning", year=2015, is_censored=True)
    made.add("first_mentions", **MIANYANG, scheme="hazards", term="海绵城市", year=2010)
    for leader, follower, years in ((CHENGDU, XIAN, 1), (CHENGDU, MIANYANG, 3), (XIAN, MIANYANG, 2)):
        made.add(
            "diffusion", **scheme, leader_city_code=leader["city_code"], leader=leader["city"],
            follower_city_code=follower["city_code"], follower=follower["city"], years_between=years,
        )  # fmt: skip
    rows = made.ask("spread")
    assert [(row["place_no"], row["city"], row["year"], row["n_followers"], row["years_behind"]) for row in rows] == [
        (1, "成都市", 2014, 2, None),
        (2, "西安市", 2015, 1, 1),
        (3, "绵阳市", 2017, 0, 3),
    ]
    assert (rows[1]["last_year_without"], rows[1]["is_censored"]) == (None, True), "of the same mention as the year"
    assert rows[2]["leaders"] == ["成都市", "西安市"]
    assert [row["place_no"] for row in made.ask("spread", cities=["510700"])] == [3]
    assert made.ask("spread", terms=["韧性城市"]) == []


def test_adoption_counts_new_kept_and_abandoned(made):
    for city, depths in (
        (CHENGDU, {2018: 0, 2019: 0, 2020: 2, 2021: 1}),
        (XIAN, {2020: 1, 2022: 0}),
        (MIANYANG, {2019: 0, 2021: 3}),
    ):
        for year, depth in depths.items():
            made.add("adoption", **city, year=year, depth=depth, origin="own" if depth else None)
    rows = {row["year"]: row for row in made.ask("adoption")}
    names = ("n_cities", "n_adopted", "n_deep", "n_new", "n_in_first_report", "n_abandoned", "n_in_doubt")
    assert {year: tuple(row[name] for name in names) for year, row in rows.items()} == {
        2020: (2, 2, 1, 1, 1, 0, 0),
        2021: (2, 2, 1, 1, 0, 0, 1),
        2022: (1, 0, 0, 0, 0, 1, 1),
    }, "from the first adoption on"
    assert [row["adopted_percent"] for row in rows.values()] == [100, 100, 0]
    assert [(row["year"], row["n_cities"]) for row in made.ask("adoption", years=[2019])] == [(2019, 2)]
    assert made.ask("adoption", years=[2022])[0]["n_abandoned"] == 1


def test_grassroots_finds_practices_by_name_or_word(made):
    for practice, category, sentence, year, depth in (
        ("网格化治理", "基层治理类", "演示", 2020, 1),
        ("网格化治理", "基层治理类", "演示", 2021, 3),
        ("网格化治理", "基层治理类", "演示", 2022, 2),
        ("党建引领", "基层治理类", "推行积分制", 2022, 2),
        ("枫桥经验", "基层治理类", None, 2022, 1),
        ("责任清单", "自主探索类", "演示", 2022, 1),
    ):
        made.add(
            "practices", **CHENGDU, category=category, practice=practice, sentence=sentence, year=year, depth=depth,
            document_id=f"d{year}", sentence_id=f"{practice}-{year}",
        )  # fmt: skip
    made.add("practices", **NATION, category="基层治理类", practice="网格化治理", year=2019, depth=4, document_id="n")
    names = ("city", "term", "practice", "first_year", "last_year", "n_documents", "year", "depth")
    assert [tuple(row[name] for name in names) for row in made.ask("grassroots")] == [
        ("成都市", "网格化", "网格化治理", 2020, 2022, 3, 2021, 3),
        ("成都市", "积分制", "党建引领", 2022, 2022, 1, 2022, 2),
        ("国务院", "网格化", "网格化治理", 2019, 2019, 1, 2019, 4),
    ], "places with more of the words first"
    assert [row["practice"] for row in made.ask("grassroots", terms=["枫桥"])] == ["枫桥经验"]


def test_changed_gives_the_document_that_is_there_now(made):
    made.add("documents", document_id="new", **XIAN, year=2022, title="演示样本", fetched_at=datetime(2026, 1, 2))
    made.add(
        "document_versions", document_id="old", superseded_by="new", changed_chars=120, url="https://sample.example/1"
    )
    (row,) = made.ask("changed")
    assert (row["city"], row["changed_chars"], row["earlier_document_id"], row["document_id"]) == (
        "西安市",
        120,
        "old",
        "new",
    )


def test_promises_stand_beside_the_sentences_of_both_years(made):
    made.add("sentences", sentence_id="p", year=2023, text="编制专项规划")
    made.add("sentences", sentence_id="o", year=2024, text="完成专项规划")
    made.add(
        "promises",
        **CHENGDU,
        instrument="专项规划",
        planned_year=2023,
        sentence_id="p",
        outcome="kept",
        outcome_year=2024,
        outcome_sentence_id="o",
        years_collected=3,
    )
    made.add("promises", **CHENGDU, instrument="基金", planned_year=2023, sentence_id="p", outcome="silent")
    made.add("promises", **CHENGDU, instrument="新规划", planned_year=2025, sentence_id="p")
    rows = {row["instrument"]: row for row in made.ask("promises")}
    assert list(rows) == ["专项规划", "基金", "新规划"] and rows["新规划"]["outcome"] == "unknown"
    assert (rows["专项规划"]["outcome_year"], rows["专项规划"]["outcome_text"]) == (2024, "完成专项规划")
    assert rows["基金"]["outcome_text"] is None
    assert [row["instrument"] for row in made.ask("promises", terms=["专项"])] == ["专项规划"]


def test_failures_counts_refusals_by_site_and_reason(made):
    for number, (status, reason) in enumerate((("200", None), ("304", None), ("403", "forbidden"), ("timeout", None))):
        made.add(
            "fetches", url=f"https://sample.example:8080/{number}", status=status, blocked_reason=reason, source="demo"
        )
    made.add("fetches", path="a.md", status="withdrawn", source="add")
    made.add("runs", run_id="r", command="collect", status="failed")
    made.add("coverage", **CHENGDU, year=2020, kind="work_report", status="blocked")
    made.add("coverage", **CHENGDU, year=2021, kind="work_report", status="collected")
    rows = [(row["what"], row["whose"], row["reason"], row["n"]) for row in made.ask("failures")]
    assert rows == [
        ("fetch", "sample.example", "forbidden", 1),
        ("fetch", "sample.example", "timeout", 1),
        ("run", "collect", "failed", 1),
        ("coverage", "成都市", "blocked", 1),
    ]


def test_ledger_counts_reasons_then_keywords_then_bursts(made):
    for number, (status, reason) in enumerate((("kept", "kept"), ("kept", "kept"), ("dropped", "duplicate"))):
        made.add("record_ledger", map_id="m", record_id=str(number), status=status, reason=reason)
    made.add("keyword_nodes", map_id="m", keyword="韧性城市", count=7, first_year=2010)
    made.add("keyword_bursts", map_id="m", keyword="城市治理", begin=2015, end=2017, strength=3.5)
    rows = [(row["what"], row["name"], row["n"], row["first_year"], row["strength"]) for row in made.ask("ledger")]
    assert rows == [
        ("record", "kept", 2, None, None),
        ("record", "dropped", 1, None, None),
        ("keyword", "韧性城市", 7, 2010, None),
        ("burst", "城市治理", None, 2015, 3.5),
    ]


def test_every_question_runs_where_nothing_is_published(made):
    for name in load_questions():
        assert made.ask(name) == []
