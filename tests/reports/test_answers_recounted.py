"""Answers over views that the sample fills: recounted in Python from sentences, mentions and documents."""

from collections import Counter, defaultdict

import pytest

from reports.answers import answer_question
from reports.questions import load_questions


def ask_all(connection, name, **given):
    question = load_questions()[name]
    values = {"limit": 0, **given} if "limit" in question.defaults else given
    table = answer_question(connection, question, values)
    return [dict(zip(table.keys, row, strict=True)) for row in table.rows]


class Recount:
    """Sentences that are measured, with their mentions and themes."""

    def __init__(self, connection):
        self.sentences = {
            row[0]: row[1:]
            for row in connection.execute(
                "SELECT s.sentence_id, s.city_code, s.year, s.part, s.n_chars FROM out.sentences AS s"
                " JOIN out.documents AS d USING (document_id)"
                " WHERE s.is_measured AND d.is_main AND d.kind = 'work_report'"
            ).fetchall()
        }
        self.mentions = Counter(
            (*self.sentences[sentence][:3], scheme, theme)
            for sentence, scheme, theme in connection.execute(
                "SELECT sentence_id, scheme, theme FROM out.theme_mentions"
            ).fetchall()
            if sentence in self.sentences
        )
        self.coded = Counter(
            (*self.sentences[sentence][:3], scheme, theme)
            for sentence, scheme, theme in connection.execute(
                "SELECT sentence_id, scheme, theme FROM out.sentence_themes"
            ).fetchall()
            if sentence in self.sentences
        )
        self.chars, self.counts = Counter(), Counter()
        for city, year, part, n_chars in self.sentences.values():
            self.chars[city, year, part] += n_chars
            self.counts[city, year, part] += 1

    @property
    def cities(self):
        return sorted({city for city, *_ in self.sentences.values()})

    def sum(self, counter, **wanted):
        names = ("city", "year", "part", "scheme", "theme")
        return sum(
            n for key, n in counter.items() if all(key[names.index(name)] == value for name, value in wanted.items())
        )


@pytest.fixture(scope="module")
def recount(published):
    return Recount(published)


def test_latest_shares(published, recount):
    answers = ask_all(published, "latest-shares")
    assert len(answers) == 14 * len(recount.cities)
    for row in answers:
        year = max(year for city, year, _ in recount.counts if city == row["city_code"])
        chosen = {"city": row["city_code"], "year": year}
        coded = recount.sum(recount.coded, **chosen, scheme="urban_resilience", theme=row["theme"])
        assert row["year"] == year
        assert row["sentences"] == coded
        assert row["sentence_percent"] == pytest.approx(100 * coded / recount.sum(recount.counts, **chosen))


def test_trend(published, recount):
    answers = ask_all(published, "trend", cities=["510100"])
    rates = defaultdict(list)
    for city in recount.cities:
        for year in (2021, 2022):
            chosen = {"city": city, "year": year}
            mentions = recount.sum(recount.mentions, **chosen, scheme="urban_resilience", theme="hazard")
            rates[year].append(1e4 * mentions / recount.sum(recount.chars, **chosen))
            if city == "510100":
                (own,) = [r for r in answers if r["city_code"] == city and r["year"] == year]
                assert own["mentions_per_10k_chars"] == pytest.approx(rates[year][-1])
    for row in answers:
        if row["whose"] == "all_cities":
            assert row["n_cities"] == len(rates[row["year"]])
            assert row["mentions_per_10k_chars"] == pytest.approx(sum(rates[row["year"]]) / row["n_cities"])


def test_silent_goals(published, recount):
    scheme = "city_resilience_framework"
    themes = [row[0] for row in published.execute("SELECT theme FROM out.themes WHERE scheme = ?", [scheme]).fetchall()]
    silent = {
        (city, theme)
        for city in recount.cities
        for theme in themes
        if not recount.sum(recount.mentions, city=city, scheme=scheme, theme=theme)
    }
    assert silent
    assert {(row["city_code"], row["theme"]) for row in ask_all(published, "silent-goals")} == silent


def test_silent_or_missing(published, recount):
    rows = ask_all(published, "silent-or-missing", cities=["510100", "610100"], years=[2021, 2022, 2023])
    assert len(rows) == 6
    for row in rows:
        chosen = {"city": row["city_code"], "year": row["year"]}
        mentions = recount.sum(recount.mentions, **chosen, scheme="urban_resilience", theme="resilience_goal")
        if not recount.sum(recount.counts, **chosen):
            assert (row["status"], row["mentions"]) == ("not_collected", None)
        else:
            assert (row["status"], row["mentions"]) == ("mentioned" if mentions else "silent", mentions)
    assert {row["status"] for row in rows} >= {"not_collected", "mentioned"}


def test_balance(published, recount):
    from math import log2

    answers = ask_all(published, "balance", years=[2022])
    assert len(answers) == 14
    for row in answers:
        rates = {}
        for part in ("review", "plan"):
            chosen = {"year": 2022, "part": part}
            mentions = recount.sum(recount.mentions, **chosen, scheme="urban_resilience", theme=row["theme"])
            assert row[f"{part}_mentions"] == mentions
            rates[part] = (mentions + 0.5) / recount.sum(recount.chars, **chosen)
        assert row["balance"] == pytest.approx(log2(rates["review"] / rates["plan"]))


def test_together(published):
    texts = published.execute("SELECT sentence_id, text FROM out.sentences").fetchall()
    expected = {sentence for sentence, text in texts if "社区" in text and "韧性" in text}
    assert expected
    assert {row["sentence_id"] for row in ask_all(published, "together")} == expected
    assert {r["sentence_id"] for r in ask_all(published, "together", terms=["应急", "预案"])} == {
        sentence for sentence, text in texts if "应急" in text and "预案" in text
    }


def test_tools(published, recount):
    for row in ask_all(published, "tools", cities=["510100", "410300"]):
        chosen = {"city": row["city_code"], "year": row["year"], "scheme": "policy_tools"}
        mentions = recount.sum(recount.mentions, **chosen, theme=row["theme"])
        assert row["mentions"] == mentions
        assert row["mention_percent"] == pytest.approx(100 * mentions / recount.sum(recount.mentions, **chosen))


@pytest.mark.parametrize(("name", "scheme"), [("hazards", "hazards"), ("paths", "community_paths")])
def test_hazards_and_paths(name, scheme, published, recount):
    expected = {}
    for (city, _, _, found, theme), n in recount.mentions.items():
        if found == scheme:
            total, cities = expected.setdefault(theme, [0, set()])
            expected[theme] = [total + n, cities | {city}]
    answers = ask_all(published, name)
    assert {row["theme"]: [row["mentions"], row["n_cities"]] for row in answers} == {
        theme: [n, len(cities)] for theme, (n, cities) in expected.items()
    }
    of_one = {row["theme"]: row["mentions"] for row in ask_all(published, name, cities=["510100"])}
    counted = {theme: recount.sum(recount.mentions, city="510100", scheme=scheme, theme=theme) for theme in expected}
    assert of_one == {theme: n for theme, n in counted.items() if n}


def test_copied_names_the_document_that_a_formula_follows(published):
    places = dict(published.execute("SELECT document_id, city_code FROM out.documents").fetchall())
    expected = {
        sentence: places[followed]
        for sentence, city, followed in published.execute(
            "SELECT sentence_id, city_code, follows_document_id FROM out.sentences WHERE is_formula"
        ).fetchall()
        if places[followed] != city
    }
    assert expected
    formulas = [row for row in ask_all(published, "copied") if row["way"] == "formula"]
    passages = {row[0] for row in published.execute("SELECT sentence_b FROM out.shared_passages").fetchall()}
    expected = {sentence: code for sentence, code in expected.items() if sentence not in passages}  # told as passages
    assert {row["sentence_id"]: row["first_city_code"] for row in formulas} == expected


def test_topics_have_their_ten_heaviest_terms_and_most_typical_documents(published):
    terms, shares = defaultdict(list), defaultdict(list)
    for model, topic, rank, term in published.execute(
        "SELECT model_id, topic, rank, term FROM out.topic_terms"
    ).fetchall():
        terms[model, topic].append((rank, term))
    for model, topic, share, document in published.execute(
        "SELECT model_id, topic, share, document_id FROM out.document_topics"
    ).fetchall():
        shares[model, topic].append((-share, document))
    answers = ask_all(published, "topics")
    assert len(answers) == len(terms)
    for row in answers:
        key = row["model_id"], row["topic"]
        assert row["terms"] == [term for _, term in sorted(terms[key])[:10]]
        assert row["document_ids"] == [document for _, document in sorted(shares[key])[:3]]


def test_topics_and_themes_gives_each_topic_its_closest_theme(published):
    best = {}
    for topic, theme, association in published.execute(
        "SELECT topic, theme, association FROM out.topic_themes WHERE scheme = 'urban_resilience'"
    ).fetchall():
        best[topic] = min(best.get(topic, (2, "")), (-association, theme))
    assert {r["topic"]: (-r["association"], r["theme"]) for r in ask_all(published, "topics-and-themes")} == best


def test_marking_words_are_ordered_by_how_certain_they_are(published):
    found = published.execute("SELECT city_code, term, log_likelihood FROM out.keyness WHERE year IS NULL").fetchall()
    city = found[0][0]
    name = dict(published.execute("SELECT city_code, city FROM out.places").fetchall())[city]
    expected = sorted((-likelihood, term) for code, term, likelihood in found if code == city and term not in name)
    answers = ask_all(published, "marking-words", cities=[city])
    assert [(-row["log_likelihood"], row["term"]) for row in answers] == expected
