"""Marking: laws on made-up counts, the published views and the verb; then what marks real places and years."""

import random
from collections import Counter

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from flows.commands import app
from flows.home import Home
from flows.keys import stage_keys
from flows.steps.counting import count_reports
from flows.steps.marking import PLACE_TERMS, REPORT_TERMS, mark_terms
from flows.steps.tallying import tally_uses
from warehouse.cache import name_batch
from warehouse.schemas import ASSEMBLED
from warehouse.stages import PER_DOCUMENT, STAGES

CITIES = ("510100", "610100", "410300", "420100", "320100", "330100", "440100")
COMMON = ("发展", "经济", "建设", "项目", "工作", "推进")
YEARS = range(2011, 2021)
CHARACTERS = 10_000


def make_report(city_code, year, terms, resilience=0, kind="work_report", is_main=True):
    """A report of one sentence that counts and a glossary that does not."""
    return {
        "city_code": city_code,
        "year": year,
        "kind": kind,
        "is_main": is_main,
        "terms": Counter(dict.fromkeys(COMMON, 100)) + Counter(terms),
        "resilience": resilience,
    }


def make_corpus():
    """Chengdu has all years, Xi'an all but the first; the others only the last three: the trap of pooled years."""
    reports = []
    for city in CITIES:
        for year in YEARS if city in CITIES[:2] else range(2018, 2021):
            terms = {f"{'甲乙丙丁戊己庚'[CITIES.index(city)]}城": 12}  # its own name
            terms |= {"下岗": 40} if year < 2015 else {"数字": 40}  # an era's word, said by all
            terms |= {"抗疫": 30} if year == 2020 else {}
            reports.append(make_report(city, year, terms, resilience=8 if year >= 2016 else 0))
    return [report for report in reports if (report["city_code"], report["year"]) != ("610100", 2011)]


def make_home(root, reports, size=4):
    """Return a home that has the counts cached, the names of its batches, and its documents."""
    home, keys, batches = Home(root), stage_keys(), []
    files = [f"{report['city_code']}{report['year']}{report['kind']}{report['is_main']}" for report in reports]
    for start in range(0, len(reports), size):
        members, chosen = files[start : start + size], reports[start : start + size]
        rows = {stage: {table: [] for table in STAGES[stage]} for stage in PER_DOCUMENT}
        for file, report in zip(members, chosen, strict=True):
            for position, section in enumerate(("review", "glossary")):
                key = {"raw_sha256": file, "position": position}
                rows["read"]["sentences"].append(key | {"section_kind": section, "n_chars": CHARACTERS})
                rows["code"]["senses"] += [
                    key | {"sense": "urban", "char_start": 2 * n, "char_end": 2 * n + 2}
                    for n in range(report["resilience"])
                ]
                mention = key | {"scheme": "urban_resilience", "term": "防汛", "char_start": 50, "char_end": 52}
                rows["code"]["mentions"] += [mention | {"theme": theme} for theme in ("hazard", "lifeline")]
            terms = sorted(report["terms"])
            counts = [report["terms"][term] for term in terms]
            section = {"raw_sha256": file, "section": 0, "terms": terms, "counts": counts}
            rows["segment"]["section_terms"].append(section)
        code = rows["code"]
        code["term_uses"] = tally_uses(rows["read"]["sentences"], code["mentions"], code["senses"])
        for stage, tables in rows.items():
            home.cache.write_batch(stage, keys[stage], members, tables)
        batches.append(name_batch(members))
    columns = ("city_code", "year", "kind", "is_main")
    documents = [
        {"document_id": file, "raw_sha256": file, **{name: report[name] for name in columns}}
        for file, report in zip(files, reports, strict=True)
    ]
    return home, batches, pa.Table.from_pylist(documents, schema=ASSEMBLED["documents"])


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    return mark_terms(*make_home(tmp_path_factory.mktemp("made"), make_corpus()))


def terms_of(table, city_code, year):
    return {row["term"] for row in table.to_pylist() if (row["city_code"], row["year"]) == (city_code, year)}


def test_a_place_is_marked_by_its_own_words_and_not_by_those_of_its_years(marked):
    assert terms_of(marked["keyness"], "510100", None) == {"甲城"}
    assert terms_of(marked["keyness"], "410300", None) == {"丙城"}
    assert terms_of(marked["keyness"], "510100", 2020) == {"甲城"}
    assert terms_of(marked["keyness"], "510100", 2011) == set()  # nobody to compare with


def test_a_year_is_marked_by_what_is_new_and_not_by_who_reports(marked):
    found = marked["year_keyness"]
    assert terms_of(found, None, 2020) == {"抗疫"}
    assert terms_of(found, None, 2018) == set()  # five cities are new, only two were there before
    assert terms_of(found, "510100", 2020) == {"抗疫"}
    assert terms_of(found, "510100", 2015) == {"数字"}


def test_what_is_kept_marks(marked):
    for name in ("keyness", "year_keyness"):
        groups = Counter()
        for row in marked[name].to_pylist():
            groups[row["city_code"], row["year"]] += 1
            assert row["log_ratio"] > 0 and 0 <= row["q_value"] <= 0.01 and row["count"] >= 5
            assert 1 <= row["document_frequency"] <= row["n_documents"] <= len(make_corpus())
        assert max(groups.values()) <= max(PLACE_TERMS, REPORT_TERMS)


def test_changes_are_dated_on_the_same_cities_and_counted_as_coded(marked):
    rows = {(row["city_code"], row["term"]): row for row in marked["term_changes"].to_pylist()}
    common = rows[None, "韧性"]
    assert (common["year"], common["first_year"], common["last_year"]) == (2016, 2012, 2020)  # 2011 lacks one of two
    assert common["n_places"] == 2  # the five that came later are not of the panel
    assert (common["before"], common["after"]) == (0, pytest.approx(8))  # per 10,000 characters; no glossary
    assert common["is_lexicon"] and not rows[None, "数字"]["is_lexicon"]
    assert rows[None, "数字"]["year"] == rows["510100", "下岗"]["year"] == 2015
    assert not any(term in (*COMMON, "防汛") for _, term in rows)  # steady
    assert {code for code, _ in rows} == {None, "510100", "610100"}


def test_a_place_in_a_sentence_counts_once_and_a_glossary_never(tmp_path):
    reports = count_reports(*make_home(tmp_path, make_corpus()))
    uses = dict(zip(reports.lexicon, reports.uses.toarray().T.tolist(), strict=True))
    assert set(uses) == {"防汛", "韧性"} and set(uses["防汛"]) == {1} and set(uses["韧性"]) == {0, 8}
    assert set(reports.sizes.tolist()) == {CHARACTERS}
    assert "下岗" in reports.vocabulary and list(reports.vocabulary) == sorted(reports.vocabulary)


def test_only_dated_main_work_reports_count(tmp_path, marked):
    strange = {"甲城": 900, "外来": 900}
    others = [
        make_report("510100", 2020, strange, kind="master_plan"),
        make_report("510100", 2020, strange, is_main=False),
        make_report(None, 2020, strange),
        make_report("510100", None, strange),
    ]
    assert mark_terms(*make_home(tmp_path, [*make_corpus(), *others])) == marked


def test_order_and_batches_change_nothing(tmp_path, marked):
    reports = make_corpus()
    random.Random(7).shuffle(reports)
    assert mark_terms(*make_home(tmp_path, reports, size=3)) == marked


def test_provinces_and_the_state_council_stand_by_themselves(tmp_path, marked):
    own = {"全省": 90}
    others = [make_report(code, year, own) for code in ("510000", "610000", "000000") for year in YEARS]
    found = mark_terms(*make_home(tmp_path, [*make_corpus(), *others]))
    for name in ("keyness", "year_keyness"):
        of_cities = [row for row in found[name].to_pylist() if (row["city_code"] or "1")[2:] != "0000"]
        assert of_cities == [row for row in marked[name].to_pylist() if (row["city_code"] or "1")[2:] != "0000"]
    assert not any(row["city_code"] == "000000" for row in found["keyness"].to_pylist())


def test_nothing_is_marked_where_there_is_nothing(tmp_path):
    home = Home(tmp_path)
    found = mark_terms(home, [], ASSEMBLED["documents"].empty_table())
    assert {name: table.num_rows for name, table in found.items()} == dict.fromkeys(found, 0)
    assert {name: table.schema for name, table in found.items()} == {name: ASSEMBLED[name] for name in found}
    one = mark_terms(*make_home(tmp_path, [make_report("510100", 2020, {})]))
    assert {table.num_rows for table in one.values()} == {0}


@pytest.fixture
def ask(tmp_path, marked, monkeypatch):
    """Publish what was marked, and return how to ask the verb about it."""
    from flows.steps.tabulating import tabulate_lexicon
    from warehouse.publishing import Content, publish_file

    cached = {}
    for tables in PER_DOCUMENT.values():
        for table, schema in tables.items():
            cached[table] = [tmp_path / f"{table}.parquet"]
            pq.write_table(schema.empty_table(), cached[table][0])
    empty = {name: schema.empty_table() for name, schema in ASSEMBLED.items()}
    publish_file(tmp_path, "b1", Content(empty | tabulate_lexicon() | marked, cached))
    monkeypatch.setenv("RENCHENG_HOME", str(tmp_path))
    return lambda *words: CliRunner().invoke(app, ["keyness", *words, "--format", "csv"])


def test_the_verb_prints_what_marks_a_place_a_year_or_a_change(ask):
    assert "成都市,510100,甲城,108" in ask("--cities", "成都").output  # 2011 has no other place
    lines = ask("--cities", "成都,西安", "--top", "1").output.splitlines()
    assert len(lines) == 3 and "西安市,610100,乙城" in lines[2]
    assert "全部城市,,2020,抗疫,210" in ask("--years", "2020").output
    assert ask("--cities", "成都", "--years", "2015,2020", "--top", "1").output.count("成都市") == 2
    assert "固定样本,,韧性,2016,0.0,8.0" in ask("--term", "韧性").output
    assert "成都市,510100,韧性,2016,0.0,8.0" in ask("--term", "韧性", "--cities", "成都").output
    assert len(ask("--cities", "成都", "--least-documents", "9").output.splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "--cities"),
        (("--term", "韧性", "--years", "2020"), "--years"),
        (("--term", "发展"), "发展"),
        (("--cities", "拉萨"), "拉萨市"),
        (("--years", "1999"), "1999"),
        (("--cities", "成都", "--least-documents", "99"), "成都市"),
    ],
)
def test_the_verb_says_what_is_lacking(ask, words, said):
    result = ask(*words)
    assert result.exit_code == 1
    assert said in str(result.exception)


def test_the_views_say_where_a_row_comes_from(ask, tmp_path):
    from warehouse.door import open_published

    ask("--term", "韧性")
    with open_published(tmp_path) as connection:
        common = connection.execute("SELECT DISTINCT city FROM out.year_keyness WHERE city_code IS NULL").fetchall()
        assert common == [(None,)]
        assert connection.execute("SELECT count(*) FROM out.keyness WHERE city IS NULL").fetchone() == (0,)
        bare = "SELECT count(*) FROM duckdb_columns() WHERE schema_name = 'out' AND comment IS NULL"
        assert connection.execute(bare).fetchone() == (0,)


def test_what_marking_reaches_is_in_a_key():
    from conftest import ROOT
    from test_keys import PLUMBING, STEPS, reach

    sources = {source for group in STEPS.values() for source in group}
    reached = {name for name in reach(ROOT / "flows" / "steps" / "marking.py") if not name.startswith("warehouse/")}
    assert not {name for name in reached - PLUMBING if not any(name.startswith(source) for source in sources)}


@pytest.mark.slow
def test_real_places_and_years_are_marked_by_what_one_knows_of_them(shared, tmp_path):
    """About 250 reports of twelve cities: a minute."""
    from flows.steps.adding import add_paths
    from flows.steps.assembling import assemble_documents
    from flows.steps.building import process_batches
    from flows.steps.planning import plan_build

    home = Home(tmp_path)
    names = (
        "北京市",
        "广州市",
        "成都市",
        "宁波市",
        "厦门市",
        "沈阳市",
        "深圳市",
        "太原市",
        "武汉市",
        "西安市",
        "南昌市",
        "杭州市",
    )
    add_paths(home, [shared / "corpus" / "work_reports" / name for name in names])
    plan = plan_build(home)
    process_batches(plan.pending)
    batches = [batch.name for batch in plan.batches]
    documents = assemble_documents(home, plan.rows, batches)["documents"]
    found = mark_terms(home, batches, documents)
    assert {"首都", "中关村"} <= terms_of(found["keyness"], "110000", None)
    assert {"天府", "公园城市"} <= terms_of(found["keyness"], "510100", None)
    assert {"十四五", "疫情防控"} <= terms_of(found["year_keyness"], None, 2021)
    assert "疫情防控" not in terms_of(found["year_keyness"], None, 2019)
    common = [row for row in found["term_changes"].to_pylist() if row["city_code"] is None]
    assert any(row["term"] == "韧性" and 2018 <= row["year"] <= 2023 and row["after"] > row["before"] for row in common)
    assert found["keyness"].num_rows < PLACE_TERMS * len(names) + REPORT_TERMS * len(documents)
