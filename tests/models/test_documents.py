"""What a document is and lacks: fields, kinds, gaps, near-duplicates."""

import random
import tomllib
from datetime import date

import pytest

from models.completeness import find_gaps
from models.dates import read_date
from models.fields import claimed_date, find_claim, find_doc_number, find_signature, normalize_title
from models.kinds import KIND_NAMES, find_kind
from models.reuse.near_duplicates import find_near_duplicates, sign_text
from models.structure import find_lines


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2022年西安市政府工作报告", "work_report"),
        ("《政府工作报告》", "work_report"),
        ("一图读懂2022年政府工作报告（图解）", "article"),
        ("关于落实政府工作报告重点工作分工的通知", "other"),
        ("北京城市总体规划（2016年—2035年）", "master_plan"),
        ("上海市城市总体规划（2017—2035年）", "master_plan"),
        ("国务院关于河北雄安新区总体规划（2018—2035年）的批复", "other"),
        ("广州市国土空间总体规划（2021—2035年）", "territorial_plan"),
        ("成都市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", "five_year_plan"),
        ("深圳市城市内涝治理行动方案", "action_plan"),
        ("关于印发《某市韧性城市建设三年行动计划（2023—2025年）》的通知", "action_plan"),
        ("某市“十四五”应急管理体系规划", "special_plan"),
        ("上海市防汛条例", "regulation"),
        ("北京市实施《中华人民共和国防洪法》办法(2019年修正)", "regulation"),
        ("韧性城市建设之广州实践", "article"),
        ("国务院办公厅关于2019年部分节假日安排的通知", "other"),
    ],
)
def test_the_kind_of_a_document_is_told_by_its_title(title, kind):
    assert find_kind(title, "") == kind
    assert kind in KIND_NAMES


def test_a_speech_to_the_deputies_is_a_work_report_whatever_it_is_called():
    text = "各位代表：\n现在，我代表市人民政府向大会报告工作。\n"
    assert find_kind("奋进新征程 建设新城市", text) == "work_report"
    assert find_kind("", text) == "work_report"
    assert find_kind("关于政府工作报告的决议", text) == "work_report"  # with the report behind it
    assert find_kind("某市中级人民法院工作报告", text) == "other"


def test_claims_are_found_under_any_label():
    claims = {
        "索 引 号：": "000014349/2018-00204",
        "发文机关": " 国务院办公厅 ",
        "articletitle": "关于某事的通知",
        "文号": "",
    }
    assert find_claim(claims, "index_number") == "000014349/2018-00204"
    assert find_claim(claims, "issuer") == "国务院办公厅"
    assert find_claim(claims, "title") == "关于某事的通知"
    assert find_claim(claims, "doc_number") == ""
    assert claimed_date({"PubDate": "2022-01-20 15:30"}, "published") == date(2022, 1, 20)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("二〇二一年十二月一日", date(2021, 12, 1)),
        ("发布日期：2022年1月20日", date(2022, 1, 20)),
        ("2022/3/4 09:00", date(2022, 3, 4)),
        ("2022.3.4", date(2022, 3, 4)),
        ("20220304", date(2022, 3, 4)),
        ("2022-13-40", None),
        ("2022年", None),
    ],
)
def test_dates_are_read_however_they_are_written(written, day):
    assert read_date(written) == day


def test_titles_lose_site_names_and_outer_marks_and_their_years_are_joined_alike():
    assert normalize_title("《上海市城市总体规划（2017-2035年）》") == "上海市城市总体规划（2017—2035年）"
    assert normalize_title("关于印发《甲》的通知_某市人民政府门户网站") == "关于印发《甲》的通知"
    assert normalize_title("《甲》和《乙》") == "《甲》和《乙》"
    assert normalize_title("2022年  政府\n工作报告") == "2022年 政府 工作报告"


def test_numbers_and_signatures_are_found_in_the_text():
    text = "某市人民政府关于某事的通知\n某政发[2022] 12号\n各县区：\n请执行。\n某市人民政府\n2022年3月1日\n"
    assert find_doc_number(text) == "某政发〔2022〕12号"
    assert find_doc_number("抢抓国发〔2022〕2号文件机遇，推进各项工作。\n") == ""
    assert find_signature(text) == "某市人民政府"
    assert find_signature("请执行。\n张三\n2022年3月1日") == ""


def gaps_of(text, kind="work_report"):
    return [issue for issue, _ in find_gaps(text, kind, find_lines(text))]


def long_report(closing="各位代表！让我们为美好明天而努力奋斗！"):
    words = [f"第{n}项工作扎实推进成效明显，全年完成投资{n}亿元。" for n in range(400)]
    review, plan = "\n".join(words[:200]), "\n".join(words[200:])
    return f"政府工作报告\n各位代表：\n一、2021年工作回顾\n{review}\n二、2022年工作安排\n{plan}\n{closing}\n"


def test_a_whole_report_has_no_gaps():
    assert gaps_of(long_report()) == []


def test_gaps_are_told_by_kind():
    whole = long_report()
    assert "truncated_ending" in gaps_of(long_report("各位代表！让我们团结起来，抢抓机遇、开拓前进，为"))
    assert "truncated_opening" in gaps_of("，" + whole)
    assert "too_short" in gaps_of(whole[:2000])
    assert "part_not_found" in gaps_of(whole.split("\n二、")[0])
    assert "summary" in gaps_of(whole.replace("政府工作报告", "政府工作报告（摘要）"))
    assert "characters_lost" in gaps_of(whole.replace("成效", "成\ufffd"))
    assert "characters_lost" in gaps_of(
        "\n".join(line[1:] if n % 9 == 5 else line for n, line in enumerate(whole.replace("第", "第、").split("\n")))
    )
    assert "mixed_languages" in gaps_of(whole + "The quick brown fox jumps over the lazy dog. " * 60)
    assert "paragraphs_lost" in gaps_of(whole.replace("\n第", "第"))
    assert "traditional_script" in gaps_of("國家發展與改革開放經濟動員會議實現學習進步。" * 40, "other")
    assert gaps_of("", "other") == ["no_sentences"]


def test_every_kind_of_doubt_that_the_code_raises_is_listed():
    import re

    from conftest import ROOT

    from models.lexicon import read_lexicon

    listed = {issue["issue"] for issue in tomllib.loads(read_lexicon("issues.toml"))["issue"]}
    raised = set()
    for room in ("crawlers", "models", "flows"):
        for path in (ROOT / room).rglob("*.py"):
            source = path.read_text("utf-8")
            raised |= set(re.findall(r'\(\s*"([a-z]+(?:_[a-z]+)+)", f?"[^"]* ', source))
            raised |= set(re.findall(r'issue[=:] ?"([a-z_]+)"', source)) | set(
                re.findall(r'"issue": "([a-z_]+)"', source)
            )
    assert raised <= listed


def texts_of_clauses(seed, count=400):
    chooser = random.Random(seed)
    return ["".join(chooser.choices("城市建设发展应急管理水利交通教育医疗养老创新产业生态", k=9)) for _ in range(count)]


def test_near_identical_texts_are_found_and_others_are_not():
    report, other = texts_of_clauses(1), texts_of_clauses(2)
    edited = [*report[:340], *texts_of_clauses(3, 60)]
    signatures = [sign_text("，".join(clauses)) for clauses in (report, other, edited)]
    ((a, b, similarity),) = find_near_duplicates(signatures, 0.5)
    true = len(set(report) & set(edited)) / len(set(report) | set(edited))
    assert (a, b) == (0, 2)
    assert similarity == pytest.approx(true, abs=0.15)
    assert sign_text("太短") is None
    assert find_near_duplicates([], 0.5) == []


def test_layout_and_order_of_lines_do_not_change_a_signature():
    clauses = texts_of_clauses(5)
    assert sign_text("，".join(clauses)) == sign_text("。\n".join(reversed(clauses)))
