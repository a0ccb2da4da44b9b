"""Document keywords: TF-IDF that no order changes, and windows that carry what they hold."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from models.literature.document_keywords import (
    carry_keywords,
    count_least_places,
    find_nominal,
    find_widespread,
    rank_keywords,
)
from models.literature.keyword_finder import KeywordFinder

DOCUMENTS = st.lists(st.lists(st.integers(0, 7), min_size=1, max_size=30), min_size=2, max_size=8)


def count(documents):
    matrix = sparse.lil_matrix((len(documents), 8), dtype=np.int64)
    for row, terms in enumerate(documents):
        for term in terms:
            matrix[row, term] += 1
    return matrix.tocsr()


@given(DOCUMENTS, st.integers(1, 4))
def test_keywords_are_those_of_the_highest_weight(documents, most):
    counts = count(documents)
    chosen = rank_keywords(counts, np.ones(8, dtype=bool), np.arange(8), most).toarray()
    dense = counts.toarray()
    weights = dense * np.log(len(documents) / np.maximum((dense > 0).sum(axis=0), 1))
    for row, own in zip(chosen, weights, strict=True):
        assert row.sum() == min(most, int((own > 0).sum()))
        kept, left = own[row == 1], own[row == 0]
        assert not len(kept) or not len(left) or kept.min() >= left.max()


@given(DOCUMENTS, st.randoms())
def test_no_order_of_documents_or_terms_changes_a_keyword(documents, chance):
    rows, columns = list(range(len(documents))), list(range(8))
    chance.shuffle(rows)
    chance.shuffle(columns)
    place = {term: number for number, term in enumerate(columns)}
    order = np.array([7 - term for term in columns])
    moved = count([[place[term] for term in documents[row]] for row in rows])
    plain = rank_keywords(count(documents), np.ones(8, dtype=bool), 7 - np.arange(8), 3).toarray()
    again = rank_keywords(moved, np.ones(8, dtype=bool), order, 3).toarray()
    assert (again == plain[np.ix_(rows, columns)]).all()


@given(DOCUMENTS)
def test_windows_carry_the_keywords_of_their_document_that_they_hold(documents):
    chosen = rank_keywords(count(documents), np.ones(8, dtype=bool), np.arange(8), 3)
    tokens = [(row, number % 3, term) for row, own in enumerate(documents) for number, term in enumerate(own)]
    rows, windows, terms = (np.array(column, dtype=np.int64) for column in zip(*tokens, strict=True))
    carried = carry_keywords(chosen, rows, rows * 3 + windows, terms)
    expected = {(row * 3 + window, term) for row, window, term in tokens if chosen[row, term]}
    assert list(zip(carried.windows.tolist(), carried.terms.tolist(), strict=True)) == sorted(expected)


def test_words_of_few_places_and_names_are_left_out():
    counts = count([[0, 1], [0, 1], [0], [0, 2]])
    assert find_widespread(counts, np.array([0, 0, 1, 2])).tolist()[:3] == [True, False, False]
    assert [count_least_places(places) for places in (1, 2, 10, 230)] == [1, 2, 3, 23]
    assert find_nominal(["海绵城市", "全市", "成都", "达到", "韧性"]) == [True, False, False, False, True]


def test_the_finder_takes_the_longest_and_whole_latin_words():
    finder = KeywordFinder(["韧性", "韧性城市", "GIS", "的"])
    assert finder.find_keywords("建设韧性城市，增强 韧 性；ＧＩＳ与Logistics的") == ["韧性城市", "韧性", "GIS"]
    assert KeywordFinder([]).find_keywords("韧性") == []
