"""Spacing: what came segmented is joined and its words are kept; other texts are left alone."""

import random

import pyarrow as pa
import pytest

from crawlers.readers import read_bytes
from flows.steps.reading import read_document
from flows.steps.segmenting import segment_sentences
from models.spacing import cut_words, join_words
from warehouse.stages import READ

# 演示样本: written for these tests.
WORDS = [
    "我们",
    "加快推进",
    "韧性",
    "城市",
    "建设",
    "，",
    "完善",
    "应急",
    "管理",
    "体系",
    "，",
    "改造",
    "老旧",
    "小区",
    "120",
    "个",
    "。",
    "2022",
    "年",
    "要",
    "建成",
    "GDP",
    "data",
    "平台",
    "，",
    "守住",
    "安全",
    "底线",
    "。",
]
LINES = [WORDS[:17], WORDS[17:]] * 6


def write(separator, tag=""):
    return "\n".join(separator.join(word + tag for word in line) for line in LINES)


def list_words(line):
    return [word for word in line if word not in "，。"]


@pytest.mark.parametrize("separator", [" ", "  ", "/", " / ", "／", "\t"])
def test_a_segmented_text_is_joined_and_its_words_are_found_again(separator):
    joined = join_words(write(separator))
    lines = joined.text.split("\n")
    assert lines == ["".join(line).replace("GDPdata", "GDP data") for line in LINES]
    start = 0
    for line, words in zip(lines, LINES, strict=True):
        ends = [end - start for end in joined.word_ends if start < end <= start + len(line)]
        assert cut_words(line, ends) == list_words(words)
        start += len(line) + 1


def test_tags_are_dropped():
    assert join_words(write(" ", "/n").replace("，/n", "，/wd")).text.split("\n")[0].startswith("我们加快推进韧性")


@pytest.mark.parametrize(
    "text",
    [
        "".join(WORDS) * 5,
        "# 标题\n\n" + "".join(WORDS) * 3 + "\n1/3 的 项目",
        " ".join("".join(WORDS)) * 3,  # all characters apart: no words are told
        "韧性 城市",
        "",
        "A/B " * 200,
        "出席 名单：\n" + "张三 李四 王小五 赵六\n" * 30,  # names
    ],
)
def test_other_texts_are_left_alone(text):
    assert join_words(text) is None


def test_whatever_is_joined_keeps_its_characters():
    dice = random.Random(3)
    for _ in range(200):
        words = ["".join(dice.choices("城市韧性安全ab1，。", k=dice.randint(1, 3))) for _ in range(150)]
        joined = join_words(" ".join(words))
        if joined:
            assert joined.text.replace(" ", "") == "".join(words)
            assert list(joined.word_ends) == sorted(set(joined.word_ends))


def test_a_file_that_comes_segmented_counts_its_own_words():
    """Through reading and segmenting: sentences as in any text, a doubt that says so, the words as given."""
    body = "# 某市 2022 年 政府 工作 报告 （ 演示样本 ）\n\n## 二、 2022 年 重点 工作\n\n" + write(" ")
    read = read_document("a", read_bytes(body.encode()))
    [reading] = read["readings"]
    assert reading["title"] == "某市2022年政府工作报告（演示样本）"
    assert reading["heading_year"] == 2022
    assert read["reading_issues"][0]["issue"] == "words_joined"
    assert {row["part"] for row in read["sentences"][2:]} == {"plan"}
    rows = segment_sentences(pa.Table.from_pylist(read["sentences"], schema=READ["sentences"]))
    counted = dict(zip(rows["section_terms"][-1]["terms"], rows["section_terms"][-1]["counts"], strict=True))
    assert counted["加快推进"] == 6  # jieba makes two words of it
    assert sum(row["n_tokens"] for row in rows["sentence_tokens"][2:]) == sum(len(list_words(line)) for line in LINES)
