"""Paper: the founding paper's own Table 1, as a published file keeps it."""

import re

import duckdb

from reports.queries import run_query
from reports.table1.verdicts import PaperRow

TITLE = re.compile("《([^《》]+)》")


def read_paper_rows(connection: duckdb.DuckDBPyConnection) -> list[PaperRow]:
    """Return the printed lines in their order, titles without 《》."""
    return [
        PaperRow(
            category=row["category"],
            cities=tuple(zip(row["city_codes"], row["cities"], strict=True)),
            practice=row["practice"],
            documents=tuple(TITLE.findall(row["documents"])),
            rests_on=row["rests_on"],
            kind=row["kind"],
        )
        for row in run_query(connection, "paper_rows")
    ]
