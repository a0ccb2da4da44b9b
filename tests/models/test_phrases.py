"""Phrases: laws, a slow count and gensim's figures, then cases by hand."""

from collections import Counter
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.phrases import propose_phrases

WORDS = ["韧性", "城市", "建设", "的", "海绵", "更新"]
CLAUSES = st.lists(st.lists(st.integers(0, len(WORDS) - 1), min_size=1, max_size=12), min_size=1, max_size=25)


def lay_flat(clauses):
    starts = np.cumsum([0, *(len(clause) for clause in clauses[:-1])])
    return np.array([token for clause in clauses for token in clause], dtype=np.int64), starts


def propose(clauses, **options):
    return propose_phrases(
        *lay_flat(clauses), WORDS, **({"least_count": 1, "least_npmi": -1.0, "least_entropy": 0.0} | options)
    )


def describe(phrase):
    return phrase.terms, phrase.count, phrase.npmi, phrase.left_entropy, phrase.right_entropy


def count_slowly(clauses, length):
    return Counter(tuple(clause[at : at + length]) for clause in clauses for at in range(len(clause) - length + 1))


def vary_slowly(clauses, terms, step):
    """Entropy of the neighbours; each edge of a clause is one of its own."""
    neighbours = Counter()
    for number, clause in enumerate(clauses):
        for at in range(len(clause) - len(terms) + 1):
            if tuple(clause[at : at + len(terms)]) == terms:
                place = at - 1 if step < 0 else at + len(terms)
                neighbours[clause[place] if 0 <= place < len(clause) else ("edge", number, at)] += 1
    total = neighbours.total()
    return -sum(n / total * log(n / total) for n in neighbours.values())


@settings(max_examples=80, deadline=None)
@given(CLAUSES)
def test_phrases_are_counted_and_measured_as_defined(clauses):
    found = {phrase.terms: phrase for phrase in propose(clauses)}
    total = sum(map(len, clauses))
    singles, pairs, triples = (count_slowly(clauses, length) for length in (1, 2, 3))
    assert {terms: phrase.count for terms, phrase in found.items()} == pairs | triples

    def npmi(both, left, right):
        return log(both * total / (left * right)) / -log(both / total)

    for terms, phrase in found.items():
        a, *_, c = terms
        expected = (
            npmi(pairs[terms], singles[a,], singles[c,])
            if len(terms) == 2
            else min(
                npmi(triples[terms], pairs[terms[:2]], singles[c,]), npmi(triples[terms], singles[a,], pairs[terms[1:]])
            )
        )
        assert phrase.npmi == pytest.approx(expected, abs=1e-9) and phrase.npmi <= 1 + 1e-9
        assert phrase.left_entropy == pytest.approx(vary_slowly(clauses, terms, -1), abs=1e-9)
        assert phrase.right_entropy == pytest.approx(vary_slowly(clauses, terms, 1), abs=1e-9)
        assert phrase.text == "".join(WORDS[term] for term in terms)


@settings(max_examples=40, deadline=None)
@given(CLAUSES, st.randoms(use_true_random=False))
def test_order_of_clauses_changes_nothing(clauses, random):
    found = {phrase.terms: describe(phrase) for phrase in propose(clauses)}
    shuffled = {phrase.terms: describe(phrase) for phrase in propose(random.sample(clauses, len(clauses)))}
    assert found.keys() == shuffled.keys()
    for terms, values in found.items():
        assert values[0] == shuffled[terms][0] and values[1:] == pytest.approx(shuffled[terms][1:])


@settings(max_examples=40, deadline=None)
@given(CLAUSES, st.integers(1, 4), st.floats(-1, 1), st.floats(0, 2))
def test_thresholds_only_leave_out(clauses, least_count, least_npmi, least_entropy):
    every = propose(clauses)
    kept = propose(clauses, least_count=least_count, least_npmi=least_npmi, least_entropy=least_entropy)
    assert kept == [
        phrase
        for phrase in every
        if phrase.count >= least_count
        and phrase.npmi >= least_npmi
        and min(phrase.left_entropy, phrase.right_entropy) >= least_entropy
    ]


@settings(max_examples=40, deadline=None)
@given(CLAUSES)
def test_the_position_is_that_of_the_first_use(clauses):
    tokens, starts = lay_flat(clauses)
    clause_of = np.searchsorted(starts, np.arange(len(tokens)), side="right")
    for phrase in propose(clauses):
        n = len(phrase.terms)
        uses = [
            at
            for at in range(len(tokens) - n + 1)
            if tuple(tokens[at : at + n]) == phrase.terms and clause_of[at] == clause_of[at + n - 1]
        ]
        assert phrase.position == uses[0] and phrase.count == len(uses)


def test_npmi_of_pairs_is_that_of_gensim():
    from gensim.models.phrases import Phrases

    random = np.random.default_rng(4)
    clauses = [random.choice(6, random.integers(2, 9), p=[0.3, 0.3, 0.2, 0.1, 0.05, 0.05]).tolist() for _ in range(200)]
    model = Phrases(
        [[WORDS[token] for token in clause] for clause in clauses],
        min_count=1,
        threshold=-1,
        scoring="npmi",
        delimiter="+",
    )
    theirs = model.export_phrases()
    ours = {"+".join(WORDS[term] for term in phrase.terms): phrase for phrase in propose(clauses)}
    assert theirs
    for name, score in theirs.items():
        assert ours[name].npmi == pytest.approx(score, abs=1e-9)


def test_a_phrase_holds_together_and_is_free_at_both_ends():
    """韧性城市 stands among many words; 海绵 is always followed by the same two, so 海绵城市 is half a phrase."""
    clauses = [[2, 0, 1, 3], [3, 0, 1, 5], [5, 0, 1, 2], [0, 1], [4, 1, 5], [4, 1, 5], [4, 1, 5], [2], [3], [5, 2]]
    found = {phrase.text: phrase for phrase in propose(clauses, least_count=3, least_npmi=0.3, least_entropy=1.0)}
    assert set(found) == {"韧性城市", "海绵城市更新"}
    assert found["韧性城市"].left_entropy == pytest.approx(log(4)), "the beginning of a clause is a neighbour too"
    assert found["海绵城市更新"].right_entropy == pytest.approx(log(3))
    assert found["韧性城市"].position == 1


def test_what_the_dictionary_holds_and_what_may_not_join_is_left_out():
    clauses = [[0, 1, 3, 2], [0, 1, 3, 2]]
    assert {phrase.text for phrase in propose(clauses, known={"韧性城市"})} == {
        "城市的",
        "的建设",
        "韧性城市的",
        "城市的建设",
    }
    joining = np.array([word != "的" for word in WORDS])
    assert {phrase.text for phrase in propose(clauses, joining=joining)} == {"韧性城市"}


def test_no_phrase_goes_across_clauses():
    assert propose([[0], [1], [0], [1]]) == []
    assert propose_phrases(np.array([], dtype=int), np.array([], dtype=int), WORDS) == []


def test_what_does_not_fit_is_refused():
    tokens, starts = np.array([0, 1, 2]), np.array([0, 2])
    for wrong in ([1], [0, 2, 1], [0, 4]):
        with pytest.raises(ValueError, match="starts of clauses"):
            propose_phrases(tokens, np.array(wrong), WORDS)
    for wrong in ([0, 6], [-1, 0]):
        with pytest.raises(ValueError, match="places in the list"):
            propose_phrases(np.array(wrong), np.array([0]), WORDS)
    with pytest.raises(ValueError, match="never used"):
        propose_phrases(tokens, starts, WORDS, least_count=0)
