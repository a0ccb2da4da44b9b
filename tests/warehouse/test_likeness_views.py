"""Views that compare places: every pair both ways, every first mention the first, every passage earlier."""

import math
from collections import defaultdict

import pytest


def rows_of(connection, query):
    return connection.execute(query).fetchall()


def test_likeness_is_that_of_the_profiles_in_city_themes(published):
    """Recounted in Python from the measures that everybody sees."""
    profiles = defaultdict(dict)
    for code, year, theme, mentions, n_chars in rows_of(
        published,
        "SELECT city_code, year, theme, sum(mentions), sum(n_chars) FROM out.city_themes"
        " WHERE kind = 'work_report' AND scheme = 'urban_resilience' AND theme <> 'resilience_goal' GROUP BY ALL",
    ):
        profiles[year, code][theme] = 10000 * mentions / n_chars
    pairs = rows_of(published, "SELECT year, city_code_a, city_code_b, cosine, jensen_shannon FROM out.city_similarity")
    assert len(pairs) == 2 * 15 * 14
    for year, code_a, code_b, cosine, divergence in pairs:
        assert profiles[year, code_a].keys() == profiles[year, code_b].keys()
        one, other = ([rate for _, rate in sorted(profiles[year, code].items())] for code in (code_a, code_b))
        dot = sum(a * b for a, b in zip(one, other, strict=True))
        assert cosine == pytest.approx(dot / math.hypot(*one) / math.hypot(*other))
        shares = [[value / sum(side) for value in side] for side in (one, other)]
        means = [(a + b) / 2 for a, b in zip(*shares, strict=True)]
        expected = sum(
            share / 2 * math.log2(share / mean)
            for side in shares
            for share, mean in zip(side, means, strict=True)
            if share
        )
        assert divergence == pytest.approx(expected, abs=1e-12)


def test_likeness_is_the_same_both_ways(published):
    assert not rows_of(
        published,
        """
        FROM out.city_similarity AS one
        LEFT JOIN out.city_similarity AS other
            ON other.year = one.year AND other.city_code_a = one.city_code_b AND other.city_code_b = one.city_code_a
        WHERE (one.cosine = other.cosine AND one.jensen_shannon = other.jensen_shannon
            AND one.mentions_a = other.mentions_b) IS DISTINCT FROM true
        """,
    )


def test_a_cluster_holds_three_places_and_its_year_says_how_clear_it_is(published):
    found = rows_of(
        published,
        "SELECT year, cluster, count(*), any_value(n_clusters), avg(silhouette), any_value(mean_silhouette)"
        " FROM out.city_clusters GROUP BY ALL",
    )
    assert found
    for _, cluster, places, n_clusters, *_ in found:
        assert places >= 3
        assert 1 <= cluster <= n_clusters
    for _, mean, told in rows_of(
        published, "SELECT year, avg(silhouette), any_value(mean_silhouette) FROM out.city_clusters GROUP BY year"
    ):
        assert mean == pytest.approx(told)


def test_first_mentions_are_the_first_that_are_no_glossary(published):
    """Recounted in Python, term by term, theme by theme, sense by sense."""
    said = rows_of(
        published,
        """
        SELECT m.city_code, m.scheme, m.theme, m.term, NULL, d.year, d.session_date, m.sentence_id, s.section_kind
        FROM out.theme_mentions AS m JOIN out.documents AS d USING (document_id)
        JOIN out.sentences AS s USING (sentence_id)
        UNION ALL
        SELECT m.city_code, NULL, NULL, NULL, m.sense, d.year, d.session_date, m.sentence_id, s.section_kind
        FROM out.resilience_senses AS m JOIN out.documents AS d USING (document_id)
        JOIN out.sentences AS s USING (sentence_id)
        """,
    )
    first = {}
    for code, scheme, theme, term, sense, year, day, sentence, section in said:
        if section == "glossary":
            continue
        for key in {(code, scheme, theme, term, sense), (code, scheme, theme, None, sense)}:
            first[key] = min(first.get(key, (9999,)), (year, day, sentence))
    found = rows_of(
        published,
        "SELECT city_code, scheme, theme, term, sense, year, session_date, sentence_id FROM out.first_mentions",
    )
    assert {tuple(row[:5]): tuple(row[5:]) for row in found} == first
    assert len(found) == len(first) > 1000


def test_headings_count_as_first_mentions(published):
    (headings,) = rows_of(
        published, "SELECT count(*) FROM out.first_mentions JOIN out.sentences USING (sentence_id) WHERE is_heading"
    )[0]
    assert headings > 0


def test_what_is_known_of_the_years_before_a_first_mention(published):
    for year, before, first, missing, is_censored in rows_of(
        published,
        "SELECT year, last_year_without, first_collected_year, years_missing, is_censored FROM out.first_mentions",
    ):
        assert is_censored == (before is None) == (missing is None) == (year == first)
        assert is_censored or (first <= before < year and missing == year - before - 1)


def test_a_leader_is_the_first_of_its_neighbourhood_and_everyone_later_follows(published):
    first, neighbours = {}, defaultdict(list)
    for code, province, level, *about, year, day in rows_of(
        published,
        "SELECT city_code, province, level, scheme, theme, term, sense, year, session_date FROM out.first_mentions"
        " WHERE term IS NULL OR scheme = 'urban_resilience'",
    ):
        first[code, *about] = (year, day)
        for kind, name in (("province", province), ("level", level)):
            neighbours[kind, name, *about].append((year, day, code))
    expected = {
        (*key, min(places)[2], code)
        for key, places in neighbours.items()
        for year, day, code in places
        if (year, day) > min(places)[:2]
    }
    found = rows_of(
        published,
        "SELECT neighbourhood, neighbourhood_name, scheme, theme, term, sense, leader_city_code, follower_city_code,"
        " leader_year, follower_year, years_between FROM out.diffusion",
    )
    assert {tuple(row[:8]) for row in found} == expected
    assert len(found) == len(expected) > 100
    assert all(follower - leader == years for *_, leader, follower, years in found)


def test_a_shared_passage_is_of_another_place_and_an_earlier_day(published):
    rows = rows_of(
        published,
        """
        SELECT city_code_a, city_code_b, session_date_a, session_date_b, similarity, a.section_kind, b.section_kind
        FROM out.shared_passages JOIN out.sentences AS a ON a.sentence_id = sentence_a
        JOIN out.sentences AS b ON b.sentence_id = sentence_b
        """,
    )
    (count,) = rows_of(published, "SELECT count(*) FROM out.shared_passages")[0]
    assert len(rows) == count > 0
    for code_a, code_b, day_a, day_b, similarity, *sections in rows:
        assert code_a != code_b
        assert day_a < day_b
        assert 0.7 <= similarity <= 1
        assert "glossary" not in sections


def test_the_panel_adds_up_the_parts(published):
    differing = rows_of(
        published,
        """
        WITH added AS (
            SELECT city_code, year, kind, scheme, theme, sum(mentions) AS mentions, sum(sentences) AS sentences,
                sum(n_chars) AS n_chars
            FROM out.city_themes GROUP BY ALL
        )
        FROM out.panel AS p FULL JOIN added AS a USING (city_code, year, kind, scheme, theme)
        WHERE (p.mentions, p.sentences, p.n_chars) IS DISTINCT FROM (a.mentions, a.sentences, a.n_chars)
        """,
    )
    assert differing == []
    doubled = rows_of(published, "SELECT count(*) FROM out.panel GROUP BY city_code, year, kind, scheme, theme")
    assert {row[0] for row in doubled} == {1}
    opening = rows_of(published, "SELECT DISTINCT city_code, year FROM out.panel WHERE is_first_of_term")
    scopes = rows_of(published, "SELECT city_code, year FROM out.documents WHERE scope IN ('both', 'term') AND is_main")
    assert sorted(opening) == sorted(scopes)
    measured = rows_of(published, "SELECT DISTINCT scheme FROM out.panel WHERE coding_f1 IS NOT NULL")
    assert measured == [("urban_resilience",)]


def test_a_curve_never_rises_and_nobody_is_lost(published):
    rows = rows_of(
        published,
        "SELECT curve, level, years_since, n_at_risk, n_events, n_interval, survival, survival_low, survival_high"
        " FROM out.adoption_curves ORDER BY curve, level, years_since",
    )
    assert rows
    last = {}
    for curve, level, time, at_risk, events, interval, survival, low, high in rows:
        assert interval <= events <= at_risk
        assert 0 <= survival <= last.get((curve, level), (0, 1))[1]
        assert low is None or low < survival < high
        last[curve, level] = (time, survival)
    lost = rows_of(
        published,
        """
        SELECT curve, level FROM out.adoption_curves WHERE curve = 'abandonment' GROUP BY ALL
        HAVING sum(n_events) + sum(n_censored) <> arg_min(n_at_risk + 0, years_since)
        """,
    )
    assert lost == []


def test_clusters_are_of_cities_and_adoption_is_counted_over_them(published):
    above = "(SELECT city_code FROM out.places WHERE level IN ('nation', 'province'))"
    assert rows_of(published, f"SELECT * FROM out.city_clusters WHERE city_code IN {above}") == []
