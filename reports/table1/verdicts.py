"""Verdicts: what a printed row of the paper rests on for one of its places, and the difference told in words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from reports.table1.cells import Cell

SHOWN, LISTED, NOT_COLLECTED, NOT_FOUND = "由文件证实", "据成员名录", "所据文件未收集", "未见于已收集的文件"
ALIKE = 0.8  # two titles, where neither holds the other
SAME_PROGRAMME = 0.45  # two wordings of one programme without what all say: they reach .5, those of others .4
SAID_OF_ALL = re.compile("加入|参加|入选|韧性|城市|项目|运动|计划|[^\\w]")
YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A row of the printed table: its places as code and name, the titles of its documents, and what it rests on:
    `membership` or `document`, and then of which kind.
    """

    category: str
    cities: tuple[tuple[str, str], ...]
    practice: str
    documents: tuple[str, ...]
    rests_on: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a printed row is for one place: the cell it rests on, or one that stands beside it, and the difference."""

    verdict: str
    cell: Cell | None
    difference: str


def choose_documents(row: PaperRow, number: int) -> list[str]:
    """Return the printed documents of one of the places of a row: those that name it, else the one at its place, else
    those that name no place of the row.
    """
    titles = [title.strip("《》 ") for title in row.documents]
    names = [_shorten(name) for _, name in row.cities]
    if named := [title for title in titles if names[number] in title]:
        return named
    unnamed = [title for title in titles if not any(name in title for name in names)]
    return [titles[number]] if len(unnamed) == len(titles) == len(names) else unnamed


def _shorten(name: str) -> str:
    return name.rstrip("市县区") if len(name) > 2 else name


def judge_row(
    row: PaperRow, titles: Sequence[str], cells: Sequence[Cell], collected: Sequence[dict[str, Any]]
) -> Verdict:
    """Return the verdict on one place of a printed row.

    Args:
        row: the printed row.
        titles: its documents of that place.
        cells: what is known of the place, the strongest of a practice first.
        collected: its documents (document_id, kind, year, title).
    """
    of_category = [cell for cell in cells if cell.category == row.category]
    if not row.rests_on.startswith("member"):
        return _judge_by_document(row, titles, of_category, collected)
    cell = max(of_category, key=lambda each: _compare(row, each), default=None)
    if cell is not None and _compare(row, cell) < SAME_PROGRAMME:
        cell = None
    if cell is None:
        return Verdict(NOT_FOUND, None, "名录与已收集的文件均无" if collected else "名录无，此地文件未收集")
    words = _tell_wording(row, cell)
    if cell.sentence_id is None:
        words += ["名录之外未见文件表述" if collected else "此地文件未收集"]
        return Verdict(LISTED, cell, "；".join(words))
    return Verdict(SHOWN, cell, "；".join([*words, *(["名录亦有"] if cell.source else [])]) or "一致")


def _judge_by_document(
    row: PaperRow, titles: Sequence[str], of_category: Sequence[Cell], collected: Sequence[dict[str, Any]]
) -> Verdict:
    """Return the verdict by the titles printed or, where none is, by any document of the kind."""
    fitting = [each for each in collected if any(_is_same(title, each) for title in titles)]
    if not titles:
        fitting = [each for each in collected if row.kind in {"", each["kind"]}]
    there = {each["document_id"] for each in fitting}
    strongest = _find_nearest(row.practice, of_category)
    if shown := _find_nearest(row.practice, [cell for cell in of_category if cell.document_id in there]):
        words = _tell_wording(row, shown)
        if strongest and (strongest.depth or 0) > (shown.depth or 0):
            words += [f"更深的见{strongest.printed_document}（深度{strongest.depth}）"]
        return Verdict(SHOWN, shown, "；".join(words) or "一致")
    others = {cell.practice: cell.printed_document for cell in reversed(of_category)}  # the strongest of each
    named = "、".join(f"“{practice}”（{others[practice]}）" for practice in sorted(others))
    beside = [f"已收集的文件另见{named}"] if named else []
    if there:
        return Verdict(NOT_FOUND, strongest, "；".join(["论文所据文件已收集，其中未见", *beside]))
    lacking = "、".join(f"《{title}》" for title in titles) or "此类文件"
    return Verdict(NOT_COLLECTED, strongest, "；".join([f"未收集{lacking}", *(beside or ["已收集的文件亦未见"])]))


def _tell_wording(row: PaperRow, cell: Cell) -> list[str]:
    return [] if row.practice == cell.practice else [f"论文作“{row.practice}”，此处作“{cell.practice}”"]


def _compare(row: PaperRow, cell: Cell) -> float:
    """Return how alike two wordings of a programme are (0 to 1), what is said of all programmes left out."""
    printed, own = (SAID_OF_ALL.sub("", practice) for practice in (row.practice, cell.practice))
    return SequenceMatcher(None, printed, own).ratio()


def _find_nearest(practice: str, cells: Sequence[Cell]) -> Cell | None:
    """Return the cell whose practice reads most like the printed one, of equals the strongest, which comes first."""
    return max(cells, key=lambda cell: SequenceMatcher(None, practice, cell.practice).ratio(), default=None)


def _is_same(title: str, document: dict[str, Any]) -> bool:
    """Return whether a printed title is that of a document: work reports by year, others by their words."""
    printed, own = _fold(title), _fold(document["title"] or "")
    if "政府工作报告" in printed:
        year = YEAR.search(printed)
        return document["kind"] == "work_report" and year is not None and int(year[0]) == document["year"]
    if document["kind"] == "work_report" or not own:
        return False
    return printed in own or own in printed or SequenceMatcher(None, printed, own).ratio() >= ALIKE


def _fold(title: str) -> str:
    return re.sub(r"[^\w]", "", title)
