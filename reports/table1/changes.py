"""Changes: what differs between the cells of two published files."""

from collections.abc import Sequence

from reports.exports.publication import SAMPLE_MARK, Publication
from reports.table1.cells import Cell
from reports.tables import Table

ADDED, GONE, DEEPER, LESS_DEEP, OTHER = "新增", "消失", "更深", "变浅", "换文件"
KEYS = (
    *("change", "category", "city", "city_code", "practice", "old_depth", "depth"),
    *("old_document", "document", "old_sentence_id", "sentence_id"),
)
HEADINGS = ("变化", "类别", "城市", "代码", "实践", "原深度", "现深度", "原文件", "现文件", "原句子号", "句子号")
WIDTHS = (4, 6, 5, 12, 4, 4, 14, 14)


def compare_cells(old: Sequence[Cell], new: Sequence[Cell]) -> Table:
    """Return the practices that were added, are gone, rest on something deeper or less deep, or on another document.

    Rows by kind of change, then as the cells stand; a practice without a change has none.
    """
    before, after = ({(c.category, c.city_code, c.practice): c for c in cells} for cells in (old, new))
    changes: dict[str, list[tuple[Cell | None, Cell | None]]] = {
        change: [] for change in (ADDED, GONE, DEEPER, LESS_DEEP, OTHER)
    }
    for key in dict.fromkeys((*after, *before)):
        was, now = before.get(key), after.get(key)
        if change := _name_change(was, now):
            changes[change].append((was, now))
    rows = [(change, *_describe(was, now)) for change, pairs in changes.items() for was, now in pairs]
    counts = "；".join(f"{change} {len(pairs)}" for change, pairs in changes.items() if pairs)
    return Table(
        keys=KEYS,
        headings=HEADINGS,
        rows=tuple(rows),
        title="表1的变化",
        notes=(f"{counts or '没有变化'}（一城一项为一行）。",),
        hidden=frozenset({"city_code", "old_sentence_id", "sentence_id"}),
    )


def publish_changes(old: Sequence[Cell], new: Sequence[Cell], notes: Sequence[str], is_sample: bool) -> Publication:
    """Return the changes as a publication; `notes` tell where the two files come from."""
    table = compare_cells(old, new)
    title = (SAMPLE_MARK if is_sample else "") + table.title
    return Publication(
        Table(table.keys, table.rows, table.headings, title, (*table.notes, *notes), hidden=table.hidden),
        widths=WIDTHS,
    )


def _name_change(was: Cell | None, now: Cell | None) -> str | None:
    if was is None or now is None:
        return ADDED if was is None else GONE
    old, new = _weigh(was), _weigh(now)
    if old != new:
        return DEEPER if new > old else LESS_DEEP
    return None if was.document_id == now.document_id and was.source == now.source else OTHER


def _weigh(cell: Cell) -> int:
    """Return the depth of a cell; what rests on a list alone counts as no depth."""
    return (cell.depth or 0) if cell.sentence_id else 0


def _describe(was: Cell | None, now: Cell | None) -> tuple[object, ...]:
    named = now or was
    assert named is not None  # noqa: S101 (one of the two is there)
    return (
        *(named.category, named.printed_city, named.city_code, named.practice),
        *(cell and cell.depth for cell in (was, now)),
        *(cell and cell.printed_document for cell in (was, now)),
        *(cell and cell.sentence_id for cell in (was, now)),
    )
