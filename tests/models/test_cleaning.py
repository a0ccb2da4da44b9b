"""Cleaning: furniture and torn words go, lines and offsets stay true."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.cleaning import clean_text

PROSE = (
    "我们要坚持以人民为中心的发展思想，推进韧性城市建设，完善城市排水防涝体系，"
    "提升应急管理能力和水平，确保人民群众生命财产安全，让群众生活得更加安心放心。"
)


@pytest.mark.parametrize(
    "line",
    [
        "【字体：大 中 小】",
        "打印 关闭",
        "【打印本页】【关闭窗口】",
        "分享到：微信 微博",
        "浏览次数：1234",
        "责任编辑：张三",
        "来源：某市人民政府办公室",
        "您当前的位置：首页 > 政务公开 > 政府工作报告",
        "上一篇：关于某事的通知",
        "附件：1.某市2022年工作任务分解表.docx",
        "市十五届人大二次会议秘书处 2019年2月20日印",
        "2019年2月20日印 市十五届人大二次会议秘书处",
        "相关链接：",
    ],
)
def test_furniture_is_cut_and_kept_aside(line):
    cleaned = clean_text(f"标题\n{line}\n{PROSE}\n")
    assert cleaned.text == f"标题\n\n{PROSE}\n"
    assert cleaned.aside == (line,)


@pytest.mark.parametrize(
    "line",
    [
        PROSE,
        "关闭小煤矿十二处",
        "分享改革发展成果，让人民群众有更多获得感。",
        "附件：名词解释",
        "一、大力打印3D模型产业",
        "来源地企业三十家",
        "市长 张三",
        "2022年1月5日",
    ],
)
def test_text_that_holds_such_words_stays(line):
    assert clean_text(line).text == line


def test_words_torn_by_spaces_are_joined_and_headings_keep_theirs():
    torn = PROSE.replace("韧性", "韧 性").replace("应急", "应 急")
    assert clean_text(torn).text == PROSE
    assert clean_text("政  府  工  作  报  告").text == "政府工作报告"
    kept = f"（三）对外开放取得明显成效 {PROSE}"
    assert clean_text(kept).text == kept
    assert clean_text("某市人民政府市长 张 三").text == "某市人民政府市长 张 三"


def test_page_turns_of_a_newspaper_go():
    cleaned = clean_text(f"{PROSE}（下转第三版）\n（上接A2版）{PROSE}")
    assert cleaned.text == f"{PROSE}\n{PROSE}"
    assert cleaned.aside == ("（下转第三版）", "（上接A2版）")


@given(st.text(alphabet="韧性 城市建设\n打印关闭（上接二版）。，a1：", max_size=400))
def test_cleaning_twice_changes_nothing_and_offsets_follow(text):
    cleaned = clean_text(text)
    assert clean_text(cleaned.text).text == cleaned.text
    assert cleaned.text.count("\n") == text.count("\n")
    cut = {offset for start, end in cleaned.cuts for offset in range(start, end)}
    kept = [offset for offset in range(len(text)) if offset not in cut]
    assert [cleaned.text[offset] for offset in cleaned.move(kept)] == [text[offset] for offset in kept]
    assert list(cleaned.move(range(len(text) + 1))) == sorted(cleaned.move(range(len(text) + 1)))
