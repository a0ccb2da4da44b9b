"""As printed: the rows of the paper's own table beside what documents show, with the difference told for each city."""

from collections.abc import Sequence
from datetime import date

import duckdb

from reports.exports.citations import list_references
from reports.exports.publication import SAMPLE_MARK, Publication, describe_provenance, has_samples
from reports.queries import run_query
from reports.table1.cells import DEPTHS_ZH, ROW_DEPTH, Cell, list_cells
from reports.table1.verdicts import LISTED, NOT_COLLECTED, NOT_FOUND, SHOWN, PaperRow, choose_documents, judge_row
from reports.tables import Table

NOT_PRINTED = "论文未列"
VERDICTS = (SHOWN, LISTED, NOT_COLLECTED, NOT_FOUND, NOT_PRINTED)
KEYS = ("category", "city", "city_code", "practice", "documents", "verdict", "shown", "difference", "sentence_id")
HEADINGS = ("类别", "城市", "代码", "论文所列实践", "论文所列文件", "判断", "文件所见", "差别", "句子号")
WIDTHS = (5, 4, 9, 11, 7, 12, 14)


def compare_printed(
    connection: duckdb.DuckDBPyConnection, paper: Sequence[PaperRow], as_of: date | None = None
) -> Publication:
    """Return every printed row and place with a verdict: shown by a document, resting on a list, resting on a document
    that is not collected, or not found in what is collected; below, what documents show of these places besides, in
    the categories of the paper.

    Args:
        connection: to a published file.
        paper: the printed rows.
        as_of: what could be known on that day; None for all there is.
    """
    codes = sorted({code for row in paper for code, _ in row.cities})
    evidence = list_cells(connection, codes, as_of=as_of, is_every=True)
    asked = {"city_codes": codes, "as_of": as_of}
    collected = run_query(connection, "documents_titled", **asked)
    names = {row["city_code"]: row["printed_city"] for row in run_query(connection, "table_1_collected", **asked)}
    judged: list[tuple[str | None, ...]] = []
    used: set[tuple[str, str, str]] = set()
    for row in paper:
        for number, (code, _) in enumerate(row.cities):
            titles = choose_documents(row, number)
            of_city = [cell for cell in evidence if cell.city_code == code]
            found = judge_row(row, titles, of_city, [each for each in collected if each["city_code"] == code])
            printed = "、".join(f"《{title}》" for title in titles) or None
            judged.append(
                (
                    row.category,
                    names[code],
                    code,
                    row.practice,
                    printed,
                    found.verdict,
                    *_tell(found.cell, found.difference),
                )
            )
            if found.cell and found.verdict in {SHOWN, LISTED}:
                used.add(_key(found.cell))
    kinds = {row.category for row in paper}
    besides = {_key(cell): cell for cell in reversed(evidence)}  # the strongest of a practice comes first
    unprinted = [_key(cell) for cell in evidence if cell.category in kinds and _key(cell) not in used]
    for cell in dict.fromkeys(besides[key] for key in unprinted):
        words = "名录有" if cell.sentence_id is None else "文件有"
        named = (cell.category, cell.printed_city, cell.city_code)
        judged.append((*named, None, None, NOT_PRINTED, *_tell(cell, words)))
    counts = [f"{verdict} {n}" for verdict in VERDICTS if (n := sum(row[5] == verdict for row in judged))]
    sentences = {row[-1] for row in judged}
    documents_used = [cell.document_id for cell in evidence if cell.sentence_id in sentences and cell.document_id]
    return Publication(
        table=Table(
            keys=KEYS,
            headings=HEADINGS,
            rows=tuple(judged),
            title=(SAMPLE_MARK if has_samples(connection) else "") + "论文表1与文件所见",
            notes=("；".join(counts) + "（一城一项为一行）。", *describe_provenance(connection, as_of)),
            hidden=frozenset({"city_code", "sentence_id"}),
        ),
        references=list_references(connection, documents_used),
        widths=WIDTHS,
    )


def _key(cell: Cell) -> tuple[str, str, str]:
    return cell.category, cell.city_code, cell.practice


def _tell(cell: Cell | None, difference: str) -> tuple[str | None, str, str | None]:
    """Return what is shown, the difference, and the sentence."""
    return (_describe(cell), difference, cell.sentence_id) if cell else (None, difference, None)


def _describe(cell: Cell) -> str:
    if cell.sentence_id is None:
        return f"{cell.practice}，{cell.printed_document}"
    depth = DEPTHS_ZH.get(cell.depth or ROW_DEPTH, "")
    return f"{cell.practice}（深度{cell.depth}，{depth}），{cell.printed_document}"
