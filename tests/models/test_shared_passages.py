"""Laws of shared passages: who says it first is named, a crowd makes rows and not pairs, likeness is exact."""

import random
from datetime import date

import numpy as np
import pytest

from models.reuse.formulas import NATION, DatedText
from models.reuse.likely_pairs import LARGE_BUCKET, LEAST_SIMILARITY, pair_sentences
from models.reuse.shared_passages import SOURCES, find_passages
from models.reuse.shingles import SIZE, compare_shingles, hash_sentences, keep_characters
from models.reuse.signatures import HASHES, LEAST_CHARS, sign_sentences

# 演示样本: written for these tests.
WORDING = "持续推进老旧小区改造和地下管网更新，让居民住得更加安心。"
NEARLY = "持续推进老旧小区改造和地下管网更新，让群众住得更加安心。"
LETTERS = "城市韧性安全应急排水防涝社区治理生命线工程建设更新改造推进完善加强提升"


def make_text(place, day, *sentences, province=None):
    return DatedText(sentences, place, province if province is not None else place[:2] + "0000", day.year, day)


def tell_rows(texts):
    """Return (source, earlier place and day, later place and day, is_earliest) of each row, in order."""
    found = find_passages(texts)
    names = [(text.place, text.day) for text in texts]
    columns = (found.document_a, found.document_b, found.source, found.is_earliest)
    return sorted(
        (SOURCES[source], names[a], names[b], is_earliest)
        for a, b, source, is_earliest in zip(*(column.tolist() for column in columns), strict=True)
    )


def make_corpus(dice, documents=80):
    """Return documents that share sentences whole, changed a little, and not at all."""
    stock = ["".join(dice.choices(LETTERS, k=dice.randint(14, 40))) + "。" for _ in range(40)]
    texts = []
    for n in range(documents):
        sentences = []
        for _ in range(12):
            sentence = dice.choice(stock)
            if dice.random() < 0.5:
                at = dice.randrange(len(sentence) - 1)
                sentence = sentence[:at] + dice.choice(LETTERS) + sentence[at + 1 :]
            sentences.append(sentence if dice.random() < 0.7 else "".join(dice.choices(LETTERS, k=30)))
        place = (NATION, "510000", "410000")[n % 10] if n % 10 < 3 else f"{(51, 41, 33)[n % 3]}{n % 7 + 1:02}00"
        texts.append(
            make_text(place, date(2015 + n // 10, 1, n % 10 + 1), *sentences, province="" if n % 10 == 0 else None)
        )
    return texts


def test_a_later_sentence_is_set_beside_the_earliest_of_each_kind_of_source():
    texts = [
        make_text("330100", date(2019, 1, 5), WORDING),
        make_text(NATION, date(2020, 3, 5), NEARLY, province=""),
        make_text("510000", date(2021, 1, 5), WORDING),
        make_text("510100", date(2022, 1, 5), WORDING),
        make_text("440100", date(2022, 1, 6), "完善应急预案体系并开展全民防灾演练活动。"),
    ]
    other, nation, province, city = ((text.place, text.day) for text in texts[:4])
    assert tell_rows(texts) == [
        ("nation", nation, province, False),
        ("nation", nation, city, False),
        ("place", other, nation, True),
        ("place", other, province, True),
        ("place", other, city, True),
        ("province", province, city, False),
    ]


def test_what_a_place_said_itself_before_the_other_is_its_own():
    texts = [
        make_text("510100", date(2018, 1, 5), NEARLY),
        make_text("330100", date(2019, 1, 5), WORDING),
        make_text("510100", date(2020, 1, 5), WORDING),
    ]
    assert [row[2][0] for row in tell_rows(texts)] == ["330100"]


def test_of_two_documents_of_one_day_neither_repeats_the_other():
    assert tell_rows([make_text(place, date(2020, 1, 5), WORDING) for place in ("330100", "510100")]) == []


def test_other_figures_are_other_facts_but_the_number_of_a_sentence_is_none():
    def pair(one, other):
        return tell_rows([make_text("330100", date(2019, 1, 5), one), make_text("510100", date(2020, 1, 5), other)])

    assert not pair("全市新建改造雨水管网长度达到125公里以上。", "全市新建改造雨水管网长度达到130公里以上。")
    assert pair("全市新建改造雨水管网长度达到125公里以上。", "全市新建改造雨水管网总长度达到125公里以上。")
    assert pair(f"1.{WORDING}", f"12.{WORDING}")


def test_punctuation_and_short_sentences_do_not_matter():
    one = make_text(
        "330100", date(2019, 1, 5), "持续推进老旧小区改造和地下管网更新、让居民住得更加安心；", "全面提升城市韧性。"
    )
    other = make_text("510100", date(2020, 1, 5), WORDING, "全面提升城市韧性。")
    found = find_passages([one, other])
    assert found.similarity.tolist() == [1.0]
    assert (found.sentence_a.tolist(), found.sentence_b.tolist()) == ([0], [0])


@pytest.mark.parametrize("places", [LARGE_BUCKET // 2, 4 * LARGE_BUCKET])
def test_a_wording_of_many_places_makes_a_row_each_and_not_all_pairs(places):
    """Each place says it in words of its own, so that all of them meet in the same buckets."""
    texts = [
        make_text(f"33{n + 1:02}00", date(2019, 1 + n // 28, n % 28 + 1), WORDING.replace("持续", LETTERS[n % 30] * 2))
        for n in range(places)
    ]
    rows = tell_rows(texts)
    assert len({row[2] for row in rows}) == places - 1
    assert len(rows) == places - 1
    assert {row[1] for row in rows} == {("330100", date(2019, 1, 1))}


def test_the_order_of_documents_changes_nothing():
    dice = random.Random(5)
    texts = make_corpus(dice)
    rows = tell_rows(texts)
    assert len(rows) > 100
    assert {row[0] for row in rows} == set(SOURCES)
    assert rows == tell_rows(dice.sample(texts, len(texts)))


def test_rows_are_earlier_other_places_and_at_most_one_of_each_source():
    texts = make_corpus(random.Random(6))
    found = find_passages(texts)
    for a, b in zip(found.document_a.tolist(), found.document_b.tolist(), strict=True):
        assert texts[a].day < texts[b].day
        assert texts[a].place != texts[b].place
    later = list(zip(found.document_b.tolist(), found.sentence_b.tolist(), found.source.tolist(), strict=True))
    assert len(later) == len(set(later))
    for a, b, source in zip(found.document_a.tolist(), found.document_b.tolist(), found.source.tolist(), strict=True):
        assert (texts[a].place == NATION) == (SOURCES[source] == "nation")
        assert (texts[a].place == texts[b].province) == (SOURCES[source] == "province")


def jaccard(one, other):
    sets = [{text[n : n + SIZE] for n in range(len(text) - SIZE + 1)} for text in (one, other)]
    return len(sets[0] & sets[1]) / max(len(sets[0] | sets[1]), 1)


def test_similarity_is_the_jaccard_similarity_of_shingles():
    texts = make_corpus(random.Random(7))
    found = find_passages(texts)
    for row, similarity in enumerate(found.similarity.tolist()):
        one = texts[found.document_a[row]].sentences[found.sentence_a[row]].rstrip("。")
        other = texts[found.document_b[row]].sentences[found.sentence_b[row]].rstrip("。")
        assert similarity == pytest.approx(jaccard(one, other))
        assert similarity >= LEAST_SIMILARITY


def test_shingles_of_sentences_one_by_one_and_together_are_compared_alike():
    dice = random.Random(8)
    sentences = ["".join(dice.choices("甲乙丙丁3a", k=dice.randint(0, 25))) for _ in range(300)]
    first, second = (np.array([dice.randrange(300) for _ in range(500)]) for _ in range(2))
    found = compare_shingles(keep_characters(sentences), first, second)
    expected = [jaccard(sentences[a], sentences[b]) for a, b in zip(first, second, strict=True)]
    assert found.tolist() == pytest.approx(expected)


def test_minhash_estimates_the_similarity_that_is_computed():
    dice = random.Random(9)
    whole = ["".join(dice.choices(LETTERS, k=60)) for _ in range(200)]
    changed = [text[: (cut := dice.randint(10, 60))] + "".join(dice.choices(LETTERS, k=60 - cut)) for text in whole]
    hashes = sign_sentences(whole + changed).hashes
    rows = np.arange(200)
    exact = compare_shingles(keep_characters(whole + changed), rows, rows + 200)
    estimated = (hashes[:200] == hashes[200:]).mean(axis=1)
    assert exact.std() > 0.2
    assert abs(estimated - exact).max() < 5 * 0.5 / HASHES**0.5  # five standard errors
    assert abs((estimated - exact).mean()) < 0.02  # of which a byte in 256 agrees by chance


def test_a_sentence_is_signed_alike_alone_and_among_others_and_short_ones_are_not():
    dice = random.Random(11)
    sentences = ["".join(dice.choices(LETTERS + "3a，", k=dice.randint(0, 40))) for _ in range(100)]
    signed = sign_sentences(sentences)
    long = [n for n, text in enumerate(sentences) if len(text.replace("，", "")) >= LEAST_CHARS]
    assert signed.sentence.tolist() == long
    for row, number in enumerate(long):
        alone = sign_sentences([sentences[number]])
        assert alone.key == signed.key[row] and alone.figures == signed.figures[row]
        assert (alone.hashes == signed.hashes[row]).all()


def test_most_pairs_that_are_close_are_found():
    """All pairs compared: the bands miss few of those above .7, and find nothing below."""
    sentences = sorted({sentence for text in make_corpus(random.Random(10)) for sentence in text.sentences})
    characters, signed = keep_characters(sentences), sign_sentences(sentences)
    is_source = np.zeros(len(sentences), bool)
    found = pair_sentences(signed.hashes, signed.figures, is_source, characters.take)
    first, second = np.nonzero(np.triu(np.ones((len(sentences),) * 2, bool), 1))
    exact = compare_shingles(characters, first, second)
    close = {(a, b) for a, b in zip(first[exact >= 0.7].tolist(), second[exact >= 0.7].tolist(), strict=True)}
    told = {(a, b) for a, b in zip(found.first.tolist(), found.second.tolist(), strict=True) if a < b}
    assert len(close) > 100
    assert told <= close
    assert len(told) >= 0.95 * len(close)


def test_sentences_are_the_same_where_all_characters_that_count_are():
    keys = hash_sentences(keep_characters(["城市，韧性", "城市韧性。", "韧性城市", "城市韧性3", "", "，。"]))
    assert keys[0] == keys[1]
    assert keys[4] == keys[5]
    assert len(set(keys.tolist())) == 4


def test_nothing_given_nothing_found():
    assert len(find_passages([]).document_a) == 0
    empty = [make_text("510100", date(2022, 1, 1)), make_text("330100", date(2022, 1, 2), "", "韧性")]
    assert len(find_passages(empty).document_a) == 0
