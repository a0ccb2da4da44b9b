"""Segmentation: policy terms stay whole, tokens are jieba's, and nothing outside our own tokenizer is touched."""

import random
import re
import tempfile
from pathlib import Path

import pyarrow as pa
import pytest

from crawlers.readers import read_bytes
from flows.steps.reading import read_document
from flows.steps.segmenting import COLUMNS, segment_sentences
from models import dictionary, unknown_words
from models.dictionary import list_own_words, make_cutter, make_tokenizer
from models.parts_of_speech import begins_with, load_tagger
from models.segmentation import (
    LONGEST_PIECE,
    TERM,
    Segmenter,
    break_text,
    count_terms,
    load_segmenter,
    load_stopwords,
)
from warehouse.stages import READ

SAMPLE_LINES = [
    "2022年，GDP增长8.6%；“十四五”开局良好。",
    "我们加快推进韧性城市、海绵城市建设，改造地下综合管廊12.5公里。",
    "全市新增5G基站3200个，12345热线办结率99.3%，A股上市企业2家。",
]


@pytest.fixture(scope="module")
def reference():
    """What jieba makes of a text: the tokens that hold a letter, a digit or a Han character."""
    tokenizer = make_tokenizer()

    def cut(text):
        return [token for piece in break_text(text) for token in tokenizer.cut(piece) if re.search(r"\w", token)]

    cut.tokenizer = tokenizer
    return cut


def assert_same(reference, texts):
    segmenter = load_segmenter()
    cut, terms = segmenter.cut_texts(texts), segmenter.cut_texts(texts, terms_only=True)
    for number, text in enumerate(texts):
        tokens = reference(text)
        assert cut.tokens[cut.bounds[number] : cut.bounds[number + 1]] == tokens, text
        listed = terms.tokens[terms.bounds[number] : terms.bounds[number + 1]]
        assert listed == [token for token in tokens if TERM.match(token)], text
        assert cut.totals[number] == terms.totals[number] == len(tokens), text


@pytest.mark.parametrize("term", ["韧性城市", "海绵城市", "地下综合管廊", "基层治理", "生命线工程", "网格化"])
def test_policy_terms_stay_whole(term):
    assert term in load_segmenter().cut_text(f"我们加快推进{term}建设，取得新进展。")


def test_tokens_hold_letters_and_their_join_is_the_text_without_marks():
    tokens = load_segmenter().cut_text(SAMPLE_LINES[0])
    assert all(any(mark.isalnum() for mark in token) for token in tokens)
    assert "GDP" in tokens


@pytest.mark.parametrize(
    "text",
    [
        *SAMPLE_LINES,
        "",
        "。",
        "\n",
        "他说：“杭研大厦里有小明。”",  # words that no dictionary holds
        "轩轩轩轩轩",  # equally probable paths: rjieba's model takes another
        "危总总总危，证隐隐隐证鈄隐",
        "滲滲關關滲滲滲",
        "丄丅丏両丣丩丮",  # no probability at all
        "丄山丅水丏人",
        "的了在是和有",  # frequent ones
        "A-B_C+D#E&F.G%H",  # signs between letters
        "WES-5.4.5 G260911-0711 1.2.3 50% 3.14% .5 5. -5 a_b __ _ -- .. %",
        "2022年-2025年，增长8.6%-9%，x86_64与C++、c#、AT&T、AT&T3、3AT&T",
        "T恤4S店X光片小S说江南style卡拉OK厅",  # words of Han characters and letters
        "第1号店4S店里AA制",
        "ＡＢＣ１２３全角，①②③、㈠㎡℃αβγ射线",  # letters that jieba keeps apart
        "ひらがなカタカナ한국어русскийçé",
        "㐂㑇䶵在䶮村鿖鿕鿿豈﨑",  # ideographs that only rjieba joins
        "𠮷野家在𠀀𪜀𫝀𬺰市😀👪👍🏽",  # beyond the first plane
        "半个\ud842字符\udfb7和\ud83d市",  # halves of surrogate pairs
        "一\r\n二\r三\t四\u3000五\xa0六\u2028七\u200b八\x00九\x1f十\ufeff",
        "·",
        "中·国·人",  # the character that stands in
        "e\u0301é中\u0301国",  # combining marks
        "人" * 400,
        "9" * 400 + "a" * 300 + ".5%",  # tokens of more than 255 characters
        "城市" * LONGEST_PIECE,
        "轩" * (LONGEST_PIECE + 3),
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_every_class_of_difference_has_a_rule(reference, text):
    assert_same(reference, [text])


def test_words_that_the_dictionary_has_and_jieba_leaves_in_characters(reference):
    """The run is a word by itself, but not with letters or digits beside it."""
    known, total = reference.tokenizer.FREQ, reference.tokenizer.total
    words = [word for word, frequency in known.items() if frequency and len(word) in (2, 3)]
    hidden = []
    for word in words:
        product = float(total)
        for character in word:
            product *= known.get(character, 1) / total
        if product > known[word]:
            hidden.append(word)
    assert hidden
    chosen = random.Random(7).sample(hidden, min(len(hidden), 300))
    assert_same(
        reference, [form for word in chosen for form in (word, f"3{word}", f"{word}x", f"，{word}-", f"{word}。")]
    )


def make_text(generator, vocabulary):
    """Return a text of words, characters, figures, signs and rarities in any order."""

    def han():
        return chr(generator.randint(0x4E00, 0x9FD5))

    repeated = [*generator.choices("的了市城", k=3), han(), han()]
    makers = [
        lambda: generator.choice(vocabulary),
        lambda: generator.choice(vocabulary),
        lambda: generator.choice(vocabulary)[: generator.randint(1, 3)],
        lambda: "".join(generator.choices("的一是在了和有大中人上为个国我以要他时来用们", k=generator.randint(1, 4))),
        lambda: "".join(han() for _ in range(generator.randint(1, 4))),
        lambda: "".join(generator.choices(repeated, k=generator.randint(1, 8))),
        lambda: f"{generator.randint(0, 10**6) / 100:.{generator.randint(0, 3)}f}",
        lambda: generator.choice(["%", "年", "亿元", "个百分点", "年以来"]),
        lambda: "".join(generator.choices("abcXYZ019+#&._%-", k=generator.randint(1, 6))),
        lambda: generator.choice(
            ["AT&T", "c++", "C#", "T恤", "4S店", "小S", "江南style", "5G", "α", "γ射线", "㎡", "①", "Ａ"]
        ),
        lambda: generator.choice(list("，。、；：？！“”（）《》—…·~@$^*=|/\\<>[]{}'\"`")),
        lambda: generator.choice([" ", "\n", "\r\n", "\r", "\t", "\u3000", "\xa0", "\u200b", "\x00"]),
        lambda: chr(generator.choice([0x3400, 0x4DBF, 0x4DC0, 0x9FD5, 0x9FD6, 0x9FFF, 0xF900, 0xFAFF, 0xD842, 0xDFB7])),
        lambda: chr(generator.choice([generator.randint(0x80, 0x33FF), generator.randint(0xA000, 0x10FFFF)])),
    ]
    weights = [30, 20, 10, 15, 10, 6, 8, 6, 4, 2, 10, 2, 1, 1]
    return "".join(maker() for maker in generator.choices(makers, weights, k=generator.randint(1, 16)))


def assert_same_on_made_texts(reference, seed, count):
    generator = random.Random(seed)
    vocabulary = [word for word, frequency in reference.tokenizer.FREQ.items() if frequency] + 100 * list_own_words()
    for _ in range(0, count, 500):
        assert_same(reference, [make_text(generator, vocabulary) for _ in range(500)])


def test_tokens_are_those_of_jieba_on_made_texts(reference):
    assert_same_on_made_texts(reference, 1, 5_000)


@pytest.mark.slow
def test_tokens_are_those_of_jieba_on_many_made_texts(reference):
    assert_same_on_made_texts(reference, 2, 100_000)


@pytest.mark.slow
def test_tokens_are_those_of_jieba_on_the_corpus(reference, shared):
    """Every line of every text, about 104 MB (two minutes)."""
    files = sorted((shared / "corpus").rglob("*.*"))
    assert len(files) > 2_000
    for file in files:
        if file.suffix == ".docx":
            lines = [row["text"] for row in read_document("", read_bytes(file.read_bytes()))["sentences"]]
        else:
            lines = file.read_text("utf-8").splitlines()
        assert_same(reference, lines)


def test_the_model_divides_runs_as_jieba_does(reference):
    from jieba import finalseg

    generator = random.Random(3)
    model, every = unknown_words.WordModel(), [chr(code) for code in range(0x4E00, 0x9FD6)]
    pairs = ["".join(generator.choices(every, k=2)) for _ in range(5_000)]
    few = generator.sample(every, 40)
    runs = ["".join(generator.choices(few, k=generator.randint(1, 12))) for _ in range(3_000)]
    repeated = ["".join(generator.choices(few[start : start + 2], k=7)) for start in range(38) for _ in range(20)]
    for run in pairs + runs + repeated:
        assert model.split_run(run) == list(finalseg.cut(run)), run
    first, second = (pa.array([ord(pair[side]) for pair in pairs], pa.uint32()).to_numpy() for side in (0, 1))
    assert model.are_words(first, second).tolist() == [len(model.split_run(pair)) == 1 for pair in pairs]


def test_tokens_of_a_text_do_not_depend_on_its_neighbours():
    segmenter = load_segmenter()
    texts = [*SAMPLE_LINES, "", "轩轩轩轩轩", "\r", "\n", "半\ud842", "城市" * LONGEST_PIECE, "完"]
    together = segmenter.cut_texts(texts)
    assert together.tokens == [token for text in texts for token in segmenter.cut_text(text)]
    assert together.totals == [len(segmenter.cut_text(text)) for text in texts]
    assert segmenter.cut_texts([]).totals == []
    assert segmenter.cut_texts(["", ""]).totals == [0, 0]


def test_what_is_remembered_is_bounded_and_changes_nothing(monkeypatch):
    segmenter = load_segmenter()
    before = segmenter.cut_texts(SAMPLE_LINES)
    monkeypatch.setattr(unknown_words, "REMEMBERED_RUNS", 0)
    assert segmenter.cut_texts(SAMPLE_LINES) == before


def test_neither_the_global_tokenizer_nor_a_shared_cache_is_touched():
    import jieba

    before = set(Path(tempfile.gettempdir()).glob("*jieba*"))
    Segmenter().cut_text("韧性城市")
    load_tagger().tag_text("韧性城市")
    assert not jieba.dt.initialized
    assert set(Path(tempfile.gettempdir()).glob("*jieba*")) == before


def test_there_is_one_segmenter_in_a_process():
    assert load_segmenter() is load_segmenter()


def test_frequencies_are_those_of_jieba():
    tokenizer = make_tokenizer()
    _, words, total = make_cutter()
    assert words == {word: frequency for word, frequency in tokenizer.FREQ.items() if frequency}
    assert total == tokenizer.total


def test_words_of_our_own_are_han(monkeypatch):
    assert list_own_words()
    monkeypatch.setattr(dictionary, "read_lexicon", lambda name: "韧性城市\n5G\n卡拉OK厅\n")
    with pytest.raises(ValueError, match="5G, 卡拉OK厅"):
        list_own_words()


def test_terms_are_han_words_without_stop_words():
    counts = count_terms(["韧性城市", "的", "2022", "GDP", "城", "韧性城市", next(iter(load_stopwords()))])
    assert counts == {"韧性城市": 2}


def make_sentences(texts):
    return pa.Table.from_pylist(
        [
            {"raw_sha256": "a", "position": place, "section_kind": "plan_year", "heading": "", "text": text}
            for place, text in enumerate(texts)
        ],
        schema=pa.schema([READ["sentences"].field(name) for name in COLUMNS]),
    )


def test_sections_count_what_their_sentences_hold():
    rows = segment_sentences(make_sentences(SAMPLE_LINES))
    tokens = [load_segmenter().cut_text(text) for text in SAMPLE_LINES]
    assert [row["n_tokens"] for row in rows["sentence_tokens"]] == [len(cut) for cut in tokens]
    [section] = rows["section_terms"]
    expected = count_terms(token for cut in tokens for token in cut)
    assert dict(zip(section["terms"], section["counts"], strict=True)) == expected
    assert section["terms"] == sorted(section["terms"])


def test_terms_can_be_kept_by_part_of_speech():
    text = "我们加快建设韧性城市，改造老旧厂房。"
    tagged = dict(load_tagger().tag_text(text))
    assert tagged["韧性城市"].startswith("n")
    assert tagged["加快"].startswith("v")
    assert "，" not in tagged
    assert begins_with("nz", ["n", "v"])
    assert not begins_with("nz", [])
    rows = segment_sentences(make_sentences([text]), parts=["n"])
    assert {"韧性城市", "厂房"} <= set(rows["section_terms"][0]["terms"])
    assert "加快" not in rows["section_terms"][0]["terms"]
    assert rows["sentence_tokens"][0]["n_tokens"] == len(load_tagger().tag_text(text))
