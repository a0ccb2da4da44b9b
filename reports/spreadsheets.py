"""Spreadsheets: what a CSV file must have so that a spreadsheet shows it as it is."""

from typing import Any

BOM = "\ufeff"  # without it Excel takes UTF-8 for the code page of the system
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # with which a cell begins that a spreadsheet computes


def disarm(cell: Any) -> Any:
    """Return a cell that no spreadsheet computes: an apostrophe before what begins like a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
