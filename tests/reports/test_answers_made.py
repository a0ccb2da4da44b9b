"""Answers over rows that we made: what the sample leaves empty, and cases that real files have."""

from datetime import date, datetime

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
    made.add("city_clusters", **XIAN, year=2022, cluster=3, silhouette=0.2)
    (row,) = made.ask("most-alike")
    assert (row["year"], row["city_code_a"], row["cluster_a"], row["cluster_b"]) == (2022, "510100", None, 3)
    (row,) = made.ask("most-alike", cities=["610100"], years=[2021])
    assert (row["city_a"], row["city_b"], row["cosine"]) == ("西安市", "成都市", 0.99)


def test_copied_tells_who_said_it_first_by_the_day_not_by_the_order_of_the_pair(made):
    for sentence, city, year in (("n-1", None, 2021), ("c-1", CHENGDU, 2021), ("x-1", XIAN, 2022)):
        place = city or {"city_code": "000000", "city": "国务院"}
        made.add("sentences", sentence_id=sentence, **place, year=year, text="演示", is_formula=False)
    nation = {"sentence_a": "n-1", "city_code_a": "000000", "city_a": "国务院", "year_a": 2021}
    chengdu = {"sentence_b": "c-1", "city_code_b": "510100", "city_b": "成都市", "year_b": 2021}
    made.add(
        "shared_passages",
        **nation, **chengdu, session_date_a=date(2021, 3, 5), session_date_b=date(2021, 1, 20), similarity=0.9,
    )  # fmt: skip
    (row,) = made.ask("copied")
    assert (row["city"], row["first_city"], row["said_by"], row["first_sentence_id"]) == (
        "国务院",
        "成都市",
        "other_city",
        "c-1",
    )
    assert made.ask("copied", cities=["510100"]) == []


def test_spread_gives_leaders_and_followers_of_a_term(made):
    for city, year in ((CHENGDU, 2014), (XIAN, 2016), (MIANYANG, 2017)):
        made.add("first_mentions", **city, scheme="urban_resilience", theme="lifeline", term="海绵城市", year=year)
    for leader, follower, years in ((CHENGDU, XIAN, 2), (CHENGDU, MIANYANG, 3), (XIAN, MIANYANG, 1)):
        made.add(
            "diffusion", term="海绵城市", leader_city_code=leader["city_code"], leader=leader["city"],
            follower_city_code=follower["city_code"], follower=follower["city"], years_between=years,
        )  # fmt: skip
    rows = made.ask("spread")
    assert [(row["city"], row["n_followers"], row["n_leaders"]) for row in rows] == [
        ("成都市", 2, 0),
        ("西安市", 1, 1),
        ("绵阳市", 0, 2),
    ]
    assert rows[2]["leaders"] == ["成都市", "西安市"]
    assert made.ask("spread", terms=["韧性城市"]) == []


def test_adoption_counts_new_kept_and_abandoned(made):
    for city, depths in ((CHENGDU, {2019: 0, 2020: 2, 2021: 1}), (XIAN, {2020: 1, 2021: 0}), (MIANYANG, {2021: 3})):
        for year, depth in depths.items():
            made.add(
                "adoption",
                **city,
                year=year,
                depth=depth,
                origin="own" if depth else None,
                is_censored=city is MIANYANG,
            )
    rows = {row["year"]: row for row in made.ask("adoption")}
    assert [rows[2020][key] for key in ("n_cities", "n_adopted", "n_deep", "n_new", "n_abandoned")] == [2, 2, 1, 2, 0]
    assert [rows[2021][key] for key in ("n_cities", "n_adopted", "n_new", "n_abandoned", "n_censored")] == [
        3,
        2,
        1,
        1,
        1,
    ]
    assert [row["year"] for row in made.ask("adoption", years=[2021])] == [2021]
    assert made.ask("adoption", years=[2021])[0]["n_abandoned"] == 1


def test_grassroots_finds_practices_by_name_or_word(made):
    for practice, category, sentence in (
        ("网格化", "基层治理类", "演示"),
        ("党建引领", "基层治理类", "推行积分制"),
        ("枫桥经验", "基层治理类", None),
        ("网格化", "自主探索类", "演示"),
    ):
        made.add("practices", **CHENGDU, category=category, practice=practice, sentence=sentence, year=2022)
    assert sorted(row["practice"] for row in made.ask("grassroots")) == ["党建引领", "网格化"]
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
        outcome_sentence_id="o",
    )
    made.add("promises", **CHENGDU, instrument="基金", planned_year=2023, sentence_id="p", outcome="silent")
    rows = {row["instrument"]: row for row in made.ask("promises")}
    assert (rows["专项规划"]["outcome_year"], rows["专项规划"]["outcome_text"]) == (2024, "完成专项规划")
    assert rows["基金"]["outcome_text"] is None
    assert [row["instrument"] for row in made.ask("promises", terms=["规划"])] == ["专项规划"]


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
