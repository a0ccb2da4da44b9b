"""Named queries over `out.*`, one SQL file each, with parameters written $name."""

from importlib.resources import files
from typing import Any

import duckdb


def run_query(connection: duckdb.DuckDBPyConnection, name: str, **parameters: Any) -> list[dict[str, Any]]:
    """Return the rows of a named query as dictionaries.

    Raises:
        FileNotFoundError: no query of that name is packaged.
    """
    statement = (files(__name__) / f"{name}.sql").read_text(encoding="utf-8")
    result = connection.execute(statement, parameters)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
