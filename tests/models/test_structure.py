"""Structure: headings in the forms that occur, and the parts of a report."""

import csv

import pytest
from conftest import SAMPLE

from crawlers.readers import read_bytes
from models.identity import find_session_date, plan_year_of
from models.normalization import fold_characters
from models.structure import PART_OF, find_lines, load_cues


def lines_of(text, plan_year=2022):
    return {text[line.start : line.head_end or line.end]: line for line in find_lines(text, (), plan_year)}


REPORT = """政府工作报告
——2022年1月5日在某市人民代表大会上
各位代表：
现在，我代表市人民政府报告工作。
一、2021年工作回顾
（一）安全发展。全年未发生重大事故。
全市经济平稳运行，社会大局稳定。
同时，我们也清醒地认识到，发展中还存在不少困难和问题。
二、2022年工作安排
今年是关键之年，要做好以下工作。
1.建设韧性城市
加强排水防涝，提升应急能力，推进海绵城市建设。
三、加强政府自身建设
依法行政。
名词解释
韧性城市：指能够抵御灾害的城市。
"""


def test_the_parts_of_an_ordinary_report():
    lines = lines_of(REPORT)
    assert lines["政府工作报告"].section_kind == "opening"
    assert lines["一、2021年工作回顾"].section_kind == "review"
    kinds = [line.section_kind for line in find_lines(REPORT, (), 2022)]
    assert kinds == [
        *["opening"] * 4,
        *["review"] * 3,
        "problems",
        *["plan_year"] * 4,
        *["gov_building"] * 2,
        *["glossary"] * 2,
    ]


def test_headings_numbered_run_in_and_bare():
    lines = lines_of(REPORT)
    assert lines["一、2021年工作回顾"].level == 1
    assert lines["（一）安全发展。"].level == 2
    assert lines["1.建设韧性城市"].level == 3
    assert lines["名词解释"].level == 5
    assert find_lines(REPORT, (), 2022)[-1].heading == "名词解释"


def test_a_decimal_is_no_heading():
    assert [line.level for line in find_lines("1.5万人就业，增长3%。\n10.2亿元投资，已经到位。")] == [0, 0]


def test_bold_lines_are_headings_and_bold_openings_run_in():
    reading = read_bytes("**工作回顾**\n**强化应急。**全年开展演练三百场，群众安全感上升。\n".encode())
    first, second = find_lines(reading.text, reading.bold)
    assert reading.text[first.start : first.head_end] == "工作回顾"
    assert reading.text[second.start : second.head_end] == "强化应急。"


def test_the_planned_year_tells_review_from_plan():
    text = "各位代表：\n一、2021年主要工作\n甲。\n二、2022年主要工作\n乙。\n"
    assert [line.section_kind for line in find_lines(text, (), 2022)][1:] == ["review"] * 2 + ["plan_year"] * 2


def test_cues_name_known_parts_and_no_place():
    assert {cue.kind for cue in load_cues()} <= PART_OF.keys()


@pytest.mark.parametrize("path", sorted(SAMPLE.rglob("*.md")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_sample_report_has_a_review_and_a_plan(path):
    reading = read_bytes(path.read_bytes())
    text = fold_characters(reading.text)
    parts = {
        PART_OF[line.section_kind] for line in find_lines(text, reading.bold, plan_year_of(find_session_date(text)))
    }
    assert parts == {"review", "plan", "other"}


def test_parts_begin_where_a_reader_says(shared):
    """Against golden lines read by one coder, a language model: a start is right within one paragraph."""
    wanted_kinds = {
        "review_from": {"review"},
        "problems_at": {"problems"},
        "plan_from": {kind for kind, part in PART_OF.items() if part == "plan"},
        "plan_year_from": {"plan_year", "plan_both"},
        "gov_building_from": {"gov_building"},
    }
    right = total = 0
    with (shared / "gold" / "parts.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            reading = read_bytes((shared / "corpus" / "work_reports" / f"{row['file']}.md").read_bytes())
            text = fold_characters(reading.text)
            lines = find_lines(text, reading.bold, plan_year_of(find_session_date(text)))
            numbers = [text.count("\n", 0, line.start) + reading.first_line for line in lines]
            for column, kinds in wanted_kinds.items():
                wanted = row[column].split("-")[0]
                found = next((n for n, line in enumerate(lines) if line.section_kind in kinds), None)
                if not wanted and found is None:
                    continue
                total += 1
                if wanted and found is not None:
                    golden = min(range(len(numbers)), key=lambda n: abs(numbers[n] - int(wanted)))
                    right += abs(golden - found) <= 1
    assert right / total >= 0.85, f"{right} of {total}"
