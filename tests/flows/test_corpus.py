"""The whole way on all real reports (slow: about six minutes): what the first issue must show."""

import pytest

from flows.home import Home
from flows.steps.adding import add_paths
from flows.steps.building import build
from models.places import resolve_place
from reports.comparison import compare_cities
from warehouse.door import find_published

CITIES = ("成都", "西安", "北京", "上海", "广州")


def one(connection, query):
    return connection.execute(query).fetchone()[0]


@pytest.mark.slow
def test_every_file_is_accounted_for(corpus, corpus_home, shared):
    files = len(corpus_home.store.read_manifest())
    assert files == len(list((shared / "corpus" / "work_reports").rglob("*.md")))
    assert not build(corpus_home).is_new
    assert one(corpus, "SELECT count(*) FROM out.document_origins WHERE document_id IS NOT NULL") == files
    assert files - one(corpus, "SELECT count(*) FROM out.documents") <= 5
    assert one(corpus, "SELECT count(*) FROM out.documents WHERE city_code IS NULL OR year IS NULL") == 0


@pytest.mark.slow
def test_every_check_is_empty_and_every_mention_in_its_place(corpus):
    for (name,) in corpus.execute("SELECT view_name FROM duckdb_views() WHERE schema_name = 'checks'").fetchall():
        assert one(corpus, f"SELECT count(*) FROM checks.{name}") == 0
    wrong = """
        SELECT count(*) FILTER (
            WHERE substring(s.text, m.char_start + 1, m.char_end - m.char_start) IS DISTINCT FROM m.term
        )
        FROM out.theme_mentions m JOIN out.sentences s USING (sentence_id)
    """
    assert one(corpus, "SELECT count(*) FROM out.theme_mentions") > 300_000
    assert one(corpus, wrong) == 0


@pytest.mark.slow
def test_mislabelled_files_are_doubted(corpus):
    doubted = {
        row[0]
        for row in corpus.execute(
            "SELECT path FROM out.document_issues WHERE issue IN ('place_conflict', 'year_conflict')"
        ).fetchall()
    }
    mislabelled = ("宿迁市/2015.md", "沧州市/2016.md", "淮南市/2016.md", "潮州市/2015.md", "牡丹江市/2016.md")
    for name in mislabelled:
        assert any(path.endswith(name) for path in doubted), name
    files = one(corpus, "SELECT count(*) FROM out.document_origins")
    others = [path for path in doubted if not path.endswith(mislabelled)]
    assert len(others) <= 0.01 * files, others


@pytest.mark.slow
def test_places_and_years_are_those_of_the_labels_that_are_right(corpus):
    wrong = """
        SELECT count(*) FILTER (WHERE documents.city_code <> origins.filed_city_code),
            count(*) FILTER (WHERE documents.year <> origins.filed_year)
        FROM out.document_origins AS origins
        JOIN out.documents AS documents USING (document_id)
    """
    places, years = corpus.execute(wrong).fetchone()
    files = one(corpus, "SELECT count(*) FROM out.document_origins")
    assert places - 3 <= 0.005 * files  # three are mislabelled
    assert years - 2 <= 0.01 * files  # two are


@pytest.mark.slow
def test_damaged_and_shortened_files_are_doubted(corpus):
    """As DATA.md names them; the digest of 保定市/2023 and the summaries of 杭州市 among them."""
    wanted = {
        "厦门市/2000.md": "truncated_ending",
        "保定市/2023.md": "summary",
        "太原市/2019.md": "paragraphs_lost",
        **{f"杭州市/{year}.md": "summary" for year in range(2009, 2014)},
    }
    found = corpus.execute("SELECT DISTINCT path, issue FROM out.document_issues WHERE path IS NOT NULL").fetchall()
    found += corpus.execute(
        "SELECT origins.path, issue FROM out.document_issues JOIN out.document_origins AS origins USING (raw_sha256)"
    ).fetchall()
    for name, issue in wanted.items():
        assert any(path.endswith(name) and issue == told for path, told in found), name


@pytest.mark.slow
def test_no_place_is_counted_twice_in_a_year(corpus):
    assert one(corpus, "SELECT max(n_documents) FROM out.city_themes WHERE kind = 'work_report'") == 1
    second = corpus.execute("SELECT city, year, scope FROM out.documents WHERE NOT is_main").fetchall()
    assert ("南昌市", 2021, "term") in second and ("西宁市", 2016, "term") in second


@pytest.mark.slow
def test_review_and_plan_are_found_in_nearly_all_reports(corpus):
    found = """
        SELECT avg((parts.review AND parts.plan)::INTEGER)
        FROM (
            SELECT document_id, bool_or(part = 'review') AS review, bool_or(part = 'plan') AS plan
            FROM out.sentences WHERE year >= 2014 GROUP BY document_id
        ) AS parts
    """
    assert one(corpus, found) >= 0.97


@pytest.mark.slow
def test_five_cities_compare(corpus):
    cities = [(resolve_place(name).code, resolve_place(name).name) for name in CITIES]
    table = compare_cities(corpus, cities, [2022])
    assert len(table.rows) == 5
    assert all(row[table.keys.index("status")] == "collected" for row in table.rows)
    assert all(row[table.keys.index("hazard")] > 0 for row in table.rows)


@pytest.mark.slow
def test_the_same_input_gives_the_same_tables(corpus, corpus_home, shared, tmp_path_factory):
    other = Home(tmp_path_factory.mktemp("again"))
    add_paths(other, [shared / "corpus" / "work_reports"])
    build(other)
    import duckdb

    tables = ("documents", "sentences", "mentions", "senses", "city_themes", "document_topics", "topic_terms")
    tables += ("formula_phrases", "keyness", "year_keyness", "term_changes", "topic_themes", "instruments", "promises")
    with duckdb.connect() as both:
        for name, home in (("one", corpus_home), ("two", other)):
            both.execute(f"ATTACH '{find_published(home.root)}' AS {name} (READ_ONLY)")
        for table in tables:
            moment = " EXCLUDE (fetched_at)" if table == "documents" else ""
            numbered = f"SELECT row_number() OVER () AS row_no, *{moment} FROM {{}}.core.{table}"
            for left, right in (("one", "two"), ("two", "one")):
                differing = f"{numbered.format(left)} EXCEPT ALL {numbered.format(right)}"
                assert one(both, f"SELECT count(*) FROM ({differing})") == 0, table


@pytest.mark.slow
def test_questions_and_searches_are_answered_on_real_reports(corpus):
    from reports.answers import answer_question
    from reports.questions import load_questions
    from reports.searching import find_sentences

    answers = {name: answer_question(corpus, question, {}) for name, question in load_questions().items()}
    filled = ("latest-shares", "trend", "silent-or-missing", "balance", "together", "marking-words", "copied", "tools")
    for name in (*filled, "hazards", "paths", "topics", "stability", "topics-and-themes", "quality", "failures"):
        assert answers[name].rows, name
    found = find_sentences(corpus, ["韧性", "社区"], limit=0)
    both = "SELECT count(*) FROM out.sentences WHERE text LIKE '%韧性%' AND text LIKE '%社区%'"
    assert len(found.rows) == one(corpus, both) > 0
