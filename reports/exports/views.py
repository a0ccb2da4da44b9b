"""Views: any view of `out` as Parquet, CSV or XLSX, its rows streamed in batches in a fixed order."""

import csv
import json
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from reports.exports.publication import describe_provenance
from reports.exports.workbook import write_cell
from reports.exports.writing import check_suffix, replace_file, write_metadata
from reports.queries import run_query
from reports.spreadsheets import BOM, disarm
from reports.tables import to_cell

SUFFIXES = (".parquet", ".csv", ".xlsx")
BATCH = 50_000  # rows in memory at a time
MOST_ROWS = 1_048_575  # below the header of a sheet
NEAREST = 3


class UnknownViewError(LookupError):
    """Raised when there is no view of that name."""


class TooLongError(ValueError):
    """Raised when a sheet cannot hold the rows."""


def export_view(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    path: Path,
    city_codes: Sequence[str] = (),
    years: Sequence[int] = (),
) -> int:
    """Write the rows of a view of `out` into a file and return how many there are.

    The rows are sorted by all columns, the first leading. Notes and the meaning of columns stand in the schema of
    Parquet, on a sheet of XLSX, in a file beside CSV. DuckDB may write no file (its external access is off), so that
    pyarrow does.

    Args:
        connection: to a published file.
        name: of the view, with or without `out.`.
        path: the file, its format told by its suffix.
        city_codes: places; none for all.
        years: years; none for all.

    Raises:
        UnknownViewError: there is no such view.
        ValueError: the suffix is not one of `SUFFIXES`, or the view has no column to choose by.
        TooLongError: more rows than a sheet holds.
    """
    suffix = check_suffix(path, SUFFIXES)
    name = name.removeprefix("out.")
    about, columns = describe_view(connection, name)
    notes = (about, *describe_provenance(connection))
    chosen = _choose_rows(connection, name, columns, city_codes, years)
    reader = chosen.to_arrow_reader(BATCH)  # a further question on the connection would end it
    with replace_file(path) as part:
        return _WRITERS[suffix](reader, part, path, notes, columns)


def describe_view(connection: duckdb.DuckDBPyConnection, name: str) -> tuple[str, dict[str, str]]:
    """Return what a view holds, and its columns with what they hold.

    Raises:
        UnknownViewError: there is no such view; the message names the nearest.
    """
    rows = run_query(connection, "out_columns")
    views = {row["view"]: row["view_comment"] for row in rows}
    if name not in views:
        near = get_close_matches(name, views, n=NEAREST, cutoff=0.4)
        hint = f"did you mean {', '.join(near)}?" if near else f"there are {', '.join(views)}"
        raise UnknownViewError(f"there is no view out.{name}: {hint}")
    return views[name] or "", {row["column"]: row["comment"] or "" for row in rows if row["view"] == name}


def _choose_rows(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    columns: dict[str, str],
    city_codes: Sequence[str],
    years: Sequence[int],
) -> duckdb.DuckDBPyRelation:
    rows = connection.sql("FROM query_table($view)", params={"view": f"out.{name}"})
    for option, column, values in (("--cities", "city_code", city_codes), ("--years", "year", years)):
        if values and column not in columns:
            raise ValueError(f"{option}: out.{name} has no column {column} to choose by")
        if values:
            wanted = (duckdb.ConstantExpression(value) for value in values)
            rows = rows.filter(duckdb.ColumnExpression(column).isin(*wanted))
    return rows.sort(*(duckdb.ColumnExpression(column) for column in columns))


def _write_parquet(
    reader: pa.RecordBatchReader, part: Path, path: Path, notes: tuple[str, ...], columns: dict[str, str]
) -> int:
    about = json.dumps({"title": path.stem, "notes": notes, "columns": columns}, ensure_ascii=False)
    schema = reader.schema.with_metadata({"rencheng": about})
    count = 0
    with pq.ParquetWriter(part, schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch.cast(schema))
            count += batch.num_rows
    return count


def _write_csv(
    reader: pa.RecordBatchReader, part: Path, path: Path, notes: tuple[str, ...], columns: dict[str, str]
) -> int:
    count = 0
    with part.open("w", encoding="utf-8", newline="") as stream:
        stream.write(BOM)
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(reader.schema.names)
        for batch in reader:
            cells = ([to_cell(value) for value in column.to_pylist()] for column in batch.columns)
            writer.writerows([disarm(value) for value in row] for row in zip(*cells, strict=True))
            count += batch.num_rows
    write_metadata(path, path.stem, notes, columns)
    return count


def _write_xlsx(
    reader: pa.RecordBatchReader, part: Path, path: Path, notes: tuple[str, ...], columns: dict[str, str]
) -> int:
    settings = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    count = 0
    with xlsxwriter.Workbook(str(part), settings) as book:
        head = book.add_format({"bold": True, "bottom": 1, "font_name": "黑体"})
        sheet, guide = book.add_worksheet("数据"), book.add_worksheet("说明")
        for column, name in enumerate(columns):
            sheet.write_string(0, column, name, head)
        sheet.freeze_panes(1, 0)
        for batch in reader:
            if count + batch.num_rows > MOST_ROWS:
                raise TooLongError(f"{path}: a sheet holds {MOST_ROWS:,} rows: choose --cities or --years, or .parquet")
            cells = (column.to_pylist() for column in batch.columns)
            for number, row in enumerate(zip(*cells, strict=True), count + 1):
                for column, value in enumerate(row):
                    write_cell(sheet, number, column, value)
            count += batch.num_rows
        lines: list[tuple[Any, ...]] = [*((note,) for note in notes), (), *columns.items()]
        for number, line in enumerate(lines):
            for column, value in enumerate(line):
                write_cell(guide, number, column, value)
    return count


_WRITERS: dict[str, Callable[[pa.RecordBatchReader, Path, Path, tuple[str, ...], dict[str, str]], int]] = {
    ".parquet": _write_parquet,
    ".csv": _write_csv,
    ".xlsx": _write_xlsx,
}
