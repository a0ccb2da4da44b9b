"""Views: every promised column is there, every column is explained, every view can be asked."""

import re
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import pytest

PROMISED = tomllib.loads((Path(__file__).parent / "promised_views.toml").read_text("utf-8"))


# Views that the sample leaves empty: nothing was replaced or is doubted, two years of short texts mark nothing, and no
# keyword map was made.
NEED_MORE = (
    *("document_versions", "document_issues", "year_keyness", "term_changes"),
    "topic_year_terms",  # of a model that is asked for
    *("records", "record_ledger", "keyword_nodes", "keyword_links", "keyword_bursts", "keyword_maps"),
)


def columns_of(connection, view):
    return [row[0] for row in connection.execute("SELECT column_name FROM (DESCRIBE out." + view + ")").fetchall()]


@pytest.mark.parametrize("view", sorted(PROMISED))
def test_promised_columns_are_there(published, view):
    missing = set(PROMISED[view].split()) - set(columns_of(published, view))
    assert not missing


def test_no_view_and_no_column_is_bare(published):
    views = published.execute("SELECT view_name, comment FROM duckdb_views() WHERE schema_name = 'out'").fetchall()
    assert len(views) >= len(PROMISED)
    assert [name for name, comment in views if not comment] == []
    bare = published.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'out' AND comment IS NULL"
    ).fetchall()
    assert bare == []


def test_views_that_are_empty_say_so(published):
    for view in published.execute("SELECT view_name, comment FROM duckdb_views() WHERE schema_name = 'out'").fetchall():
        count = published.execute(f"SELECT count(*) FROM out.{view[0]}").fetchone()[0]
        says_empty = "Empty in this release" in view[1]
        assert says_empty == (count == 0) or view[0] in NEED_MORE, view


def test_every_check_is_empty(published):
    names = published.execute("SELECT view_name FROM duckdb_views() WHERE schema_name = 'checks'").fetchall()
    assert len(names) >= 8
    for (name,) in names:
        assert published.execute(f"SELECT * FROM checks.{name}").fetchall() == []


def test_codes_are_text_and_days_are_dates(published):
    types = dict(
        published.execute(
            "SELECT table_name || '.' || column_name, data_type FROM duckdb_columns() WHERE schema_name = 'out'"
        ).fetchall()
    )
    assert {types[name] for name in types if name.endswith("city_code")} == {"VARCHAR"}
    assert {types[name] for name in types if name.endswith(".year")} == {"INTEGER"}
    assert types["documents.session_date"] == "DATE"


def test_every_mention_is_the_text_at_its_place(published):
    mentions, wrong = published.execute(
        """
        SELECT count(*), count(*) FILTER (
            WHERE substring(s.text, m.char_start + 1, m.char_end - m.char_start) IS DISTINCT FROM m.term
        )
        FROM out.theme_mentions m JOIN out.sentences s USING (sentence_id)
        """
    ).fetchone()
    assert mentions > 500
    assert wrong == 0


def test_every_sentence_is_the_text_at_its_place(published):
    sentences, wrong = published.execute(
        """
        SELECT count(*), count(*) FILTER (
            WHERE substring(t.text, s.char_start + 1, s.char_end - s.char_start) IS DISTINCT FROM s.text
        )
        FROM out.sentences s JOIN out.document_texts t USING (document_id)
        """
    ).fetchone()
    assert sentences > 500
    assert wrong == 0


def test_silent_themes_of_collected_documents_are_zero_rows(published):
    cells, expected = published.execute(
        """
        SELECT
            (SELECT count(*) FROM out.city_themes),
            (SELECT count(DISTINCT (city_code, year, kind)) FROM out.documents) * 3 * (SELECT count(*) FROM out.themes)
        """
    ).fetchone()
    assert cells == expected


def test_measures_are_what_their_names_say(published):
    wrong = published.execute(
        """
        SELECT * FROM out.city_themes
        WHERE n_chars > 0 AND (
            abs(mentions_per_10k_chars - mentions * 10000 / n_chars) > 1e-9
            OR abs(sentence_share - sentences / n_sentences) > 1e-12
            OR mean_sentence_chars <> n_chars / n_sentences
        )
        """
    ).fetchall()
    assert wrong == []


def test_what_was_not_measured_is_not_corrected(published):
    """Shares of schemes coded by terms, of themes without error rates, and of empty parts have no correction."""
    for view in ("city_themes", "panel"):
        rows = published.execute(
            f"""
            SELECT scheme = 'urban_resilience', n_sentences > 0, corrected_share IS NULL, count(*)
            FROM out.{view} GROUP BY ALL
            """
        ).fetchall()
        has = {(is_default, is_there): is_null for is_default, is_there, is_null, _ in rows if not is_null}
        assert has.keys() == {(True, True)}, view
    assert published.execute(
        """
        SELECT count(DISTINCT theme) FROM out.city_themes
        WHERE scheme = 'urban_resilience' AND corrected_share IS NULL AND n_sentences > 0
        """
    ).fetchone() == (4,)


def test_glossaries_and_headings_are_left_out(published):
    counted, mentioned = published.execute(
        """
        SELECT
            (SELECT sum(mentions) FROM out.city_themes),
            (
                SELECT count(*) FROM out.theme_mentions m JOIN out.sentences s USING (sentence_id)
                WHERE NOT s.is_heading AND s.section_kind <> 'glossary'
            )
        """
    ).fetchone()
    everything = published.execute("SELECT count(*) FROM out.theme_mentions").fetchone()[0]
    assert counted == mentioned < everything


def test_samples_are_marked_in_the_warehouse(published):
    assert published.execute("SELECT count(*) FROM out.documents WHERE NOT is_sample").fetchone() == (0,)
    assert published.execute("SELECT count(*) FROM out.documents WHERE is_sample").fetchone() == (30,)


def test_the_standardised_share_gives_every_place_the_same_lengths(published):
    """Recounted in Python: the share in each class of length, weighted by how common the class is in all documents."""
    rows = published.execute(
        """
        SELECT s.city_code, s.year, s.part, least(s.n_chars // 15, 4), bool_or(t.theme IS NOT NULL)
        FROM out.sentences AS s
        JOIN out.documents AS d USING (document_id)
        LEFT JOIN (FROM out.sentence_themes WHERE scheme = 'urban_resilience' AND theme = 'hazard') AS t
            USING (sentence_id)
        WHERE s.is_measured AND d.is_main AND d.kind = 'work_report'
        GROUP BY s.sentence_id, s.city_code, s.year, s.part, s.n_chars
        """
    ).fetchall()
    sizes, standard = defaultdict(list), Counter()
    for city, year, part, length, is_coded in rows:
        sizes[city, year, part, length].append(is_coded)
        standard[part, length] += 1
    expected, whole = Counter(), Counter()
    for (city, year, part, length), coded in sizes.items():
        expected[city, year, part] += standard[part, length] * sum(coded) / len(coded)
        whole[city, year, part] += standard[part, length]
    found = published.execute(
        "SELECT city_code, year, part, sentence_share_standardised FROM out.city_themes"
        " WHERE scheme = 'urban_resilience' AND theme = 'hazard' AND n_sentences > 0"
    ).fetchall()
    assert len(found) == len(expected)
    for city, year, part, share in found:
        assert share == pytest.approx(expected[city, year, part] / whole[city, year, part])


def test_formulas_follow_an_earlier_document_that_says_the_phrase(published):
    rows = published.execute(
        """
        SELECT s.text[p.char_start + 1 : p.char_end], p.n_chars, t.text, own.session_date, d.session_date
        FROM out.formula_phrases AS p
        JOIN out.sentences AS s USING (sentence_id)
        JOIN out.document_texts AS t ON t.document_id = p.follows_document_id
        JOIN out.documents AS d ON d.document_id = p.follows_document_id
        JOIN out.documents AS own ON own.document_id = p.document_id
        WHERE s.city_code <> p.follows_city_code
        """
    ).fetchall()
    (all_phrases,) = published.execute("SELECT count(*) FROM out.formula_phrases").fetchone()
    assert len(rows) == all_phrases > 50
    for phrase, n_chars, followed, own_day, followed_day in rows:
        han = re.sub(r"[^\u4e00-\u9fff]", "", phrase)
        assert len(han) == n_chars >= 8
        assert any(han[n : n + 8] in re.sub(r"[、“”《》 ]", "", followed) for n in range(len(han) - 7)), phrase
        assert followed_day < own_day


def test_a_formula_is_a_sentence_of_which_two_thirds_are_repeated(published):
    wrong = published.execute(
        """
        SELECT s.sentence_id
        FROM out.sentences AS s
        LEFT JOIN (SELECT sentence_id, sum(n_chars) AS n FROM out.formula_phrases GROUP BY ALL) AS p USING (sentence_id)
        WHERE s.is_formula <> (3 * coalesce(p.n, 0) >= 2 * s.n_chars AND s.n_chars > 0)
            OR s.is_formula <> (s.follows_document_id IS NOT NULL)
        """
    ).fetchall()
    assert wrong == []
