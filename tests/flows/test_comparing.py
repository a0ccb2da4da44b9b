"""Comparisons that leave something out: recounted from the sentences that stay."""

from collections import Counter

import pytest

from reports.comparison import compare_cities
from reports.measures import LeftOut, Measure
from reports.queries import run_query

CITIES = [("510100", "成都市"), ("410300", "洛阳市")]
CHOSEN = {
    "city_codes": ["510100", "410300"],
    "parts": ["review", "plan", "other"],
    "kind": "work_report",
    "scheme": "urban_resilience",
}


def read_cells(table):
    keys = table.keys
    return {(row[keys.index("city_code")], key): row[n] for row in table.rows for n, key in enumerate(keys)}


@pytest.mark.parametrize("measure", [Measure.PER_10K, Measure.SHARE])
def test_leaving_nothing_out_counts_the_same_from_sentences_as_from_sums(published, measure):
    summed = run_query(published, "compare", **CHOSEN)
    counted = run_query(published, "compare_without", **CHOSEN, without_formulas=False, without_epidemic=False)
    by_sums = {(r["city_code"], r["year"], r["theme"]): r[measure.value] for r in summed}
    by_sentences = {(r["city_code"], r["year"], r["theme"]): r[measure.value] for r in counted}
    assert by_sums == pytest.approx(by_sentences)


@pytest.mark.parametrize("without", [[LeftOut.FORMULAS], [LeftOut.EPIDEMIC], list(LeftOut)])
def test_what_is_left_out_is_neither_counted_nor_measured(published, without):
    cells = read_cells(compare_cities(published, CITIES, [2022], without=without))
    for code, _ in CITIES:
        sentences = published.execute(
            "SELECT sentence_id, n_chars, is_formula, is_epidemic FROM out.sentences"
            " WHERE city_code = ? AND year = 2022 AND is_measured",
            [code],
        ).fetchall()
        kept = {
            sentence: n_chars
            for sentence, n_chars, is_formula, is_epidemic in sentences
            if not (LeftOut.FORMULAS in without and is_formula) and not (LeftOut.EPIDEMIC in without and is_epidemic)
        }
        mentions = Counter(
            theme
            for sentence, theme, is_formula in published.execute(
                "SELECT sentence_id, theme, is_formula FROM out.theme_mentions"
                " WHERE city_code = ? AND year = 2022 AND scheme = 'urban_resilience'",
                [code],
            ).fetchall()
            if sentence in kept and not (LeftOut.FORMULAS in without and is_formula)
        )
        assert 0 < cells[code, "n_sentences"] == len(kept) < len(sentences)
        assert cells[code, "n_chars"] == sum(kept.values())
        for theme in ("hazard", "lifeline", "public_health"):
            assert cells[code, theme] == pytest.approx(1e4 * mentions[theme] / sum(kept.values()))


def test_what_is_left_out_is_said_under_the_table(published):
    notes = " ".join(compare_cities(published, CITIES, without=list(LeftOut)).notes)
    assert "套话已略去" in notes and "疫情句已略去" in notes
    with pytest.raises(ValueError, match="standardised"):
        compare_cities(published, CITIES, measure=Measure.SHARE_STANDARDISED, without=[LeftOut.EPIDEMIC])


def test_shares_stand_beside_the_mean_length_of_sentences(published):
    table = compare_cities(published, CITIES, [2022], Measure.SHARE_STANDARDISED)
    cells = read_cells(table)
    assert "mean_sentence_chars" not in table.hidden
    assert cells["510100", "mean_sentence_chars"] == pytest.approx(
        cells["510100", "n_chars"] / cells["510100", "n_sentences"]
    )
    assert "mean_sentence_chars" in compare_cities(published, CITIES).hidden
