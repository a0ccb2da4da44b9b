"""The 25 questions on all real reports (slow): each that has something to tell answers, and eight are recounted."""

import time
from collections import Counter, defaultdict
from datetime import date
from math import sqrt

import pytest
from test_answers_recounted import ask_all
from test_questions import SOURCES, count

from reports.answers import answer_question
from reports.questions import load_questions

pytestmark = pytest.mark.slow
FEW = 60  # answers that are looked at one by one


def fetch(connection, query, *given):
    return connection.execute(query, list(given)).fetchall()


@pytest.fixture(scope="module")
def levels(corpus):
    """Level and province of each place."""
    return {code: rest for code, *rest in fetch(corpus, "SELECT city_code, level, province_code FROM out.places")}


@pytest.fixture(scope="module")
def reports(corpus):
    """Year and day of session of each work report, and the years collected of each place."""
    rows = fetch(
        corpus, "SELECT document_id, city_code, year, session_date FROM out.documents WHERE kind = 'work_report'"
    )
    return {document: (city, year, day) for document, city, year, day in rows}


def find_firsts(reports, mentions):
    """Return the earliest year of each place in which one of the documents mentioned says it."""
    firsts = {}
    for document in mentions:
        if document in reports:
            city, year, _ = reports[document]
            firsts[city] = min(year, firsts.get(city, year))
    return firsts


def test_every_question_that_has_something_to_tell_answers_and_all_are_quick(corpus):
    took, empty = 0.0, set()
    for question in load_questions().values():
        begun = time.perf_counter()
        table = answer_question(corpus, question, {})
        took += time.perf_counter() - begun
        assert bool(table.rows) is (count(corpus, SOURCES.get(question.name, "documents")) > 0), question.name
        empty |= set() if table.rows else {question.name}
    print(f"\nall 25 questions over the real reports: {took:.2f} s; no rows: {', '.join(sorted(empty)) or 'none'}")
    assert empty <= {"in-plans", "silent-goals", "changed", "ledger"}, "work reports alone: no plans, no literature"


def test_first_mention(corpus, reports):
    said = fetch(
        corpus,
        "SELECT document_id FROM out.resilience_senses JOIN out.sentences USING (sentence_id, document_id)"
        " WHERE sense = 'urban' AND section_kind <> 'glossary'",
    )
    firsts = find_firsts(reports, {document for (document,) in said})
    answers = ask_all(corpus, "first-mention")
    assert len(answers) > 100 and {row["city_code"]: row["year"] for row in answers} == firsts
    years = defaultdict(set)
    for city, year, _ in reports.values():
        years[city].add(year)
    for row in answers:
        before = {year for year in years[row["city_code"]] if year < row["year"]}
        assert row["is_censored"] is (row["last_year_without"] is None), row
        if before and row["last_year_without"] != row["year"]:  # the same where a year has two reports
            assert row["last_year_without"] == max(before), row
            assert row["years_missing"] == row["year"] - max(before) - 1, row
        assert "韧性" in row["text"] or "弹性" in row["text"], row


def test_spread(corpus, reports, levels):
    said = fetch(
        corpus,
        "SELECT document_id FROM out.theme_mentions JOIN out.sentences USING (sentence_id, document_id)"
        " WHERE scheme = 'urban_resilience' AND term = '海绵城市' AND section_kind <> 'glossary'",
    )
    answers = ask_all(corpus, "spread")
    assert {row["city_code"]: row["year"] for row in answers} == find_firsts(reports, {d for (d,) in said})
    assert all("海绵城市" in row["text"] for row in answers)
    assert [row["place_no"] for row in answers] == sorted(row["place_no"] for row in answers)
    first, *others = answers
    level, province = levels[first["city_code"]]
    assert first["leaders"] is None, "nobody was before the first"
    neighbours = {
        row["city"] for row in others if levels[row["city_code"]][0] == level or levels[row["city_code"]][1] == province
    }
    assert first["n_followers"] == len(neighbours)
    assert all(first["city"] in row["leaders"] for row in others if row["city"] in neighbours)


def test_adoption(corpus):
    depths = defaultdict(dict)
    of_cities = """
        SELECT city_code, year, depth FROM out.adoption JOIN out.places USING (city_code)
        WHERE level NOT IN ('nation', 'province') ORDER BY city_code, year
    """
    for city, year, depth in fetch(corpus, of_cities):
        depths[city][year] = depth
    counted = defaultdict(Counter)
    for of_city in depths.values():
        before = []
        for year, depth in of_city.items():
            counted[year]["n_cities"] += 1
            counted[year]["n_adopted"] += depth >= 1
            counted[year]["n_new"] += depth >= 1 and bool(before) and not any(before)
            counted[year]["n_in_first_report"] += depth >= 1 and not before
            counted[year]["n_abandoned"] += depth == 0 and bool(before) and before[-1] >= 1
            before.append(depth)
    answers = {row["year"]: row for row in ask_all(corpus, "adoption")}
    assert min(answers) == min(year for year, found in counted.items() if found["n_adopted"])
    for year, row in answers.items():
        assert {name: row[name] for name in counted[year]} == counted[year], year
    assert sum(row["n_abandoned"] for row in answers.values()) > 0


def test_most_alike(corpus, levels):
    newest = max(year for (year,) in fetch(corpus, "SELECT DISTINCT year FROM out.city_similarity"))
    profiles = defaultdict(Counter)
    for city, theme, mentions in fetch(
        corpus,
        "SELECT city_code, theme, mentions FROM out.city_themes WHERE scheme = 'urban_resilience'"
        " AND kind = 'work_report' AND theme <> 'resilience_goal' AND year = ?",
        newest,
    ):
        if levels[city][0] not in ("nation", "province"):
            profiles[city][theme] += mentions
    cosines = {}
    for a, ours in profiles.items():
        for b, theirs in profiles.items():
            if a < b and (norm := sqrt(sum(n * n for n in ours.values()) * sum(n * n for n in theirs.values()))):
                cosines[a, b] = sum(ours[theme] * theirs[theme] for theme in ours) / norm
    answers = ask_all(corpus, "most-alike", limit=FEW)
    expected = sorted(cosines.values(), reverse=True)[:FEW]
    assert [row["cosine"] for row in answers] == pytest.approx(expected)
    for row in answers:
        assert row["cosine"] == pytest.approx(cosines[row["city_code_a"], row["city_code_b"]])
        assert row["mentions_a"] == profiles[row["city_code_a"]].total()


def cut_shingles(text):
    kept = "".join(letter for letter in text if letter.isalnum())
    return {kept[n : n + 3] for n in range(len(kept) - 2)}


def test_copied(corpus, reports):
    passages = [row for row in ask_all(corpus, "copied", limit=FEW) if row["way"] == "passage"]
    assert len(passages) == FEW and all(row["nation_year"] for row in passages), "the State Council's words come first"
    for row in passages:
        (first,) = fetch(
            corpus,
            "SELECT text, city, document_id FROM out.sentences WHERE sentence_id = ?",
            row["first_sentence_id"],
        )
        ((document,),) = fetch(
            corpus, "SELECT document_id FROM out.sentences WHERE sentence_id = ?", row["sentence_id"]
        )
        ours, theirs = cut_shingles(row["text"]), cut_shingles(first[0])
        assert len(ours & theirs) / len(ours | theirs) == pytest.approx(row["similarity"], abs=0.05), row
        assert first[1] == row["first_city"] != row["city"]
        days = [reports[one][2] or date(reports[one][1], 2, 1) for one in (first[2], document)]
        assert days[0] <= days[1], row
        assert row["first_year"] <= row["nation_year"], "the first is the earliest of all"


def test_grassroots(corpus):
    words = load_questions()["grassroots"].defaults["terms"]
    found = defaultdict(set)
    for city, practice, sentence, year, depth, document in fetch(
        corpus,
        "SELECT city_code, practice, sentence, year, depth, document_id FROM out.practices"
        " WHERE category = '基层治理类'",
    ):
        for word in words:
            if word in practice or word in (sentence or ""):
                found[city, word].add((year, depth, document))
    answers = ask_all(corpus, "grassroots")
    assert len(answers) == len(found) > 200
    n_words = Counter(city for city, _ in found)
    assert [n_words[row["city_code"]] for row in answers] == sorted(
        (n_words[row["city_code"]] for row in answers), reverse=True
    )
    for row in answers:
        uses = found[row["city_code"], row["term"]]
        assert (row["first_year"], row["last_year"]) == (min(uses)[0], max(uses)[0])
        assert row["n_documents"] == len({document for *_, document in uses})
        assert row["depth"] == max(depth for _, depth, _ in uses)


def test_promises(corpus, reports):
    answers = ask_all(corpus, "promises")
    outcomes = Counter(row["outcome"] for row in answers)
    expected = Counter(outcome or "unknown" for (outcome,) in fetch(corpus, "SELECT outcome FROM out.promises"))
    assert outcomes == expected and set(outcomes) == {"kept", "repeated", "dropped", "silent", "unknown"}
    years = defaultdict(set)
    for city, year, _ in reports.values():
        years[city].add(year)
    for row in answers:
        later = {row["planned_year"] + n for n in (1, 2, 3)}
        assert row["years_collected"] <= len(later & years[row["city_code"]]), row
        if row["outcome"] in ("kept", "repeated", "dropped"):
            assert row["outcome_year"] in later and row["outcome_text"], row
        if row["outcome"] in ("dropped", "silent"):
            assert row["years_collected"] == 3, row
    known = [row["years_collected"] == 3 for row in answers if row["outcome"] != "unknown"]
    assert known == sorted(known, reverse=True) and any(known)
    assert all(row["outcome"] == "unknown" for row in answers[len(known) :])


def test_trend(corpus, levels):
    year = 2022
    sentences = dict(
        fetch(
            corpus,
            "SELECT s.sentence_id, (s.city_code, s.n_chars) FROM out.sentences AS s JOIN out.documents AS d"
            " USING (document_id) WHERE s.is_measured AND d.is_main AND d.kind = 'work_report' AND s.year = ?",
            year,
        )
    )
    chars, mentions = Counter(), Counter()
    for city, n in sentences.values():
        chars[city] += n
    for (sentence,) in fetch(
        corpus,
        "SELECT sentence_id FROM out.theme_mentions WHERE scheme = 'urban_resilience' AND theme = 'hazard'"
        " AND year = ?",
        year,
    ):
        if sentence in sentences:
            mentions[sentences[sentence][0]] += 1
    balanced = {
        city
        for (city,) in fetch(
            corpus,
            "SELECT DISTINCT city_code FROM out.panel WHERE is_balanced AND kind = 'work_report' AND year = ?",
            year,
        )
    }
    cities = {city for city in chars if levels[city][0] not in ("nation", "province")}
    rows = {row["whose"]: row for row in ask_all(corpus, "trend", cities=["510100"]) if row["year"] == year}
    for whose, chosen in (
        ("all_cities", cities),
        ("balanced_panel", cities & balanced),
        ("成都市", {"510100"}),
    ):
        rates = [1e4 * mentions[city] / chars[city] for city in chosen]
        assert rows[whose]["n_cities"] == len(rates) > 0
        assert rows[whose]["mentions_per_10k_chars"] == pytest.approx(sum(rates) / len(rates))
