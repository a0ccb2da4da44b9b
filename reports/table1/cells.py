"""Cells: a practice of a place, with the strongest evidence that could be known on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from reports.queries import run_query

CATEGORIES = ("国际合作类", "自主探索类", "试点示范类", "基层治理类")  # the order in which they are printed
NOT_LISTED = "未见实践"  # where a place stands that was asked for and has no practice that its documents show
ROW_DEPTH = 2  # an own goal or task and more makes a row; less is a mention
DEPTHS_ZH = {1: "提及", 2: "目标任务", 3: "点名工具", 4: "报告成效"}


class OldFileError(RuntimeError):
    """Raised when a published file is older than the view a table is made from."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A row of `out.practices_known`: what a practice of a place rests on.

    `sentence_id` is None where it rests on a list; `source` then names the list, and it is there too where a document
    shows what a list holds. `path` names the file of a document without an address.
    `document_title` names a work report by year and place; `own_title` is its own where that is another.
    """

    category: str
    city_code: str
    city: str
    printed_city: str
    practice: str
    practice_type: str | None
    depth: int | None
    origin: str | None
    document_title: str | None
    own_title: str | None
    printed_document: str | None
    document_id: str | None
    kind: str | None
    document_date: date | None
    known_on: date | None
    year: int | None
    part: str | None
    heading: str | None
    page_no: int | None
    sentence_id: str | None
    sentence: str | None
    is_heading: bool | None
    url: str | None
    path: str | None
    source: str | None
    source_date: date | None
    confidence: float | None

    @property
    def is_mention(self) -> bool:
        """Whether the deepest sentence only mentions the practice."""
        return self.sentence_id is not None and (self.depth or 0) < ROW_DEPTH


def list_cells(
    connection: duckdb.DuckDBPyConnection,
    city_codes: Sequence[str] = (),
    categories: Sequence[str] = (),
    min_depth: int = ROW_DEPTH,
    as_of: date | None = None,
    is_every: bool = False,
) -> list[Cell]:
    """Return the practices of places, each with its strongest evidence: by category, place and practice.

    Args:
        connection: to a published file.
        city_codes: places; none for all.
        categories: of `CATEGORIES`; none for all.
        min_depth: least depth of a sentence (1 to 4); what rests on a list stands whatever its depth.
        as_of: only what could be known on that day; None for all there is.
        is_every: give all rows of a practice, the strongest first.

    Raises:
        OldFileError: the file was published before there were practices.
    """
    try:
        rows = run_query(
            connection,
            "table_1_evidence",
            city_codes=list(city_codes),
            categories=list(categories),
            min_depth=min_depth,
            as_of=as_of,
            is_every=is_every,
        )
    except (duckdb.CatalogException, duckdb.BinderException):  # no such view, or one without a column
        raise OldFileError(
            "the file lacks what Table 1 is made of: an older version published it, build it again"
        ) from None
    return [Cell(**row) for row in rows]
