"""The 25 questions: what their files say of themselves is true, and all of them are answered."""

import re

import pytest

from reports.answers import answer_question, find_theme
from reports.questions import (
    QuestionFileError,
    UnknownQuestionError,
    _borrow_query,
    describe_question,
    find_question,
    list_questions,
    load_questions,
    load_words,
    parse_question,
)
from reports.tables import Format, Table, print_table

NAMES = [
    "first-mention",
    "in-plans",
    "latest-shares",
    "trend",
    "silent-goals",
    "silent-or-missing",
    "balance",
    "together",
    "most-alike",
    "marking-words",
    "copied",
    "spread",
    "tools",
    "adoption",
    "hazards",
    "paths",
    "grassroots",
    "topics",
    "stability",
    "topics-and-themes",
    "quality",
    "changed",
    "promises",
    "failures",
    "ledger",
]
QUESTIONS = load_questions()
# What a question of the sample has to answer with, counted in another way; the others have views that the sample fills.
SOURCES = {
    "first-mention": "first_mentions WHERE sense = 'urban'",
    "in-plans": "documents WHERE kind IN ('master_plan', 'territorial_plan')",
    "silent-goals": "(SELECT city_code FROM out.city_themes WHERE scheme = 'city_resilience_framework' "
    "GROUP BY city_code, theme HAVING sum(mentions) = 0)",
    "together": "sentences WHERE text LIKE '%社区%' AND text LIKE '%韧性%'",
    "most-alike": "city_similarity",
    "copied": "sentences WHERE is_formula",
    "spread": "first_mentions WHERE scheme = 'urban_resilience' AND term = '海绵城市'",
    "adoption": "adoption",
    "grassroots": "practices WHERE category = '基层治理类' "
    "AND regexp_matches(concat(practice, sentence), '网格化|积分制|责任清单')",
    "changed": "document_versions",
    "promises": "promises",
    "failures": "(SELECT url FROM out.fetches WHERE blocked_reason IS NOT NULL "
    "UNION ALL SELECT city FROM out.coverage WHERE status <> 'collected')",
    "ledger": "record_ledger",
}


@pytest.fixture(params=QUESTIONS)
def question(request):
    return QUESTIONS[request.param]


def count(connection, source):
    start = "" if source.startswith("(") else "out."
    return connection.execute(f"SELECT count(*) FROM {start}{source}").fetchone()[0]


def test_every_question_has_a_query_and_a_number():
    assert list(QUESTIONS) == NAMES
    assert [question.number for question in QUESTIONS.values()] == list(range(1, 26))


def test_a_question_may_ask_the_query_of_another():
    whole, borrowed = (QUESTIONS[name].statement.partition("SELECT")[2] for name in ("hazards", "paths"))
    assert whole and borrowed == whole and "-- query: hazards" in QUESTIONS["paths"].statement
    with pytest.raises(QuestionFileError, match=r"strange\.sql: `query: nobody` names no question"):
        _borrow_query(parse_question("strange", "-- 99. 问？\n-- What?\n-- views: documents\n-- query: nobody\n"), {})


def test_the_questions_are_those_of_the_reference(shared):
    text = (shared / "reference" / "questions.md").read_text("utf-8")
    assert re.findall(r"^\| \d+ \| ([\w-]+) \|", text, re.M) == NAMES


def test_a_query_reads_the_views_that_it_names_and_takes_the_options_that_it_names(question):
    statement = re.sub(r"--.*", "", question.statement)
    named = {view.partition(" (")[0] for view in question.views.split(", ")}
    assert set(re.findall(r"\bout\.(\w+)", statement)) == named
    assert set(re.findall(r"\$(\w+)", statement)) == set(question.defaults)
    made = set(re.findall(r"(\w+) AS \(", statement))
    assert {found for found in re.findall(r"\b(?:FROM|JOIN) (\w+)\b(?!\.)", statement) if found != "SELECT"} <= made


def test_every_question_runs_on_the_sample_and_answers_where_there_is_something(question, published):
    table = answer_question(published, question, {})
    is_answerable = count(published, SOURCES.get(question.name, "documents")) > 0
    assert bool(table.rows) is is_answerable
    assert any("nothing in" in note for note in table.notes) is not is_answerable
    assert table == answer_question(published, question, {})


def test_every_question_is_printed_in_four_formats_with_chinese_headings(question, published, capsys):
    import sys

    columns, _ = load_words()
    table = answer_question(published, question, {})
    assert set(table.keys) <= set(columns)
    for form in Format:
        print_table(table, form, sys.stdout)
    assert question.zh in capsys.readouterr().out.replace("\n", "")


def test_rows_too_wide_for_the_terminal_are_named_again_by_place_and_year(published):
    assert answer_question(published, QUESTIONS["together"], {}).labels == 2
    assert answer_question(published, QUESTIONS["quality"], {}).labels == 1
    assert answer_question(published, QUESTIONS["grassroots"], {}).labels == 2, "place and word"
    assert answer_question(published, QUESTIONS["most-alike"], {}).labels == 3, "year and both places"
    assert answer_question(published, QUESTIONS["spread"], {}).labels == 3, "after its number"


def test_no_heading_is_left_over(published):
    columns, _ = load_words()
    used = {key for question in QUESTIONS.values() for key in answer_question(published, question, {}).keys}
    assert set(columns) == used


def test_a_limit_cuts_the_end_and_says_so(question, published):
    if "limit" not in question.defaults:
        pytest.skip("answers with few rows")
    whole = answer_question(published, question, {"limit": 0})
    cut = answer_question(published, question, {"limit": 2})
    assert cut.rows == whole.rows[:2]
    assert any("--limit 0" in note for note in cut.notes) is (len(whole.rows) > 2)


def test_places_asked_for_are_the_places_answered(question, published):
    if "cities" not in question.defaults:
        pytest.skip("is not about places")
    table = answer_question(published, question, {"cities": ["510100"]})
    codes = {row[n] for row in table.rows for n, key in enumerate(table.keys) if key in ("city_code", "city_code_a")}
    assert codes <= {"510100", None}


def test_a_wrong_name_is_told_the_nearest():
    for written, meant in (("first_mention", "first-mention"), ("hazard", "hazards"), ("Trends", "trend")):
        with pytest.raises(UnknownQuestionError, match=f"did you mean '{meant}'"):
            find_question(written)
    with pytest.raises(UnknownQuestionError) as raised:
        find_question("天气")
    assert "did you mean" not in str(raised.value)
    assert find_question("12").name == "spread"


def test_options_that_a_question_does_not_take_are_refused(published):
    with pytest.raises(ValueError, match="--terms: the question trend takes --cities, --years, --theme"):
        answer_question(published, QUESTIONS["trend"], {"terms": ["防洪"]})
    with pytest.raises(ValueError, match="takes no options"):
        answer_question(published, QUESTIONS["stability"], {"limit": 3})


def test_a_theme_answers_to_its_id_and_its_name(published):
    assert find_theme(published, "防灾减灾", "urban_resilience") == find_theme(published, "hazard", "urban_resilience")
    with pytest.raises(LookupError, match="did you mean '防灾减灾'"):
        find_theme(published, "防灾减", "urban_resilience")
    with pytest.raises(LookupError, match="no scheme of themes"):
        find_theme(published, "hazard", "no_such_scheme")


def test_what_a_question_tells_of_itself_names_every_option_with_its_default(question):
    told = describe_question(question)
    assert all(option.written in told and option.meaning in told for option in question.options)
    listed = list_questions()
    assert any(row[listed.keys.index("name")] == question.name for row in listed.rows)


@pytest.mark.parametrize(
    "head",
    [
        "SELECT 1;",
        "-- 1. 问？\n-- Asks?\nSELECT 1;",
        "-- 问？\n-- Asks?\n-- views: documents\nSELECT 1;",
        "-- 1. 问？\n-- Asks?\n-- views: documents\n-- --bogus: what\nSELECT 1;",
        "-- 1. 问？\n-- Asks?\n-- views: documents\n-- anything\nSELECT 1;",
    ],
)
def test_a_head_that_does_not_say_what_it_must_is_refused(head):
    with pytest.raises(QuestionFileError, match=r"made\.sql"):
        parse_question("made", head)


def test_a_head_is_read():
    head = "-- 3. 问？\n-- Asks?\n-- views: documents\n-- --years 2016-2018,2020: when\n-- note: 一。\n--     One.\n"
    question = parse_question("made", f"{head}SELECT 1;")
    assert question.defaults == {"years": (2016, 2017, 2018, 2020)}
    assert question.notes == ("一。 One.",)


def test_an_answer_says_what_it_was_asked_and_says_nothing_in_the_same_words(published):
    table = answer_question(published, QUESTIONS["spread"], {"terms": ["绝无此词", "防洪"], "limit": 1})
    assert table.title.endswith("who followed? --terms 绝无此词,防洪")
    empty = answer_question(published, QUESTIONS["spread"], {"terms": ["绝无此词"]})
    assert any("ask without --terms 绝无此词" in note for note in empty.notes)


def test_values_are_said_as_fits_their_column(published):
    shown = answer_question(published, QUESTIONS["first-mention"], {}).shown()
    assert {row[shown.keys.index("is_censored")] for row in shown.rows} <= {"是", "否"}
    spoken = answer_question(published, QUESTIONS["ledger"], {}).spoken
    table = Table(keys=("outcome", "status", "n"), rows=(("kept", "kept", True), (None, "新", 1)), spoken=spoken)
    assert table.shown().rows == (("兑现", "保留", "是"), (None, "新", 1))


def test_decimals_are_read_from_the_head(published):
    assert QUESTIONS["most-alike"].decimals == 3 and QUESTIONS["trend"].decimals == 2
    assert answer_question(published, QUESTIONS["most-alike"], {}).decimals == 3
