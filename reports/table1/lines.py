"""Lines: equal practices merged into the lines that are printed, and each place by itself with its evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from reports.table1.cells import CATEGORIES, Cell
from reports.table1.gaps import NOT_COLLECTED, Gap

MENTIONED = "提及："  # before a practice that no sentence does more than mention
EVIDENCE = {
    "category": "类别",
    "city": "城市",
    "city_code": "代码",
    "practice": "实践",
    "practice_type": "类型",
    "depth": "深度",
    "origin": "来历",
    "document_title": "文件",
    "own_title": "原题",
    "kind": "文种",
    "document_date": "日期",
    "year": "年份",
    "part": "部分",
    "heading": "所在标题",
    "page_no": "页",
    "sentence_id": "句子号",
    "sentence": "句子",
    "is_heading": "为标题",
    "url": "网址",
    "path": "路径",
    "source": "名录来源",
    "source_date": "来源日期",
    "confidence": "置信度",
    "document_id": "文件号",
}
RECORD = ("category", "city", "city_code", "practice", "practice_type", "document_title", "year", "sentence_id")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the printed table."""

    category: str
    cities: str
    practice: str
    documents: str
    sentence_ids: str


def merge_cells(cells: Iterable[Cell], gaps: Iterable[Gap] = ()) -> list[Line]:
    """Return the lines of cells of equal category and practice, and below them those of gaps of equal reason.

    Categories in the order of the paper, in each the practice of most places first, mentions last; places in
    administrative order, each document once. Places whose documents show nothing come before those without any.
    """
    groups: dict[tuple[str, str], list[Cell]] = {}
    for cell in sorted(cells, key=lambda cell: cell.city_code):
        groups.setdefault((cell.category, name_practice(cell)), []).append(cell)
    ordered = sorted(groups.items(), key=_order_group)
    lines = [_merge(category, practice, members) for (category, practice), members in ordered]
    by_reason = sorted(gaps, key=lambda gap: (gap.category == NOT_COLLECTED, gap.reason, gap.city_code))
    for (category, reason), found in groupby(by_reason, key=lambda gap: (gap.category, gap.reason)):
        members = list(found)
        shown = [gap.evidence for gap in members if gap.evidence]
        lines.append(
            Line(
                category,
                "、".join(gap.printed_city for gap in members),
                reason,
                _join(cell.printed_document for cell in shown) or "—",
                _join(cell.sentence_id for cell in shown),
            )
        )
    return lines


def name_practice(cell: Cell) -> str:
    """Return a practice as printed: what is only mentioned says so."""
    return f"{MENTIONED}{cell.practice}" if cell.is_mention else cell.practice


def list_evidence(cells: Sequence[Cell], gaps: Sequence[Gap] = ()) -> list[dict[str, Any]]:
    """Return a row for each place and practice with what is known of it, and one for each gap; keys of `EVIDENCE`."""
    rows = [{key: getattr(cell, key) for key in EVIDENCE} | {"practice": name_practice(cell)} for cell in cells]
    for gap in gaps:
        row = {key: getattr(gap.evidence, key) if gap.evidence else None for key in EVIDENCE}
        named = {"category": gap.category, "city": gap.city, "city_code": gap.city_code}
        rows.append(row | named | {"practice": name_practice(gap.evidence) if gap.evidence else gap.reason})
    return rows


def list_records(cells: Sequence[Cell], gaps: Sequence[Gap] = ()) -> list[dict[str, Any]]:
    """Return what `--format json` prints of each place and practice.

    `source` is the address of the document, its file where it has none, or the list where it rests on one.
    """
    records = []
    for row in list_evidence(cells, gaps):
        source = (row["url"] or row["path"] or row["source"]) if row["sentence_id"] else row["source"]
        records.append({**{key: row[key] for key in RECORD}, "sentence": row["sentence"], "source": source})
    return records


def _merge(category: str, practice: str, cells: Sequence[Cell]) -> Line:
    return Line(
        category,
        _join(cell.printed_city for cell in cells),
        practice,
        _join(cell.printed_document for cell in cells),
        _join(cell.sentence_id for cell in cells),
    )


def _join(words: Iterable[str | None]) -> str:
    return "、".join(dict.fromkeys(word for word in words if word))


def _order_group(group: tuple[tuple[str, str], list[Cell]]) -> tuple[Any, ...]:
    (category, practice), cells = group
    place = CATEGORIES.index(category) if category in CATEGORIES else len(CATEGORIES)
    return place, category, practice.startswith(MENTIONED), -len(cells), cells[0].city_code, practice
