"""Topic number: laws of the rule, then one case for each of its branches."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.topics.number import STABLE, TopicMeasures, choose_number

SHARES = st.floats(0.01, 0.99)
ROWS = st.builds(TopicMeasures, st.integers(2, 100), SHARES, SHARES, SHARES, st.floats(0, 0.2))
TABLES = st.lists(ROWS, min_size=1, max_size=8, unique_by=lambda row: row.k)


@settings(max_examples=100, deadline=None)
@given(TABLES, st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing_and_a_tried_k_is_chosen(table, random):
    found = choose_number(table)
    assert found == choose_number(random.sample(table, len(table)))
    assert found.k in {row.k for row in table}
    for reason in (found.reason, found.reason_zh):
        assert f"K = {found.k}" in reason and reason.count("\n") == 0
    assert found.reason.endswith(".") and found.reason_zh.endswith("。")


@settings(max_examples=100, deadline=None)
@given(TABLES)
def test_what_is_chosen_is_stable_and_not_beaten(table):
    found = next(row for row in table if row.k == choose_number(table).k)
    stable = [row for row in table if row.stability >= STABLE]
    if stable:
        assert found in stable
        assert not [row for row in stable if row.npmi > found.npmi and row.c_v > found.c_v]


@settings(max_examples=100, deadline=None)
@given(TABLES)
def test_coherence_counts_by_rank_only(table):
    stretched = [replace(row, npmi=row.npmi**3, c_v=row.c_v * 2 + 1) for row in table]
    assert choose_number(table).k == choose_number(stretched).k


@settings(max_examples=100, deadline=None)
@given(TABLES, SHARES, SHARES)
def test_an_unstable_k_changes_nothing_where_others_are_stable(table, npmi, c_v):
    unstable = TopicMeasures(1, npmi, c_v, STABLE - 0.01, 0.0)
    if any(row.stability >= STABLE for row in table):
        assert choose_number([*table, unstable]).k == choose_number(table).k


def test_the_most_coherent_of_the_stable():
    table = [TopicMeasures(10, 0.10, 0.5, 0.9), TopicMeasures(20, 0.15, 0.6, 0.7), TopicMeasures(40, 0.2, 0.7, 0.5)]
    found = choose_number(table)
    assert found.k == 20
    assert "of 2 with a stability of at least 0.65" in found.reason and "NPMI 0.150, c_v 0.600" in found.reason
    assert "稳定性不低于 0.65 的 2 个 K" in found.reason_zh and "largest" not in found.reason


def test_the_smaller_on_a_tie():
    table = [TopicMeasures(30, 0.2, 0.5, 0.8), TopicMeasures(10, 0.1, 0.6, 0.8), TopicMeasures(40, 0.0, 0.1, 0.8)]
    assert choose_number(table).k == 10


def test_none_stable_leaves_those_near_the_best():
    table = [
        TopicMeasures(10, 0.1, 0.4, 0.60, 0.05),
        TopicMeasures(20, 0.2, 0.5, 0.56, 0.05),
        TopicMeasures(30, 0.3, 0.6, 0.50, 0.05),
    ]
    found = choose_number(table)
    assert found.k == 20
    assert "none reaches" in found.reason and "0.60" in found.reason and "标准误" in found.reason_zh
    certain = [replace(row, stability_error=None) for row in table]
    assert choose_number(certain).k == 10, "without an error only the best is near"


def test_stability_that_was_not_measured_and_the_edge_are_told():
    found = choose_number([TopicMeasures(10, 0.1, None, None), TopicMeasures(20, 0.2, None, None)])
    assert found.k == 20
    assert "not measured" in found.reason and "largest tried" in found.reason and "best rank" in found.reason
    assert "未测稳定性" in found.reason_zh and "更大的 K" in found.reason_zh


def test_a_measure_that_one_k_lacks_is_not_used():
    table = [TopicMeasures(10, 0.1, 0.9, 0.8), TopicMeasures(20, 0.2, None, 0.8)]
    assert choose_number(table).k == 20


def test_what_cannot_be_chosen_says_why():
    row = TopicMeasures(10, 0.1, 0.5, 0.8)
    for table, reason in (
        ([], "no number"),
        ([row, row], "twice"),
        ([replace(row, npmi=None, c_v=None)], "neither"),
    ):
        with pytest.raises(ValueError, match=reason):
            choose_number(table)
