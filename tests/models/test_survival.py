"""Survival and spells: as worked by hand, and what must hold of any curve."""

import numpy as np
import pytest

from models.spells import Spell, find_first_year, is_known_before, list_abandonment, list_adoption
from models.survival import estimate_survival


def estimate(ends, events, entries=None):
    end = np.array(ends)
    return estimate_survival(np.zeros_like(end) if entries is None else np.array(entries), end, np.array(events, bool))


def test_a_curve_worked_by_hand():
    """Eight places end at 1, 3+, 4, 4, 6+, 7, 9+, 9+ (+ for censored).

    S(1) = 7/8; S(4) = 7/8 * 4/6 = 7/12; S(7) = 7/12 * 2/3 = 7/18. Greenwood's sum after 4: 1/(8*7) + 2/(6*4) = 17/168.
    """
    curve = estimate([1, 3, 4, 4, 6, 7, 9, 9], [1, 0, 1, 1, 0, 1, 0, 0])
    assert curve.time.tolist() == [1, 3, 4, 6, 7, 9]
    assert curve.at_risk.tolist() == [8, 7, 6, 4, 3, 2]
    assert curve.events.tolist() == [1, 0, 2, 0, 1, 0]
    assert curve.censored.tolist() == [0, 1, 0, 1, 0, 2]
    assert curve.survival.tolist() == pytest.approx([7 / 8, 7 / 8, 7 / 12, 7 / 12, 7 / 18, 7 / 18])
    spread = 1.959963984540054 * np.sqrt(17 / 168) / np.log(7 / 12)
    assert curve.low[2] == pytest.approx((7 / 12) ** np.exp(-spread))
    assert curve.high[2] == pytest.approx((7 / 12) ** np.exp(spread))


def test_without_censoring_it_is_the_share_that_is_left():
    ends = np.random.default_rng(1).integers(1, 9, 60)
    curve = estimate(ends, np.ones(60))
    assert curve.survival.tolist() == pytest.approx([(ends > time).mean() for time in curve.time])


def test_who_comes_late_counts_only_from_then_on():
    """Two places are watched from 0, one from 3 on: it is not at risk at 2 and is at 5."""
    curve = estimate([2, 5, 6], [1, 1, 0], entries=[0, 0, 3])
    assert curve.at_risk.tolist() == [2, 2, 1]
    assert curve.survival.tolist() == pytest.approx([1 / 2, 1 / 4, 1 / 4])


def test_curves_fall_within_their_intervals():
    dice = np.random.default_rng(2)
    curve = estimate(dice.integers(1, 12, 200), dice.random(200) < 0.4)
    assert (np.diff(curve.survival) <= 0).all()
    told = ~np.isnan(curve.low)
    assert told.sum() > 5
    assert (curve.low[told] < curve.survival[told]).all()
    assert (curve.survival[told] < curve.high[told]).all()
    assert curve.low[told].min() > 0
    assert curve.high[told].max() < 1
    assert curve.events.sum() + curve.censored.sum() == 200


def test_no_interval_before_the_first_event_and_when_nobody_is_left():
    curve = estimate([1, 2, 3], [0, 1, 1])
    assert curve.survival.tolist() == [1, 0.5, 0]
    assert np.isnan(curve.low).tolist() == [True, False, True]


def test_a_place_that_was_never_watched_is_refused():
    with pytest.raises(ValueError, match="watched"):
        estimate([2, 3], [1, 1], entries=[2, 0])


def test_adoption_is_dated_by_the_first_report_with_the_word():
    years = {2014: False, 2015: False, 2018: True, 2019: False}
    assert list_adoption(years, 2016) == Spell(-1, 2, is_event=True, is_interval=True)
    assert list_adoption({2017: False, 2018: True}, 2016) == Spell(1, 2, is_event=True, is_interval=False)


def test_a_place_that_never_takes_it_up_is_censored_at_its_last_report():
    assert list_adoption({2014: False, 2023: False}, 2016) == Spell(-1, 7, is_event=False, is_interval=False)


def test_a_place_whose_first_report_has_the_word_is_not_counted():
    years = {2021: True, 2022: False}
    assert not is_known_before(years)
    assert list_adoption(years, 2016) is None
    assert list_abandonment(years) is None


def test_a_place_that_is_not_watched_since_then_is_not_counted():
    assert list_adoption({2014: False, 2015: False}, 2016) is None
    assert list_adoption({2021: False}, 2016) is None


def test_abandonment_is_the_first_report_without_even_if_the_word_comes_back():
    years = {2019: False, 2020: True, 2021: True, 2023: False, 2024: True}
    assert list_abandonment(years) == Spell(0, 3, is_event=True, is_interval=True)
    kept = {2019: False, 2020: True, 2021: True}
    assert list_abandonment(kept) == Spell(0, 1, is_event=False, is_interval=False)
    assert list_abandonment({2019: False, 2020: True}) is None


def test_the_first_year_is_that_of_the_first_place():
    assert find_first_year([{2014: False, 2018: True}, {2015: False, 2016: True}, {}]) == 2016
    assert find_first_year([{2014: False}]) is None
