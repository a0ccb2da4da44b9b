"""Balancing: the years and places of all documents -> those whose figures compare over time."""

from collections import defaultdict

import numpy as np
import pyarrow as pa

from flows.steps.counted import find_rank
from models.comparable import choose_panel
from warehouse.schemas import ASSEMBLED


def balance_panels(documents: pa.Table) -> pa.Table:
    """Return the table `balanced_panels`: the places and years of a balanced panel, of each kind of document.

    Cities make one panel and provinces another; what a panel is: models/comparable.py.

    Args:
        documents: the table `documents` of a build; the main ones of known place and year count.
    """
    held: dict[tuple[str, str], set[tuple[str, int]]] = defaultdict(set)
    for row in documents.select(["kind", "city_code", "year", "is_main"]).to_pylist():
        if row["city_code"] and row["year"] and row["is_main"]:
            held[row["kind"], find_rank(row["city_code"])].add((row["city_code"], row["year"]))
    rows = [
        {"kind": kind, "city_code": code, "year": year}
        for (kind, _), cells in sorted(held.items())
        for code, year in _choose_cells(cells)
    ]
    return pa.Table.from_pylist(rows, schema=ASSEMBLED["balanced_panels"])


def _choose_cells(cells: set[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return the places and years with a document that are in the panel; none where it has one place only."""
    codes = sorted({code for code, _ in cells})
    first = min(year for _, year in cells)
    has_document = np.zeros((len(codes), max(year for _, year in cells) - first + 1), dtype=bool)
    for code, year in cells:
        has_document[codes.index(code), year - first] = True
    panel = choose_panel(has_document)
    if panel.is_place.sum() < 2:
        return []
    is_in = has_document & panel.is_place[:, None] & panel.is_year[None, :]
    return [(codes[place], first + year) for place, year in np.argwhere(is_in).tolist()]
