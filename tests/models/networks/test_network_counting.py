"""Counts of keywords and pairs: equal to counting them one by one."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.networks.counting import KeywordRecord, count_by_year, count_pairs, index_keywords
from models.networks.slices import Slice, cut_slices, place_slices

RECORDS = st.lists(
    st.tuples(st.integers(2010, 2014), st.lists(st.sampled_from("韧性城社区治理"), max_size=6)), max_size=12
).map(lambda rows: [KeywordRecord(f"r{number}", *row) for number, row in enumerate(rows)])


@given(RECORDS)
def test_counts_equal_a_count_one_by_one(records):
    incidence = index_keywords(records)
    pairs = count_pairs(incidence.matrix)
    single = Counter(word for record in records for word in set(record.keywords))
    double = Counter(pair for record in records for pair in combinations(sorted(set(record.keywords)), 2))
    assert dict(zip(incidence.keywords, pairs.counts.tolist(), strict=True)) == single
    found = {
        (incidence.keywords[a], incidence.keywords[b]): n
        for a, b, n in zip(pairs.sources.tolist(), pairs.targets.tolist(), pairs.together.tolist(), strict=True)
    }
    assert found == double
    assert list(found) == sorted(found)


@given(RECORDS, st.randoms(use_true_random=False))
def test_the_order_of_records_and_keywords_changes_nothing(records, random):
    one = index_keywords(records)
    shuffled = [record._replace(keywords=random.sample(record.keywords, len(record.keywords))) for record in records]
    random.shuffle(shuffled)
    other = index_keywords(shuffled)
    assert (one.record_ids, one.keywords) == (other.record_ids, other.keywords)
    assert one.years.tobytes() == other.years.tobytes()
    for name in ("data", "indices", "indptr"):
        assert getattr(one.matrix, name).tobytes() == getattr(other.matrix, name).tobytes()


@given(RECORDS)
def test_counts_by_year_add_up(records):
    incidence = index_keywords(records)
    by_year, counts = count_by_year(incidence, 2010, 2014)
    assert by_year.sum() == len(records)
    assert counts.shape == (len(incidence.keywords), 5)
    assert counts.sum(axis=1).tolist() == count_pairs(incidence.matrix).counts.tolist()
    for year in range(2010, 2015):
        expected = Counter(word for record in records if record.year == year for word in set(record.keywords))
        column = counts[:, year - 2010].tolist()
        assert {word: n for word, n in zip(incidence.keywords, column, strict=True) if n} == expected
    assert count_by_year(incidence, 2012, 2012)[0].tolist() == [by_year[2]]


def test_what_cannot_be_indexed_is_named():
    with pytest.raises(ValueError, match="'a' is given twice"):
        index_keywords([KeywordRecord("a", 2010, ["韧性"]), KeywordRecord("a", 2011, ["社区"])])
    with pytest.raises(ValueError, match="'b' has an empty keyword"):
        index_keywords([KeywordRecord("a", 2010, ["韧性"]), KeywordRecord("b", 2011, [""])])


@given(st.integers(1990, 2022), st.integers(0, 40), st.integers(1, 12))
def test_slices_partition_the_years(first, more, length):
    slices = cut_slices(first, first + more, length)
    years = [year for part in slices for year in range(part.first, part.last + 1)]
    assert years == list(range(first, first + more + 1))
    assert all(part.last - part.first + 1 == length for part in slices[:-1])
    assert np.all(np.diff(place_slices(slices)) > 0)


def test_slices_of_three_years():
    assert cut_slices(2015, 2021, 3) == [Slice(2015, 2017), Slice(2018, 2020), Slice(2021, 2021)]
    assert place_slices(cut_slices(2015, 2021, 3)) == [0, 0.5, 1]
    assert place_slices(cut_slices(2015, 2021, 9)) == [0]
    with pytest.raises(ValueError, match="backwards"):
        cut_slices(2021, 2015, 1)
    with pytest.raises(ValueError, match="0 years"):
        cut_slices(2015, 2021, 0)
