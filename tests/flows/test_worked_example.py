"""A worked example: five small fictional reports, whose every number was worked out by hand, from file to answer."""

import pytest

from flows.home import Home
from flows.steps.adding import add_paths
from flows.steps.building import build
from flows.steps.choosing import fit_beside
from flows.steps.coding import code_texts
from flows.steps.units import Unit
from reports.comparison import NothingCollectedError, compare_cities
from reports.measures import Measure
from reports.overview import list_issues, tabulate_missing, tabulate_totals
from reports.topics import list_topics
from warehouse.door import open_published

DEYANG, MIANYANG, ZIGONG, GUANGYUAN = (
    ("510600", "德阳市"),
    ("510700", "绵阳市"),
    ("510300", "自贡市"),
    ("510800", "广元市"),
)

# What is counted: the sentences of the parts, with (Han characters, tokens) behind each.
DEYANG_2020_REVIEW = """
抗旱保苗九万多亩。
加装电梯六部，方便全市老人。
"""  # (8, 4) (12, 5)
DEYANG_2020_PLAN = "推进垃圾分类，建设海绵城市，疏通排水管网六处。"  # (20, 7)
DEYANG_2022_REVIEW = """
新建堤防九公里，疏通防洪通道六处。
新增就业九万人。汛期无人伤亡。
粮食产量连续九年增长平稳。
"""  # (15, 8) (7, 4) (6, 3) (12, 5)
DEYANG_2022_PLAN = """
建设韧性城市，完善应急预案。开展应急演练九次，组建救援队伍六支。
改造老旧小区九个。新建学校六所，修好道路，方便出行。
"""  # (12, 4) (16, 6) (8, 3) (14, 8)
MIANYANG_REVIEW, MIANYANG_PLAN = "治理滑坡和泥石流九处。", "推广志愿服务，设立避难场所二十多处。"  # (10, 5); (16, 6)
MIANYANG_MORE_REVIEW = "抗洪抢险，转移群众百人。"  # (10, 5)
MIANYANG_MORE_PLAN = "防御台风、暴雨和山洪。多储备救灾物资。"  # (9, 5) (7, 3)
ZIGONG_PLAN = "完善数字政府。"  # (6, 2)

# What is never counted: headings and a glossary full of terms.
HEADING_IN_REVIEW = "（一）加强应急管理和防汛。"
HEADING_IN_PLAN = "**韧性城市和防台风**"
GLOSSARY = "名词解释\n\n韧性城市：能够抵御台风、内涝和地震灾害的城市。"


def write_report(folder, city, year, body, name=None, extra=""):
    """Write a report; its opening has two sentences of ten Han characters: 年月日, and 德阳市市长某某 or the like."""
    path = folder / city / f"{name or year}.md"
    path.parent.mkdir(exist_ok=True)
    source = f"https://a.example/{path.stem}"
    front = f"---\ntitle: {city}{year}年政府工作报告\nsource: {source}\n{extra}---\n"
    path.write_text(f"{front}政府工作报告\n\n{year}年1月8日。\n\n{city}市长某某。\n\n{body}\n", "utf-8")
    return path


def frame(year, review, plan, after=""):
    return f"一、{year - 1}年工作回顾\n\n{review}\n\n二、{year}年工作安排\n\n{plan}\n\n{after}"


def write_deyang(folder):
    review, plan = f"{HEADING_IN_REVIEW}{DEYANG_2022_REVIEW.lstrip()}", f"{HEADING_IN_PLAN}\n{DEYANG_2022_PLAN}"
    return (
        write_report(folder, "德阳市", 2020, frame(2020, DEYANG_2020_REVIEW, DEYANG_2020_PLAN)),
        write_report(folder, "德阳市", 2022, frame(2022, review, plan, GLOSSARY)),
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("reports")


@pytest.fixture(scope="module")
def worked(folder, tmp_path_factory):
    """A connection to the published file of the five reports."""
    home = Home(tmp_path_factory.mktemp("worked") / "home")
    write_deyang(folder)
    write_report(folder, "绵阳市", 2022, frame(2022, MIANYANG_REVIEW, MIANYANG_PLAN))
    more = frame(2022, MIANYANG_MORE_REVIEW, MIANYANG_MORE_PLAN)
    write_report(folder, "绵阳市", 2022, more, "2022-增补", "sample: true\n")
    add_paths(home, [folder])
    zigong = write_report(folder, "自贡市", 2021, f"一、2021年工作安排\n\n{ZIGONG_PLAN}")
    add_paths(home, [zigong], url="https://a.example/given")
    build(home)
    with open_published(home.root) as connection:
        yield connection


def ask(connection, statement, *parameters):
    return connection.execute(statement, parameters).fetchall()


def compare(connection, cities, *years, **options):
    """Return the comparison as dictionaries by place and year."""
    table = compare_cities(connection, cities, years, **options)
    records = [dict(zip(table.keys, row, strict=True)) for row in table.rows]
    return {(record["city"], record["year"]): record for record in records}


def cells(record, *keys):
    return tuple(record[key] for key in keys)


@pytest.mark.parametrize(
    ("text", "han"),
    [
        (DEYANG_2020_REVIEW, 20),
        (DEYANG_2020_PLAN, 20),
        (DEYANG_2022_REVIEW, 40),
        (DEYANG_2022_PLAN, 50),
        (MIANYANG_REVIEW + MIANYANG_MORE_REVIEW, 20),
        (MIANYANG_PLAN + MIANYANG_MORE_PLAN, 32),
        (ZIGONG_PLAN, 6),
        ("政府工作报告" + "一、年工作回顾" + HEADING_IN_REVIEW + "二、年工作安排" + HEADING_IN_PLAN + GLOSSARY, 60),
    ],
)
def test_the_han_characters_were_counted_right_by_hand(text, han):
    assert sum("\u4e00" <= mark <= "\u9fff" for mark in text) == han


# documents, characters, sentences, tokens | mentions, per 10,000, sentences, share, mentions per token, mean length
WORKED = [
    ("德阳市", 2020, "review", "hazard", (1, 20, 2, 9, 1, 500.0, 1, 0.5, 1 / 9, 10.0)),
    ("德阳市", 2020, "review", "renewal", (1, 20, 2, 9, 1, 500.0, 1, 0.5, 1 / 9, 10.0)),
    ("德阳市", 2020, "plan", "lifeline", (1, 20, 1, 7, 2, 1000.0, 1, 1.0, 2 / 7, 20.0)),
    ("德阳市", 2020, "plan", "hazard", (1, 20, 1, 7, 0, 0.0, 0, 0.0, 0.0, 20.0)),
    ("德阳市", 2022, "review", "hazard", (1, 40, 4, 20, 3, 750.0, 2, 0.5, 0.15, 10.0)),
    ("德阳市", 2022, "review", "welfare", (1, 40, 4, 20, 1, 250.0, 1, 0.25, 0.05, 10.0)),
    ("德阳市", 2022, "review", "emergency", (1, 40, 4, 20, 0, 0.0, 0, 0.0, 0.0, 10.0)),  # only in a heading
    ("德阳市", 2022, "plan", "emergency", (1, 50, 4, 21, 3, 600.0, 2, 0.5, 3 / 21, 12.5)),
    ("德阳市", 2022, "plan", "resilience_goal", (1, 50, 4, 21, 1, 200.0, 1, 0.25, 1 / 21, 12.5)),
    ("德阳市", 2022, "plan", "hazard", (1, 50, 4, 21, 0, 0.0, 0, 0.0, 0.0, 12.5)),  # only in a heading
    ("德阳市", 2022, "other", "hazard", (1, 10, 2, 9, 0, 0.0, 0, 0.0, 0.0, 5.0)),  # only in the glossary
    # of its two reports of the year the longer one is counted
    ("绵阳市", 2022, "review", "hazard", (1, 10, 1, 5, 1, 1000.0, 1, 1.0, 0.2, 10.0)),
    ("绵阳市", 2022, "plan", "hazard", (1, 16, 2, 8, 3, 1875.0, 1, 0.5, 3 / 8, 8.0)),
    ("绵阳市", 2022, "plan", "emergency", (1, 16, 2, 8, 1, 625.0, 1, 0.5, 1 / 8, 8.0)),
    ("绵阳市", 2022, "other", "hazard", (1, 10, 2, 9, 0, 0.0, 0, 0.0, 0.0, 5.0)),
    ("自贡市", 2021, "plan", "digital", (1, 6, 1, 2, 1, 10000 / 6, 1, 1.0, 0.5, 6.0)),
    ("自贡市", 2021, "review", "digital", (1, 0, 0, 0, 0, None, 0, None, None, None)),  # an empty part has no rate
]


@pytest.mark.parametrize(("city", "year", "part", "theme", "expected"), WORKED)
def test_every_measure_of_a_city_is_the_one_worked_by_hand(worked, city, year, part, theme, expected):
    found = ask(
        worked,
        """
        SELECT n_documents, n_chars, n_sentences, n_tokens, mentions, mentions_per_10k_chars, sentences,
            sentence_share, token_share, mean_sentence_chars
        FROM out.city_themes WHERE city = $1 AND year = $2 AND part = $3 AND theme = $4
        """,
        *(city, year, part, theme),
    )
    assert found == [expected]


def test_headings_and_glossaries_hold_terms_that_no_city_is_credited_with(worked):
    counted = ask(
        worked,
        "SELECT theme, sum(mentions) FROM out.city_themes "
        "WHERE city = '德阳市' AND year = 2022 AND scheme = 'urban_resilience' "
        "GROUP BY theme HAVING sum(mentions) > 0 ORDER BY theme",
    )
    assert counted == [("emergency", 3), ("hazard", 3), ("renewal", 1), ("resilience_goal", 1), ("welfare", 1)]
    left_out = ask(
        worked,
        "SELECT is_heading, section_kind, list(term ORDER BY position, m.char_start) "
        "FROM out.theme_mentions m JOIN out.sentences s USING (sentence_id) "
        "WHERE scheme = 'urban_resilience' AND (is_heading OR section_kind = 'glossary') "
        "GROUP BY ALL ORDER BY section_kind",
    )
    assert left_out == [
        (False, "glossary", ["韧性城市", "台风", "内涝", "地震灾害"]),
        (True, "plan_year", ["韧性城市", "台风"]),
        (True, "review", ["应急管理", "防汛"]),
    ]


def test_the_newest_year_is_compared_when_none_is_asked_for(worked):
    found = compare(worked, [DEYANG, ZIGONG])
    assert list(found) == [("德阳市", 2022), ("自贡市", 2021)]
    deyang, zigong = found.values()
    assert cells(deyang, "city_code", "status", "n_sentences", "n_chars") == ("510600", "collected", 10, 100)
    themes = ("hazard", "emergency", "welfare", "resilience_goal", "renewal", "lifeline", "ecology")
    assert cells(deyang, *themes) == (300.0, 300.0, 100.0, 100.0, 100.0, 0.0, 0.0)
    assert cells(zigong, "n_sentences", "n_chars", "digital", "hazard") == (3, 16, 625.0, 0.0)


def test_shares_are_compared_in_per_cent(worked):
    found = compare(worked, [DEYANG], 2022, measure=Measure.SHARE)
    themes = ("hazard", "emergency", "welfare", "resilience_goal", "renewal", "lifeline")
    assert cells(found["德阳市", 2022], *themes) == (20.0, 20.0, 10.0, 10.0, 10.0, 0.0)
    plan = compare(worked, [DEYANG], 2022, measure=Measure.SHARE, parts=("plan",))["德阳市", 2022]
    assert cells(plan, "n_sentences", "n_chars", "hazard", "emergency", "renewal") == (4, 50, 0.0, 50.0, 25.0)


def test_several_years_are_compared_and_the_gap_among_them_has_no_number(worked):
    found = compare(worked, [DEYANG, GUANGYUAN], 2022, 2021, 2020)
    assert list(found) == [(city, year) for city in ("德阳市", "广元市") for year in (2020, 2021, 2022)]
    keys = ("status", "n_chars", "n_sentences", "hazard", "renewal", "lifeline", "emergency")
    assert cells(found["德阳市", 2020], *keys) == ("collected", 50, 5, 200.0, 200.0, 400.0, 0.0)
    assert cells(found["德阳市", 2022], *keys) == ("collected", 100, 10, 300.0, 100.0, 0.0, 300.0)
    nothing = ("not_collected", None, None, None, None, None, None)
    assert cells(found["德阳市", 2021], *keys) == nothing
    assert all(cells(found["广元市", year], *keys) == nothing for year in (2020, 2021, 2022))


def test_a_gap_alone_is_not_compared(worked):
    with pytest.raises(NothingCollectedError, match="there are 2020 to 2022"):
        compare(worked, [DEYANG], 2021)


def test_coverage_names_the_gap_between_two_years_that_are_there(worked):
    found = ask(worked, "SELECT city_code, city, year, kind, status FROM out.coverage ORDER BY city_code, year")
    assert found == [
        ("510300", "自贡市", 2021, "work_report", "collected"),
        ("510600", "德阳市", 2020, "work_report", "collected"),
        ("510600", "德阳市", 2021, "work_report", "not_collected"),
        ("510600", "德阳市", 2022, "work_report", "collected"),
        ("510700", "绵阳市", 2022, "work_report", "collected"),
    ]


def test_the_years_that_are_missing_are_named(worked):
    assert tabulate_missing(worked).rows == (("德阳市", "510600", "work_report", 2, 1, "2021"),)
    assert tabulate_missing(worked, ["510700"]).rows == (("绵阳市", "510700", "work_report", 1, 0, None),)


def test_the_totals_add_up(worked):
    totals = dict(tabulate_totals(worked).rows)
    expected = {"documents": 5, "places": 3, "first year": 2020, "last year": 2022, "files": 5, "sentences": 45}
    expected |= {"collected": 4, "not collected": 1, "unreadable": 0, "doubts": 6}
    assert {name: totals[name] for name in expected} == expected
    assert ask(worked, "SELECT count(*) FROM out.theme_mentions WHERE scheme = 'urban_resilience'") == [(33,)]


def test_doubts_are_counted_by_kind_with_a_file_to_look_at(worked, folder):
    at = folder.resolve().as_posix()
    assert list_issues(worked).rows == (
        ("too_short", "篇幅过短", 4, 4, "Find the whole document.", f"{at}/德阳市/2020.md"),
        ("part_not_found", "缺少部分", 1, 1, "Look at its headings; a cue may be missing.", f"{at}/自贡市/2021.md"),
        ("same_year", "同年重复", 1, 1, "Nothing, if it opens a term.", f"{at}/绵阳市/2022.md"),
    )


def test_the_report_that_is_not_counted_is_told_of_the_one_that_is(worked):
    found = list_issues(worked, "same_year")
    (record,) = [dict(zip(found.keys, row, strict=True)) for row in found.rows]
    assert cells(record, "city", "year") == ("绵阳市", 2022)
    assert record["path"].endswith("2022.md")
    is_main = dict(ask(worked, "SELECT document_id, is_main FROM out.documents"))
    (main,) = [document_id for document_id in is_main if document_id in record["detail"]]
    assert (is_main[main], is_main[record["document_id"]]) == (True, False)
    assert sum(is_main.values()) == len(is_main) - 1


def test_documents_carry_their_sizes_addresses_and_marks(worked):
    found = ask(
        worked,
        "SELECT city, year, n_chars, n_sentences, url, is_sample FROM out.documents "
        "ORDER BY city_code, year, n_chars, url DESC",
    )
    assert found == [
        ("自贡市", 2021, 6 + 10 + 6 + 6, 1 + 2 + 1 + 1, "https://a.example/given", False),
        ("德阳市", 2020, 6 + 10 + 6 + 20 + 6 + 20, 1 + 2 + 1 + 2 + 1 + 1, "https://a.example/2020", False),
        ("德阳市", 2022, 100 + 60, 10 + 7, "https://a.example/2022", False),
        ("绵阳市", 2022, 6 + 10 + 6 + 10 + 6 + 16, 1 + 2 + 1 + 1 + 1 + 2, "https://a.example/2022-增补", True),
        ("绵阳市", 2022, 6 + 10 + 6 + 10 + 6 + 16, 1 + 2 + 1 + 1 + 1 + 1, "https://a.example/2022", False),
    ]


def test_documents_have_the_tokens_of_their_sentences(worked):
    found = ask(
        worked,
        "SELECT documents.n_tokens, sum(sentences.n_tokens) FROM out.documents AS documents "
        "JOIN out.sentences AS sentences USING (document_id) GROUP BY documents.document_id, documents.n_tokens",
    )
    assert len(found) == 5
    assert all(document == sentences > 0 for document, sentences in found)


def test_sentences_are_coded_by_the_classifier_in_the_default_scheme_and_by_terms_in_the_others(worked):
    methods = ask(worked, "SELECT DISTINCT scheme = 'urban_resilience', method FROM out.sentence_themes ORDER BY ALL")
    assert methods == [(False, "terms"), (True, "classifier")]
    found = ask(
        worked,
        "SELECT text, theme, score FROM out.sentence_themes JOIN out.sentences USING (sentence_id) "
        "WHERE sentences.city = '绵阳市' AND scheme = 'hazards' ORDER BY score DESC, text, theme",
    )
    assert ("防御台风、暴雨和山洪。", "typhoon", 1.0) in found
    texts = ask(worked, "SELECT text FROM out.sentences WHERE is_measured ORDER BY sentence_id")
    coded = ask(
        worked,
        "SELECT sentence_id, text, list(theme ORDER BY theme) FROM out.sentence_themes "
        "JOIN out.sentences USING (sentence_id) WHERE scheme = 'urban_resilience' GROUP BY ALL",
    )
    assert len(texts) > len(coded) > 5
    again = code_texts([text for _, text, _ in coded], "urban_resilience")
    assert [sorted(themes) for themes in again] == [themes for _, _, themes in coded]


def test_intervals_hold_the_measure_and_silence_is_no_certainty(worked):
    wrong = ask(
        worked,
        "SELECT city, theme FROM out.city_themes WHERE n_chars > 0 AND NOT (mentions_per_10k_chars "
        "BETWEEN mentions_per_10k_chars_low - 1e-9 AND mentions_per_10k_chars_high + 1e-9)",
    )
    assert wrong == []
    ((low, high),) = ask(
        worked,
        "SELECT mentions_per_10k_chars_low, mentions_per_10k_chars_high FROM out.city_themes "
        "WHERE city = '自贡市' AND part = 'plan' AND theme = 'hazard'",
    )
    assert (low, high) == (0, pytest.approx(30_000 / 6))
    sure = "mentions_per_10k_chars_high = 0 OR sentence_share_high = 0"
    assert ask(worked, f"SELECT count(*) FROM out.city_themes WHERE n_chars > 0 AND ({sure})") == [(0,)]


def test_bytes_lost_from_the_store_are_a_doubt_until_they_are_added_again(tmp_path):
    home = Home(tmp_path / "home")
    lost, _ = write_deyang(tmp_path)
    add_paths(home, [tmp_path / "德阳市"])
    (row,) = [row for row in home.store.read_manifest() if row.path == lost.resolve().as_posix()]
    (home.store.root / home.store.name_of(row.raw_sha256)).unlink()
    build(home)
    with open_published(home.root) as connection:
        assert ("bytes_missing", row.path) in [(found[0], found[-1]) for found in list_issues(connection).rows]
        assert ask(connection, "SELECT year FROM out.documents") == [(2022,)]
        assert ask(connection, "SELECT year, status FROM out.coverage ORDER BY year") == [
            (2020, "unreadable"),
            (2022, "collected"),
        ]
    add_paths(home, [lost])
    build(home)
    with open_published(home.root) as connection:
        assert "bytes_missing" not in [found[0] for found in list_issues(connection).rows]
        assert ask(connection, "SELECT year FROM out.documents ORDER BY year") == [(2020,), (2022,)]


SECTIONS = 24  # of each of two reports: 48 sections carry two topics
WATER = ["水库", "河道", "堤坝", "泵站", "闸门", "渠道", "水源", "湖泊", "溪流", "江岸", "水位", "雨量"]
SCHOOL = ["学校", "教师", "课堂", "教材", "学生", "操场", "宿舍", "食堂", "校园", "考试", "作业", "书法"]


def write_sections(words, n_words):
    """Return a plan of many sections, each of which names some of the words in turn."""
    rows = [[words[(number + step) % len(words)] for step in range(n_words)] for number in range(SECTIONS)]
    sections = [f"{number}、第{number}项\n\n{'、'.join(row)}。" for number, row in enumerate(rows, start=1)]
    return "一、2022年工作安排\n\n" + "\n\n".join(sections)


@pytest.fixture(scope="module")
def modelled(tmp_path_factory):
    """A connection to the published file of two reports of one city and year: a short one on water, one on schools."""
    folder = tmp_path_factory.mktemp("modelled")
    write_report(folder, "德阳市", 2022, write_sections(WATER, 3))
    write_report(folder, "德阳市", 2022, write_sections(SCHOOL, 7), "2022-增补")
    home = Home(folder / "home")
    add_paths(home, [folder / "德阳市"])
    build(home)
    fit_beside(home, "lda", 40, Unit.SECTIONS)  # what no build makes, the next one publishes
    build(home)
    with open_published(home.root) as connection:
        yield connection


def test_two_models_of_two_topics_fit_two_reports(modelled):
    found = ask(modelled, "SELECT algorithm, k FROM out.topic_models ORDER BY algorithm")
    assert found == [("lda", 2), ("nmf", 2)]


@pytest.mark.parametrize(
    ("view", "by", "n_groups"), [("document_topics", "document_id", 4), ("city_topics", "city_code, year", 2)]
)
def test_shares_of_topics_sum_to_one(modelled, view, by, n_groups):
    found = ask(modelled, f"SELECT sum(share), count(*) FROM out.{view} GROUP BY model_id, {by}")
    assert found == [(pytest.approx(1, abs=1e-9), 2)] * n_groups


def test_the_topics_of_a_city_are_those_of_the_report_that_stands_for_the_year(modelled):
    counted = ask(
        modelled,
        "SELECT model_id, topic, share FROM out.document_topics JOIN out.documents USING (document_id) "
        "WHERE is_main ORDER BY ALL",
    )
    found = ask(modelled, "SELECT model_id, topic, share FROM out.city_topics ORDER BY ALL")
    assert [row[:2] for row in found] == [row[:2] for row in counted]
    assert [row[2] for row in found] == pytest.approx([row[2] for row in counted], abs=1e-9)


@pytest.mark.parametrize("algorithm", ["nmf", "lda"])
def test_topics_are_listed_with_shares_that_sum_to_one(modelled, algorithm):
    table = list_topics(modelled, algorithm)
    records = [dict(zip(table.keys, row, strict=True)) for row in table.rows]
    assert [record["model_id"].partition("-")[0] for record in records] == [algorithm, algorithm]
    larger, smaller = (record["share"] for record in records)
    assert larger >= smaller and larger + smaller == pytest.approx(1, abs=1e-9)


def test_each_topic_is_told_by_the_words_of_its_report(modelled):
    table = list_topics(modelled, "nmf")
    terms = [set(row[table.keys.index("terms")]) for row in table.rows]
    assert sorted(terms, key=min) == sorted([set(WATER), set(SCHOOL)], key=min)
    assert len(list_topics(modelled).rows) == 4
