"""The classifier: exact look-ups, scores that explanations add up to, the same bytes from the same model."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.classifier import dump_classifier, load_classifier, parse_classifier
from models.ngrams import Vocabulary, key_of, list_ngrams, pack_sentences

TEXT = "加强防汛抗旱和应急管理，建设韧性城市，完善城市排水防涝设施。"
CLASSIFIER = load_classifier("urban_resilience")


@given(st.lists(st.text(alphabet="韧性城市建设，。a1", max_size=12), min_size=1, max_size=8))
def test_ngrams_are_those_of_the_sentences_and_never_span_two(sentences):
    expected = [
        [key_of(sentence[at : at + n]) for sentence in sentences for at in range(len(sentence) - n + 1)]
        for n in (1, 2, 3)
    ]
    assert [keys.tolist() for keys, _ in list_ngrams(*pack_sentences(sentences))] == expected


def test_every_key_of_the_vocabulary_is_found_and_no_other():
    rng = np.random.default_rng(1)
    ngrams = sorted({"".join(map(chr, rng.integers(0x4E00, 0x9FA5, size=rng.integers(1, 4)))) for _ in range(5000)})
    vocabulary = Vocabulary.build(ngrams, np.ones(len(ngrams), dtype=np.float32))
    keys = np.array([key_of(ngram) for ngram in ngrams], dtype=np.uint64)
    assert vocabulary.find(keys).tolist() == list(range(len(ngrams)))
    strange = np.array([key_of("ａｂｃ"), key_of("〇"), 0], dtype=np.uint64)
    assert vocabulary.find(strange).tolist() == [len(ngrams)] * 3


def test_a_score_is_the_sum_of_what_explains_it():
    scores = CLASSIFIER.score([TEXT])[0]
    for theme, score in zip(CLASSIFIER.themes, scores, strict=True):
        assert abs(sum(part for _, _, part in CLASSIFIER.explain(TEXT, theme)) - score) < 1e-3
    coded = {theme for theme, score in zip(CLASSIFIER.themes, scores, strict=True) if score > 0}
    assert {"hazard", "resilience_goal"} <= coded
    assert CLASSIFIER.explain(TEXT, "hazard")[0][2] > 0


def test_company_order_and_blocks_change_no_score():
    texts = [TEXT, "办好人民满意的教育。", "", "𠀀", "a" * 500, TEXT * 20]
    together = CLASSIFIER.score(texts)
    assert np.array_equal(together, np.vstack([CLASSIFIER.score([text]) for text in texts]))
    assert np.array_equal(together[::-1], CLASSIFIER.score(texts[::-1]))


def test_a_classifier_is_the_same_after_it_was_stored():
    again = parse_classifier(dump_classifier(CLASSIFIER))
    assert np.array_equal(again.score([TEXT]), CLASSIFIER.score([TEXT]))
    assert dump_classifier(again) == dump_classifier(parse_classifier(dump_classifier(again)))
    assert again.facts == CLASSIFIER.facts
