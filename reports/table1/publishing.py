"""Publishing Table 1: its lines, evidence, sources and notes as one publication."""

from collections.abc import Sequence
from datetime import date

import duckdb

from reports.exports.citations import list_references
from reports.exports.publication import SAMPLE_MARK, Publication, describe_provenance, has_samples
from reports.table1.cells import CATEGORIES, ROW_DEPTH, Cell, list_cells
from reports.table1.gaps import find_gaps
from reports.table1.lines import EVIDENCE, list_evidence, list_records, merge_cells
from reports.tables import Table

KEYS = ("category", "cities", "practice", "documents", "sentence_ids")
HEADINGS = ("类别", "城市", "实践", "文件", "句子号")
WIDTHS = (8, 13, 14, 26)  # of the printed columns, in characters
TITLE, EVIDENCE_TITLE = "表1　韧性城市实践", "证据：每个城市、每项实践一行"
HIDDEN_EVIDENCE = frozenset({"city_code", "practice_type", "kind", "year", "part", "source_date", "document_id"})
HEADINGS_COUNT = "有 {n} 项所据的句子是标题：本表计标题，compare 的每万字提及不计。"  # so that the two may differ
DEPTHS = "深度：1 提及，2 目标或任务，3 点名工具，4 报告成效；来历：own 自己的表述，formula 套话。"


class NothingShownError(LookupError):
    """Raised when no practice is known of what was asked for."""


def publish_table_1(
    connection: duckdb.DuckDBPyConnection,
    cities: Sequence[tuple[str, str]] = (),
    categories: Sequence[str] = (),
    min_depth: int = ROW_DEPTH,
    as_of: date | None = None,
) -> Publication:
    """Return Table 1 with its evidence and sources.

    A place stands in a line for each practice; what is only mentioned is printed with min_depth 1, and only where the
    place has nothing deeper in the category. Places that are asked for and have no practice that a document shows
    stand below, with the reason.

    Args:
        connection: to a published file.
        cities: code and name of the places; none for all.
        categories: of `CATEGORIES`; none for all.
        min_depth: least depth of a sentence that makes a line (1 to 4).
        as_of: what could be known on that day; None for all there is.

    Raises:
        ValueError: there is no such category or depth.
        NothingShownError: no place was asked for, and there is nothing to print.
        OldFileError: the file was published before there were practices.
    """
    if unknown := [category for category in categories if category not in CATEGORIES]:
        raise ValueError(f"--category: {unknown[0]!r} is no category: choose {', '.join(CATEGORIES)}")
    codes = [code for code, _ in cities]
    every = list_cells(connection, codes, categories, 1, as_of)
    cells = list_cells(connection, codes, categories, max(min_depth, ROW_DEPTH), as_of)
    listed = {(cell.category, cell.city_code) for cell in cells}
    shallow = [cell for cell in every if cell.sentence_id and (cell.category, cell.city_code) not in listed]
    if min_depth < ROW_DEPTH:
        cells = [cell for cell in every if not cell.is_mention or (cell.category, cell.city_code) not in listed]
    gaps = find_gaps(connection, cities, cells, shallow, as_of)
    if not cells and not gaps:
        raise NothingShownError("no practice is known of what was asked for: --min-depth 1 lists mentions too")
    is_sample = has_samples(connection)
    headings = _note_headings(cells)
    notes = [*headings, *([] if min_depth < ROW_DEPTH else _note_shallow(shallow))]
    provenance = describe_provenance(connection, as_of)
    mark = SAMPLE_MARK if is_sample else ""
    lines = merge_cells(cells, gaps)
    table = Table(
        keys=KEYS,
        headings=HEADINGS,
        rows=tuple((line.category, line.cities, line.practice, line.documents, line.sentence_ids) for line in lines),
        title=mark + TITLE,
        notes=(*notes, *provenance),
        hidden=frozenset({"sentence_ids"}),
    )
    used = (*cells, *(gap.evidence for gap in gaps if gap.evidence))
    return Publication(
        table=table,
        evidence=Table(
            keys=tuple(EVIDENCE),
            headings=tuple(EVIDENCE.values()),
            rows=tuple(tuple(row.values()) for row in list_evidence(cells, gaps)),
            title=mark + EVIDENCE_TITLE,
            notes=(DEPTHS, *headings, *provenance),
            hidden=HIDDEN_EVIDENCE,
            spoken={"is_heading.true": "是", "is_heading.false": "否"},
            labels=3,
        ),
        records=list_records(cells, gaps),
        references=list_references(connection, [cell.document_id for cell in used if cell.document_id]),
        lists=_list_sources(cells),
        widths=WIDTHS,
    )


def _note_headings(cells: Sequence[Cell]) -> list[str]:
    """Return a note on cells that rest on a heading, which a comparison by rates does not count."""
    headings = sum(cell.is_heading or False for cell in cells)
    return [HEADINGS_COUNT.format(n=headings)] if headings else []


def _note_shallow(shallow: Sequence[Cell]) -> list[str]:
    mentioned = {cell.city_code for cell in shallow if cell.is_mention}
    return [f"另有 {len(mentioned)} 地在某类中仅提及（--min-depth 1 列出）。"] if mentioned else []


def _list_sources(cells: Sequence[Cell]) -> list[str]:
    """Return the lists that cells rest on, each with its day."""
    found = {(cell.source, cell.source_date) for cell in cells if cell.source}
    return [f"{source}{f'（{day}）' if day else ''}" for source, day in sorted(found, key=str)]
