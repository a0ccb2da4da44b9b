"""Named queries over `out.*`, one SQL file each, with parameters written $name."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import duckdb
import pyarrow as pa


class QueryError(ValueError):
    """Raised when a statement given by hand cannot be answered."""


def run_statements(
    connection: duckdb.DuckDBPyConnection, statements: str
) -> Iterator[tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]]:
    """Yield the columns and rows that each of the statements given by hand answers; columns of one name are numbered.

    Raises:
        QueryError: there is no statement, or one is wrong or would write; those before it were answered.
    """
    try:
        parsed = connection.extract_statements(statements)
        if not parsed:
            raise QueryError("the query is empty")
        for statement in parsed:
            result = connection.execute(statement)
            if result is None or result.description is None:
                continue
            names: list[str] = []
            for column in result.description:
                name, copies = column[0], sum(known.split(":")[0] == column[0] for known in names)
                names.append(f"{name}:{copies}" if copies else name)
            yield tuple(names), tuple(result.fetchall())
    except duckdb.Error as error:
        raise QueryError(_shorten(str(error))) from None


def _shorten(message: str) -> str:
    """Return the first line of an error, with the names that DuckDB proposes instead."""
    first, *rest = message.splitlines()
    return " ".join([first, *(line for line in rest if line.startswith(("Did you mean", "Candidate bindings")))])


def run_query(connection: duckdb.DuckDBPyConnection, name: str, **parameters: Any) -> list[dict[str, Any]]:
    """Return the rows of a named query as dictionaries.

    Raises:
        FileNotFoundError: no query of that name is packaged.
    """
    statement = (files(__name__) / f"{name}.sql").read_text(encoding="utf-8")
    result = connection.execute(statement, parameters)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def fetch_columns(connection: duckdb.DuckDBPyConnection, name: str, **parameters: Any) -> pa.Table:
    """Return the rows of a named query as columns, where they are many.

    Raises:
        FileNotFoundError: no query of that name is packaged.
    """
    statement = (files(__name__) / f"{name}.sql").read_text(encoding="utf-8")
    return connection.execute(statement, parameters).to_arrow_table()
