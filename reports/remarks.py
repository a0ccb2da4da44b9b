"""Remarks: what stands under a comparison, so that nobody reads more in its figures than they hold."""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from reports.lines import MeasuredLine
from reports.measures import AGAINST_ZH, STATUS_ZH, Against, Line, Measure
from reports.queries import run_query

CAUTION = "这些数字描述的是文本，不是城市的实际韧性。These figures describe texts, not how resilient a city is."
BY_TERMS = "编码：词典匹配，未经检验。Coded by terms; how well was not measured."
COUNTED = "计量字数为汉字数，标题和名词解释不计。Characters are Han characters; headings and glossaries are left out."
SAMPLE = "演示样本：由韧城项目为演示而写，并非真实报告。Sample written for demonstration, not real reports."
MOST_NAMED = 10  # places, in one line
MIXED = "各地年份不同：取各自最新的一年。The years differ: each place stands with its newest one."
INTERVALS = (
    "方括号为 95% 区间（按段落重抽；各部分合计时按 Zou 与 Donner 2008 合并）。In brackets the interval of 95 %: "
    "paragraphs drawn again; parts joined after Zou and Donner (2008)."
)
BALANCE_OF_RATES = (
    "对比 = log2(回顾每万字 / 计划每万字)，两边各加 0.5 次提及；正数偏回顾（说做了什么），负数偏计划，1 即两倍。"
    "Balance: log2 of the rate in the review over that in the plan, half a mention added to both; above 0 talk of "
    "deeds, below 0 talk of plans, 1 is twice as much."
)
BALANCE_OF_SHARES = (
    "对比 = 回顾占比 − 计划占比（百分点）；正数偏回顾，负数偏计划。Balance: share in the review less that in the plan, "
    "in points; above 0 talk of deeds, below 0 talk of plans."
)


def describe_coding(connection: duckdb.DuckDBPyConnection, scheme: str, measure: Measure) -> list[str]:
    """Return lines on how well each theme of a scheme is told, as it was measured."""
    found = run_query(connection, "coding_quality", scheme=scheme)
    if not found:
        return [BY_TERMS]
    scores = [row["f1"] for row in found]
    reached = f"F1 {min(scores):.2f}–{max(scores):.2f}, mean {sum(scores) / len(scores):.2f}"
    by_words = measure in (Measure.PER_10K, Measure.RANK)
    counted = " 提及按词语计 mentions are counted by terms." if by_words else ""
    each = "、".join(f"{row['theme_zh']} {row['f1']:.2f} ({row['n']})" for row in found)
    return [
        f"句子编码 sentences coded: {reached} ({found[0]['sample']}; coded by {found[0]['coded_by'] or '?'}).{counted}",
        f"各主题 F1（句数）F1 of each theme (n sentences): {each}",
    ]


def describe_absence(
    connection: duckdb.DuckDBPyConnection, cities: Sequence[tuple[str, str]], years: Sequence[int], kind: str
) -> str:
    """Return a line that says what is not there, and what is."""
    (span,) = run_query(connection, "years_collected", city_codes=[code for code, _ in cities], kind=kind)
    first, last = span["first_year"], span["last_year"]
    there = f"there are {first} to {last}" if first else "`rencheng status` tells what there is"
    wanted = f" for {', '.join(map(str, years))}" if years else ""
    named = "、".join(name for _, name in cities) if len(cities) <= MOST_NAMED else f"any of {len(cities)} places"
    return f"no {kind} of {named}{wanted}: {there}"


def note_gaps(places: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> list[str]:
    """Return a note for each way of not being there, and one on documents that were added up."""
    gaps: dict[str, list[str]] = {}
    for place in places:
        label = f"{names[place['city_code']]} {place['year'] or ''}".strip()
        if place["status"] != "collected":
            gaps.setdefault(f"{STATUS_ZH[place['status']]} {place['status']}", []).append(label)
        elif place["n_documents"] > 1:
            gaps.setdefault("同年多份文件合计 several documents of one year, added up", []).append(label)
    notes = [f"{what}: {'、'.join(labels)}" for what, labels in gaps.items()]
    years = {place["year"] for place in places}
    has_mixed = len(years) > 1 and len(places) == len({place["city_code"] for place in places})
    return [*notes, MIXED] if has_mixed else notes


def describe_lines(
    lines: Sequence[MeasuredLine], names: Mapping[str, str], measure: Measure, against: Against | None
) -> list[str]:
    """Return a line on each thing that rows other than those of places hold."""
    kinds = {line.line for line in lines}
    notes = []
    if Line.BALANCE in kinds:
        notes.append(BALANCE_OF_RATES if measure is Measure.PER_10K else BALANCE_OF_SHARES)
    if Line.CHANGE in kinds:
        spans = []
        for line in lines:
            if line.line is Line.CHANGE:
                code = line.place["city_code"]
                first = min(o.place["year"] for o in lines if o.place["city_code"] == code and o.values)
                spans.append(f"{names[code]} {first}→{line.place['year']}")
        notes.append(f"变化 = 末年 − 首年 change: last year less first: {'、'.join(spans)}")
    if measure is Measure.RANK:
        whom = AGAINST_ZH[against or Against.ALL]
        notes.append(f"名次：1 为最多，同值同名次，含本地 rank: 1 mentions it most, among itself and {whom}.")
    elif against is not None:
        notes.append(f"均值与中位数：mean and median of {AGAINST_ZH[against]}.")
    return notes
