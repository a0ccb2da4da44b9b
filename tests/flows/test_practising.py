"""Practices in a published file: every one rests on a sentence; first uses and adoption against coded lists (slow)."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from models.practices.catalogue import load_judged

GOLDEN = Path(__file__).parent.parent / "models"
DEPTHS = """
    SELECT uses.city, uses.year, uses.depth, uses.origin, sentences.text
    FROM out.practice_uses AS uses
    JOIN out.sentences AS sentences USING (sentence_id)
    JOIN out.documents AS documents ON documents.document_id = uses.document_id
    WHERE subject = 'resilience' AND kind = 'work_report'
"""
FIRST = f"""
    SELECT * FROM ({DEPTHS}
    QUALIFY row_number() OVER (
        PARTITION BY uses.city_code ORDER BY documents.year, documents.session_date, uses.sentence_id
    ) = 1)
"""


def rows_of(path):
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_every_practice_leads_to_its_sentence(published):
    rows = published.execute(
        """
        SELECT practices.depth, sentences.text = practices.sentence, documents.city = practices.city
        FROM out.practices AS practices
        LEFT JOIN out.sentences AS sentences USING (sentence_id)
        LEFT JOIN out.documents AS documents ON documents.document_id = practices.document_id
        WHERE practices.sentence_id IS NOT NULL
        """
    ).fetchall()
    assert len(rows) > 20
    assert {depth for depth, *_ in rows} <= {1, 2, 3, 4}
    assert all(same and own for _, same, own in rows)


def test_the_word_stands_where_a_use_says(published):
    wrong = published.execute(
        """
        SELECT uses.sentence_id
        FROM out.practice_uses AS uses
        JOIN out.sentences AS sentences USING (sentence_id)
        WHERE (subject = 'resilience' AND sentences.text[uses.char_start + 1 : uses.char_end] <> '韧性')
            OR (instrument IS NOT NULL AND NOT contains(sentences.text, instrument)
                AND instrument NOT IN (SELECT title FROM out.documents))
            OR section_kind = 'glossary'
        """
    ).fetchall()
    assert wrong == []


def test_only_the_city_itself_makes_a_practice(published):
    (uses, others) = published.execute(
        """
        SELECT count(*), count(*) FILTER (WHERE senses.sense IS DISTINCT FROM 'urban')
        FROM out.practice_uses AS uses
        LEFT JOIN out.resilience_senses AS senses USING (sentence_id, char_start)
        WHERE subject = 'resilience'
        """
    ).fetchone()
    assert uses > 20
    assert others == 0


def test_no_plan_tells_a_result(published):
    assert published.execute("SELECT * FROM out.practice_uses WHERE depth = 4 AND part = 'plan'").fetchall() == []


def test_silent_years_are_rows_of_adoption(published):
    places, silent = published.execute(
        """
        SELECT count(*) = (SELECT count(DISTINCT (city_code, year)) FROM out.documents WHERE kind = 'work_report'),
            count(*) FILTER (WHERE depth = 0)
        FROM out.adoption
        """
    ).fetchone()
    assert places
    assert silent > 0
    odd = "SELECT * FROM out.adoption WHERE (depth = 0) <> (sentence_id IS NULL) OR (depth = 0) <> (origin IS NULL)"
    assert published.execute(odd).fetchall() == []


def score_first_uses(found, golden):
    """Return how many cities agree: in the year, in depth within one, in depth, in origin; and who does not."""
    agree, wrong = Counter(), []
    for row in golden:
        has = found.get(row["city"])
        if row["first_year"] == "none" or has is None:
            is_right = (row["first_year"] == "none") == (has is None)
            agree.update(dict.fromkeys(("year", "near", "depth", "origin"), is_right))
        else:
            agree["year"] += has[0] == int(row["first_year"])
            agree["near"] += abs(has[1] - int(row["depth"])) <= 1
            agree["depth"] += has[1] == int(row["depth"])
            agree["origin"] += has[2] == row["origin"]
            is_right = has[0] == int(row["first_year"])
        wrong += [] if is_right else [(row["city"], row["first_year"], has)]
    return agree, wrong


@pytest.mark.slow
def test_first_uses_are_those_of_the_coded_list(corpus, shared):
    """23 cities read by a language model: year right in all, line in nine of ten, depth within one in nine of ten."""
    golden = rows_of(shared / "gold" / "first_use.tsv")
    found = {city: rest for city, *rest in corpus.execute(FIRST).fetchall()}
    agree, wrong = score_first_uses(found, golden)
    told = [row for row in golden if row["first_year"] != "none"]
    lines = sum(bare(found[row["city"]][3]) in bare(row["sentence"]) for row in told)
    print(f"\nfirst uses, {len(golden)} cities: {dict(agree)}, line {lines} of {len(told)}")
    assert wrong == []
    assert lines >= 0.9 * len(told)
    assert agree["near"] >= 0.9 * len(golden)


def bare(text):
    return "".join(char for char in text if "\u4e00" <= char <= "\u9fff" or char.isdigit())


@pytest.mark.slow
def test_first_uses_of_further_cities(corpus, shared):
    """44 cities read by a language model that had not seen the tool; half of them were never looked at since."""
    found = {city: rest for city, *rest in corpus.execute(FIRST).fetchall()}
    for split in ("development", "held_out"):
        golden = [row for row in rows_of(GOLDEN / "golden_first_uses.tsv") if row["split"] == split]
        agree, wrong = score_first_uses(found, golden)
        told = [row for row in golden if row["first_year"] != "none"]
        lines = 0
        for row in told:
            line = (shared / "corpus" / "work_reports" / row["file"]).read_text("utf-8").splitlines()
            lines += bare(found[row["city"]][3]) in bare(line[int(row["line"]) - 1])
        print(f"\nfirst uses, {split}, {len(golden)} cities: {dict(agree)}, line {lines} of {len(told)}")
        assert wrong == []
        assert lines >= 0.9 * len(told)
        assert agree["near"] >= 0.9 * len(golden)


@pytest.mark.slow
def test_depth_by_year(corpus):
    """The deepest use of every report from the first use on, read by the same language model."""
    found = {
        (city, year): (depth, origin)
        for city, year, depth, origin in corpus.execute("SELECT city, year, depth, origin FROM out.adoption").fetchall()
    }
    for split in ("development", "held_out"):
        golden = [row for row in rows_of(GOLDEN / "golden_adoption.tsv") if row["split"] == split]
        pairs = [(int(row["depth"]), found[row["city"], int(row["year"])][0]) for row in golden]
        same, near = (sum(abs(a - b) <= most for a, b in pairs) for most in (0, 1))
        print(f"\ndepth by year, {split}: {same} of {len(pairs)} equal, {near} within one")
        assert near >= 0.9 * len(pairs)
        assert same >= 0.8 * len(pairs)


def judged_rows():
    """Rows judged by a language model in five draws, words and rules mended between: the last is to be believed."""
    return [
        row for row in rows_of(Path(__file__).parent / "golden_practices.tsv") if row["draw"] == "5" or is_explored(row)
    ]


def is_explored(row):
    return row["sample"] == "explored"


def test_the_confidence_of_a_practice_is_that_of_judged_rows():
    judged, right = Counter(), Counter()
    for row in judged_rows():
        key = ("document" if row["practice_type"] == "work_report" else "community", int(row["depth"]))
        judged[key] += 1
        right[key] += row["verdict"] == "right"
    assert {(each.basis, each.depth): (each.n, each.right) for each in load_judged()} == {
        key: (judged[key], right[key]) for key in judged
    }


@pytest.mark.slow
def test_mined_practices_are_right(corpus):
    """At least .95 of those judged in the last draw, by a language model; and few of those found wrong before stand."""
    rows = rows_of(Path(__file__).parent / "golden_practices.tsv")
    there = set(corpus.execute("SELECT sentence_id, practice_type FROM out.practices WHERE depth >= 2").fetchall())
    last = [row for row in rows if row["draw"] == "5" and (row["sentence_id"], row["practice_type"]) in there]
    right = sum(row["verdict"] == "right" for row in last)
    wrong = [row for row in rows if row["verdict"] == "wrong"]
    still = sum((row["sentence_id"], row["practice_type"]) in there for row in wrong)
    print(f"\npractices: {right} of {len(last)} right; of {len(wrong)} found wrong {still} still stand")
    assert len(last) >= 90
    assert right >= 0.95 * len(last)
    assert still <= 0.2 * len(wrong)
