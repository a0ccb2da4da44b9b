"""Instruments in sentences of ours (fiction, 演示样本): where a name begins and ends, and what is none."""

import random

import pytest

from models.practices.instrument_rule import classify_verb, find_content, find_core, load_instrument_rule
from models.practices.instruments import LONGEST_INSTEAD, LONGEST_NAME, find_instruments, list_nouns

SENTENCES = [
    "编制云泽市韧性城市空间专项规划，推动地下管网改造。",
    "制定并实施城市内涝治理三年行动计划，出台《云泽市海绵城市管理条例》。",
    "建成城市生命线监测预警平台、防汛指挥系统，开展自然灾害风险普查。",
    "设立巨灾救助专项资金，成立城市更新工作专班，争创国家安全发展示范城市。",
    "完善“一网统管”平台和应急广播体系，推进老旧小区改造试点。",
    "坚持规划引领，高标准建设产业园区，规范有序发展民宿，想办法解决难题。",
]


def tell(sentence):
    return [(each.kind, each.verb, each.name) for each in find_instruments(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("编制云泽市韧性城市空间专项规划。", [("plan", "编制", "云泽市韧性城市空间专项规划")]),
        ("制定并实施内涝治理三年行动计划。", [("plan", "制定并实施", "内涝治理三年行动计划")]),
        ("出台《云泽市海绵城市管理条例》。", [("regulation", "出台", "云泽市海绵城市管理条例")]),
        ("研讨《云泽市养犬管理条例》。", [("regulation", "", "云泽市养犬管理条例")]),
        ("启动建设城市体征感知平台二期。", [("platform", "启动建设", "城市体征感知平台")]),
        ("设立5亿元巨灾救助基金。", [("fund", "设立", "5亿元巨灾救助基金")]),
        ("成立城市更新工作专班。", [("office", "成立", "城市更新工作专班")]),
        ("制定全市避难场所建设导则。", [("standard", "制定", "避难场所建设导则")]),
        ("扎实开展自然灾害风险普查。", [("evaluation", "开展", "自然灾害风险普查")]),
    ],
)
def test_each_kind_is_found_by_verb_and_noun(sentence, expected):
    assert tell(sentence) == expected


def test_names_joined_by_a_mark_or_a_word_are_several():
    assert [name for _, _, name in tell("编制排水防涝规划、避难场所规划和消防规划。")] == [
        "排水防涝规划", "避难场所规划", "消防规划",
    ]  # fmt: skip
    assert [name for _, _, name in tell("推进海绵城市和综合管廊建设试点。")] == ["海绵城市和综合管廊建设试点"]
    assert [name for _, _, name in tell("建设云泽产业园、港口物流信息平台。")] == ["港口物流信息平台"]


def test_quotations_are_closed():
    assert [name for _, _, name in tell("实施“清渠活水”三年行动计划。")] == ["“清渠活水”三年行动计划"]
    assert [name for _, _, name in tell("开展“小巷医生”试点。")] == ["“小巷医生”试点"]
    assert [name for _, _, name in tell("实施“护苗计划”。")] == ["护苗计划"]


def test_a_name_begins_after_what_describes_it():
    assert [name for _, _, name in tell("建设覆盖城乡、反应灵敏的防汛指挥系统。")] == []
    assert [name for _, _, name in tell("建立一批市级防汛会商平台。")] == ["防汛会商平台"]
    assert [name for _, _, name in tell("搭建面向企业的防灾信息平台。")] == ["防灾信息平台"]


@pytest.mark.parametrize(
    "sentence",
    [
        "坚持规划引领，加强规划建设管理。",
        "抓紧出台实施方案。",  # whose?
        "完善考核机制，落实各项规定。",
        "高标准建设产业园区，推进标准化生产。",
        "探索清单制管理。",
        "盘活闲置宅基地。",
        "发挥融资平台作用。",
        "全面建成小康社会。",
        "",
        "。！？",
    ],
)
def test_what_names_nothing_is_no_instrument(sentence):
    assert tell(sentence) == []


def test_every_name_is_the_text_at_its_place_and_none_overlap():
    dice = random.Random(7)
    pieces = [piece for sentence in SENTENCES for piece in sentence.replace("。", "，").split("，") if piece]
    pieces += ["《", "》", "“", "”", "、", "和", "的", "规划", "编制", "平台", "1个", "\n", "（", "）"]
    found = 0
    for _ in range(3000):
        sentence = "".join(dice.choices(pieces, k=dice.randint(1, 9)))
        end = 0
        for each in find_instruments(sentence):
            found += 1
            assert sentence[each.start : each.end] == each.name
            assert end <= each.start < each.end <= each.start + LONGEST_NAME + 2
            assert each.kind in load_instrument_rule().names
            assert not set("。；，！？：\n") & set(each.name)
            assert len(find_content(each.name)) >= 2
            end = each.end
    assert found > 1000


def test_nouns_given_change_nothing():
    for sentence in SENTENCES:
        assert list(find_instruments(sentence, list_nouns(sentence))) == list(find_instruments(sentence))


def test_the_core_of_a_name_leaves_its_sort_out():
    assert find_core("韧性城市空间专项规划") == find_core("韧性城市空间规划") == "韧性城市空间"
    assert find_core("韧性城市建设专项规划") == "韧性城市"
    assert find_content("韧性城市空间专项规划") == "韧性"
    assert find_content("城市管理实施方案") == ""
    assert find_core("第三轮水污染防治三年行动计划") == "水污染防治"


@pytest.mark.parametrize(
    ("verb", "expected"),
    [("编制", "making"), ("制定并实施", "making"), ("实施", "carrying"), ("争取列入", "seeking"), ("", ""),
     ("建设", "building"), ("开展", "holding"), ("完善", "advancing"), ("获批", "given")],
)  # fmt: skip
def test_a_row_of_verbs_has_the_class_of_the_first(verb, expected):
    assert classify_verb(verb) == expected


def test_what_holds_a_noun_back_is_looked_for_far_enough():
    held = load_instrument_rule().instead.pattern.split("|")
    assert 6 < max(map(len, held)) <= LONGEST_INSTEAD
