"""Coherence: laws, then gensim's figures on random and lifelike documents, then cases by hand."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.topics.coherence import NPMI_WINDOW, WINDOW, count_windows, measure_c_v, measure_npmi

N_TERMS = 12
DOCUMENTS = st.lists(st.lists(st.integers(0, N_TERMS - 1), max_size=40), min_size=1, max_size=8)
WINDOWS = st.one_of(st.none(), st.integers(1, 45))


def lay_flat(documents):
    lengths = [len(document) for document in documents]
    starts = np.cumsum([0, *lengths[:-1]])
    return np.array([token for document in documents for token in document], dtype=np.int64), starts


def count_slowly(documents, window, terms):
    """Look at each window, as the definition says."""
    windows = []
    for document in documents:
        size = window or max(len(document), 1)
        windows += [set(document[at : at + size]) for at in range(max(len(document) - size + 1, 1))]
    return [[sum(a in held and b in held for held in windows) for b in terms] for a in terms], len(windows)


def gensim_coherence(documents, topics, measure, window):
    from gensim.corpora import Dictionary
    from gensim.models import CoherenceModel

    texts = [[f"t{token}" for token in document] for document in documents]
    words = [[f"t{term}" for term in topic] for topic in topics]
    model = CoherenceModel(
        topics=words,
        texts=texts,
        dictionary=Dictionary([*texts, *words]),
        coherence=measure,
        window_size=window,
        processes=1,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return model.get_coherence_per_topic()


def assert_like_gensim(documents, topics, c_v_window=WINDOW, npmi_window=NPMI_WINDOW):
    tokens, starts = lay_flat(documents)
    topics = np.array(topics)
    for measure, ours, window in (("c_v", measure_c_v, c_v_window), ("c_npmi", measure_npmi, npmi_window)):
        found = ours(count_windows(tokens, starts, topics, window), topics)
        expected = gensim_coherence(documents, topics.tolist(), measure, window)
        for one, other in zip(found, expected, strict=True):
            assert (one is None) == (not np.isfinite(other)), (measure, one, other)
            assert one is None or one == pytest.approx(other, abs=1e-6), measure


@settings(max_examples=150, deadline=None)
@given(DOCUMENTS, WINDOWS)
def test_windows_are_counted_as_defined(documents, window):
    terms = np.array([3, 1, 7, N_TERMS + 4])
    counted = count_windows(*lay_flat(documents), terms, window, as_gensim=False)
    together, windows = count_slowly(documents, window, sorted(terms.tolist()))
    assert counted.windows == windows
    assert counted.together.tolist() == together


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, WINDOWS, st.randoms(use_true_random=False))
def test_order_of_documents_topics_and_terms_changes_nothing(documents, window, random):
    topics = np.array([[0, 1, 2, 3], [4, 5, 6, 7]])
    counted = count_windows(*lay_flat(documents), topics, window)
    shuffled = count_windows(*lay_flat(random.sample(documents, len(documents))), topics[::-1], window)
    for measure in (measure_npmi, measure_c_v):
        expected = measure(counted, topics)
        assert measure(shuffled, topics) == expected
        assert measure(counted, topics[::-1]) == expected[::-1]
        mirrored = measure(counted, topics[:, ::-1])
        assert [value is None for value in mirrored] == [value is None for value in expected]
        for one, other in zip(mirrored, expected, strict=True):
            assert one is None or one == pytest.approx(other, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, WINDOWS)
def test_measures_keep_their_bounds(documents, window):
    topics = np.array([[0, 1, 2], [3, 4, 5]])
    counted = count_windows(*lay_flat(documents), topics, window)
    assert (np.diag(counted.together)[:, None] >= counted.together).all()
    for value in (*measure_npmi(counted, topics), *measure_c_v(counted, topics)):
        assert value is None or -1 - 1e-9 <= value <= 1 + 1e-9


@settings(max_examples=25, deadline=None)
@given(DOCUMENTS.filter(any), st.integers(1, 45))
def test_random_documents_are_measured_as_by_gensim(documents, window):
    assert_like_gensim(documents, [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 20]], window, window)


@pytest.mark.parametrize("lengths", [(5, 60), (100, 120), (300, 900)], ids=["shorter", "about", "longer"])
def test_lifelike_documents_are_measured_as_by_gensim(lengths):
    """Words by Zipf's law, each document leaning to one of four subjects and saying words again and again."""
    random = np.random.default_rng(11)
    documents = []
    for number in range(30):
        shares = 1 / (1 + np.arange(400))
        shares[40 * (number % 4) + 20 : 40 * (number % 4) + 40] *= 12
        document = random.choice(400, random.integers(*lengths), p=shares / shares.sum())
        documents.append(np.repeat(document, random.integers(1, 3, len(document))).tolist())
    documents += [[], [3], [20, 20, 20]]
    topics = [[*range(40 * subject + 20, 40 * subject + 30)] for subject in range(4)]
    assert_like_gensim(documents, [*topics, [0, 1, 2, 3, 4, 5, 6, 7, 8, 999]])


def test_a_topic_that_goes_together_is_coherent():
    documents = [[0, 1, 2] * 5, [3, 4, 5] * 5] * 10
    counted = count_windows(*lay_flat(documents), np.arange(6))
    for measure in (measure_npmi, measure_c_v):
        together, apart = measure(counted, np.array([[0, 1, 2], [0, 3, 5]]))
        assert together == pytest.approx(1) and together > apart


def test_npmi_by_hand():
    """Of four documents two hold both terms, one only the first: ln(.5 / (.75 x .5)) / -ln .5 = .415."""
    counted = count_windows(*lay_flat([[0, 1], [1, 0], [0], [2]]), np.array([0, 1]), None)
    assert measure_npmi(counted, np.array([[0, 1]])) == [pytest.approx(np.log(4 / 3) / np.log(2))]
    assert measure_npmi(counted, np.array([[0]])) == [None]
    never = count_windows(*lay_flat([[0], [1]]), np.array([0, 1]), None)
    assert measure_npmi(never, np.array([[0, 1]])) == [pytest.approx(-1, abs=0.06)], "the constant moves it a little"


def test_gensim_forgets_a_term_that_is_still_in_the_window():
    """Windows of two over 0 0 1: the first 0 leaves, so gensim strikes 0 off although the second is still there."""
    tokens, starts, terms = np.array([0, 0, 1]), np.array([0]), np.array([0, 1])
    assert count_windows(tokens, starts, terms, 2, as_gensim=False).together.tolist() == [[2, 1], [1, 1]]
    assert count_windows(tokens, starts, terms, 2).together.tolist() == [[1, 0], [0, 1]]


def test_many_overlaps_are_summed_in_parts(monkeypatch):
    random = np.random.default_rng(3)
    tokens = random.integers(0, 50, 3_000)
    whole = count_windows(tokens, np.array([0, 1_000]), np.arange(50))
    monkeypatch.setattr("models.topics.coherence.OVERLAPS_AT_ONCE", 100)
    parts = count_windows(tokens, np.array([0, 1_000]), np.arange(50))
    assert np.array_equal(whole.together, parts.together)


def test_what_cannot_be_counted_says_why(monkeypatch):
    tokens, starts, terms = np.array([0, 1, 2]), np.array([0, 2]), np.array([0, 1])
    with pytest.raises(ValueError, match="holds nothing"):
        count_windows(tokens, starts, terms, 0)
    for wrong in ([], [1, 2], [0, 2, 1], [0, 4]):
        with pytest.raises(ValueError, match="ascend"):
            count_windows(tokens, np.array(wrong), terms)
    with pytest.raises(ValueError, match="begin at 0"):
        count_windows(tokens, starts, np.array([-1, 0]))
    counted = count_windows(tokens, starts, terms)
    with pytest.raises(ValueError, match="not counted"):
        measure_npmi(counted, np.array([[0, 2]]))
    with pytest.raises(ValueError, match="twice"):
        measure_c_v(counted, np.array([[0, 1, 0]]))
    monkeypatch.setattr("models.topics.coherence.MOST_TERMS", 1)
    with pytest.raises(ValueError, match="in parts"):
        count_windows(tokens, starts, terms)
