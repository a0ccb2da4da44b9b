"""Agreement: laws first, then worked examples of the literature, then other people's code."""

from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score, f1_score

from models.agreement import measure_agreement, measure_alpha, measure_kappa, measure_quality, measure_random

THEMES = ("hazard", "welfare", "ecology")
CODES = st.frozensets(st.sampled_from(THEMES))
ROWS = st.lists(st.tuples(CODES, CODES, st.sampled_from(["甲市", "乙市", "丙市", None])), min_size=1, max_size=30)


def expand(table):
    """Two coders from a table of counts: rows the first, columns the second."""
    pairs = [(a, b) for a, row in enumerate(table) for b, count in enumerate(row) for _ in range(count)]
    return [a for a, _ in pairs], [b for _, b in pairs]


def quality_of(rows):
    truth, found, places = zip(*rows, strict=True)
    return measure_quality(truth, found, THEMES, places)


@settings(max_examples=40, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_order_of_sentences_changes_nothing(rows, random):
    shuffled = random.sample(rows, len(rows))
    assert quality_of(rows) == quality_of(shuffled)
    firsts = [row[0] for row in rows], [row[1] for row in rows]
    others = [row[0] for row in shuffled], [row[1] for row in shuffled]
    assert measure_agreement(*firsts, THEMES) == measure_agreement(*others, THEMES)


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_coders_are_interchangeable_and_wholly_agree_with_themselves(rows):
    first, second = [row[0] for row in rows], [row[1] for row in rows]
    for one, other in zip(
        measure_agreement(first, second, THEMES), measure_agreement(second, first, THEMES), strict=True
    ):
        assert (one.kappa, one.alpha, one.first) == (other.kappa, other.alpha, other.second)
    for same in measure_agreement(first, first, THEMES):
        assert same.kappa in (1.0, None) and same.alpha in (1.0, None)
        if 0 < same.first < same.n:
            assert same.kappa == same.alpha == 1.0


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_figures_keep_their_bounds_and_are_never_nan(rows):
    scores = quality_of(rows)
    for quality in (*scores.themes, scores.micro, scores.macro):
        for value in (quality.precision, quality.recall, quality.f1, quality.f1_low, quality.f1_high):
            assert value is None or 0 <= value <= 1
        assert quality.kappa is None or -1 <= quality.kappa <= 1
        if quality.f1_low is not None:
            assert quality.f1_low <= quality.f1_high
    assert scores.micro.n == sum(quality.n for quality in scores.themes)


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_micro_f1_is_that_of_scikit_learn(rows):
    matrix = [[[theme in row[side] for theme in THEMES] for row in rows] for side in (0, 1)]
    ours = quality_of(rows).micro.f1
    assert isclose(ours or 0.0, f1_score(*matrix, average="micro", zero_division=0))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=40))
def test_kappa_is_that_of_scikit_learn(pairs):
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    if len({*first, *second}) == 1:
        assert measure_kappa(first, second) is None
    else:
        assert isclose(measure_kappa(first, second), cohen_kappa_score(first, second), abs_tol=1e-12)


def test_kappa_of_the_worked_example_of_fleiss():
    """Fleiss, Levin and Paik 2003, Statistical Methods for Rates and Proportions, table 18.1: all and by category."""
    first, second = expand([[75, 1, 4], [5, 4, 1], [0, 0, 10]])
    assert round(measure_kappa(first, second), 2) == 0.68
    for category, kappa in ((0, 0.69), (1, 0.50), (2, 0.77)):
        alone = [[code == category for code in coder] for coder in (first, second)]
        assert round(measure_kappa(*alone), 2) == kappa
    assert measure_kappa([*first, None, 1], [*second, 2, None]) == measure_kappa(first, second)


def test_alpha_of_the_worked_examples_of_krippendorff():
    """Krippendorff 2011, Computing Krippendorff's alpha-reliability, sections A, B and C."""
    assert round(measure_alpha([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]), 3) == 0.095
    assert round(measure_alpha(["aabbdcccedda", "babbbccceddd"]), 3) == 0.692
    observers = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
    coders = [[None if code == "." else code for code in observer] for observer in observers]
    assert round(measure_alpha(coders), 3) == 0.743
    assert measure_alpha([[1, 1], [1, 1]]) is None
    assert measure_alpha([[1, None], [None, 2]]) is None


def test_a_small_case_by_hand():
    truth = [{"hazard"}, {"hazard"}, {"hazard", "welfare"}, set()]
    found = [{"hazard"}, set(), {"hazard", "welfare"}, {"hazard"}]
    scores = measure_quality([*map(frozenset, truth)], [*map(frozenset, found)], THEMES, ["甲", "甲", "乙", "丙"])
    hazard, welfare, ecology = scores.themes
    assert (hazard.n, hazard.precision, hazard.recall, hazard.f1) == (3, 2 / 3, 2 / 3, 2 / 3)
    assert hazard.kappa == pytest.approx(-1 / 3)
    assert hazard.f1_low < hazard.f1 < hazard.f1_high
    assert (welfare.f1, welfare.kappa) == (1.0, 1.0)
    assert welfare.f1_low is None, "one place tells nothing of how places differ"
    assert (ecology.precision, ecology.recall, ecology.f1, ecology.kappa) == (None,) * 4
    assert scores.macro.f1 == pytest.approx((2 / 3 + 1) / 2), "a theme without a case is no zero"
    assert scores.micro.f1 == pytest.approx(6 / 8)
    assert (scores.n, scores.places) == (4, 3)


def test_places_are_drawn_whole():
    """Sentences that all err in one place make a wider interval than errors spread over the places."""
    truth = [frozenset({"hazard"})] * 100
    places = [f"{number % 10}" for number in range(100)]
    spread = [frozenset({"hazard"} if number >= 50 else ()) for number in range(100)]
    lumped = [frozenset({"hazard"} if int(place) >= 5 else ()) for place in places]
    narrow, wide = (measure_quality(truth, found, THEMES, places).themes[0] for found in (spread, lumped))
    assert narrow.f1 == wide.f1
    assert wide.f1_high - wide.f1_low > 0.3
    assert narrow.f1_high - narrow.f1_low < 0.05


def test_the_weighted_figure_is_that_of_the_random_stratum():
    hit, none = frozenset({"hazard"}), frozenset()
    truth, found, places = [hit, hit, hit], [none, hit, hit], ["甲", "乙", "丙"]
    weighted = measure_random(truth, found, THEMES, places, ["random", "random", "cue"])
    assert (weighted.n, weighted.themes[0].recall) == (2, 0.5)
    assert measure_random(truth, found, THEMES, places, ["cue", None, "cue"]) is None


def test_unequal_lengths_are_refused():
    with pytest.raises(ValueError, match="not the same"):
        measure_quality([frozenset()], [], THEMES, ["甲"])
    with pytest.raises(ValueError, match=r"zip\(\)"):
        measure_kappa([1], [1, 2])
