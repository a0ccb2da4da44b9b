"""Named queries over `out.*`, one SQL file each, with parameters written $name."""

from importlib.resources import files
from typing import Any

import duckdb
import pyarrow as pa


class QueryError(ValueError):
    """Raised when a statement given by hand cannot be answered."""


def run_statement(
    connection: duckdb.DuckDBPyConnection, statement: str
) -> tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]:
    """Return the columns and rows that a statement given by hand answers; columns of one name are numbered.

    Raises:
        QueryError: the statement is empty, wrong, or would write.
    """
    try:
        result = connection.execute(statement)
        if result is None or result.description is None:
            raise QueryError("the query is empty")
        names: list[str] = []
        for column in result.description:
            name, copies = column[0], sum(known.split(":")[0] == column[0] for known in names)
            names.append(f"{name}:{copies}" if copies else name)
        return tuple(names), tuple(result.fetchall())
    except duckdb.Error as error:
        raise QueryError(str(error).splitlines()[0]) from None


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
