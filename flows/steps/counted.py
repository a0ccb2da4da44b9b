"""Counted: the work reports that count, one a place and year, and what each place is compared with."""

from typing import Any

import pyarrow as pa

from models.places import load_places

CITY = "city"
ABOVE_CITIES = ("nation", "province")  # levels that are never mixed with cities
COLUMNS = ["document_id", "raw_sha256", "city_code", "year", "kind", "is_main"]


def list_work_reports(documents: pa.Table) -> list[dict[str, Any]]:
    """Return the dated main work reports of known places among the rows of the table `documents`, in their order."""
    return [
        row
        for row in documents.select(COLUMNS).to_pylist()
        if row["city_code"] and row["year"] and row["is_main"] and row["kind"] == "work_report"
    ]


def find_rank(code: str) -> str:
    """Return what a place is compared with: nation, province or city, whichever level of city it is."""
    level = load_places()[code].level
    return level if level in ABOVE_CITIES else CITY
