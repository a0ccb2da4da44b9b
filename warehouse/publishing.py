"""Publishing: a whole new DuckDB file beside the old one, checked, then the name `rencheng.duckdb` moved to it.

A reader never sees half; a run that fails changes nothing; old files stay for rollback.
"""

import contextlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.schemas import ASSEMBLED
from warehouse.statements import read_statements

PUBLISHED_NAME = "rencheng.duckdb"
KEPT_FILES = 3  # the published one and two to go back to
SHOWN_OFFENDERS = 3
MEMORY_LIMIT = "1500MB"  # two worker processes and this one stay below 4 GB


class PublishError(RuntimeError):
    """Raised by `publish_file` when a new file may not be published; the published one is untouched."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a file is made of: assembled Arrow tables by name, and Parquet files by cached table."""

    assembled: Mapping[str, pa.Table]
    cached: Mapping[str, Sequence[Path]]


def _stage_content(connection: duckdb.DuckDBPyConnection, content: Content) -> None:
    missing = ASSEMBLED.keys() - content.assembled.keys()
    if missing:
        raise PublishError(f"tables are missing: {', '.join(sorted(missing))}")
    for name, table in content.assembled.items():
        if table.schema != ASSEMBLED[name]:
            raise PublishError(f"table {name} has not the columns that warehouse/schemas.py declares")
        connection.register(f"staged_{name}", table)
    for name, paths in content.cached.items():
        relation = connection.read_parquet([str(path) for path in paths])
        relation.create_view(f"staged_{name}")


def _drop_staged(connection: duckdb.DuckDBPyConnection, content: Content) -> None:
    for name in content.assembled:
        connection.unregister(f"staged_{name}")
    for name in content.cached:
        connection.execute(f"DROP VIEW staged_{name}")


def run_checks(connection: duckdb.DuckDBPyConnection) -> None:
    """Raise if a check finds offenders.

    Raises:
        PublishError: names each check that failed, how many offenders it found and the first of them.
    """
    failures = []
    for name in read_statements("checks"):
        offenders = connection.execute(f"SELECT * FROM checks.{name}").fetchall()  # noqa: S608 (our own names)
        if offenders:
            shown = "; ".join(str(row) for row in offenders[:SHOWN_OFFENDERS])
            failures.append(f"checks.{name} finds {len(offenders)}: {shown}")
    if failures:
        raise PublishError("not published, the last file stays: " + " | ".join(failures))


def _fill_file(path: Path, content: Content, report: Callable[[str], None]) -> None:
    spill = path.parent / ".spill"
    with duckdb.connect(str(path), config={"memory_limit": MEMORY_LIMIT, "temp_directory": str(spill)}) as connection:
        for schema in ("core", "out", "checks"):
            connection.execute(f"CREATE SCHEMA {schema}")
        _stage_content(connection, content)
        for name, statement in read_statements("core").items():
            report(f"core.{name}")
            connection.execute(statement)
        _drop_staged(connection, content)
        for schema in ("out", "checks"):
            for statement in read_statements(schema).values():
                connection.execute(statement)
        report("checks")
        run_checks(connection)
        connection.execute("CHECKPOINT")


def move_name(folder: Path, target: Path) -> None:
    """Let the published name stand for another file, in one rename; readers of the old one keep it."""
    name = folder / PUBLISHED_NAME
    link = folder / f".{PUBLISHED_NAME}.new"
    link.unlink(missing_ok=True)
    try:
        link.symlink_to(target.name)
    except OSError:  # links are not allowed here (Windows without the right): the name becomes a second file
        os.link(target, link)
    link.replace(name)


def publish_file(folder: Path, build: str, content: Content, report: Callable[[str], None] = lambda _: None) -> Path:
    """Build a new file from the content, check it, and move the published name to it.

    Args:
        folder: the home folder.
        build: names the file: `rencheng-<build>.duckdb`.
        content: all rows.
        report: told what is being made.

    Raises:
        PublishError: a check found offenders, or a table is missing or malformed.
    """
    for left_over in folder.glob(".building-*"):
        left_over.unlink(missing_ok=True)
    part = folder / f".building-{build}.duckdb"
    target = folder / f"rencheng-{build}.duckdb"
    try:
        _fill_file(part, content, report)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        part.with_name(part.name + ".wal").unlink(missing_ok=True)
        raise
    move_name(folder, target)
    _drop_old_files(folder, target)
    return target


def _drop_old_files(folder: Path, published: Path) -> None:
    files = sorted(folder.glob("rencheng-*.duckdb"), key=lambda file: file.stat().st_mtime, reverse=True)
    for old in [file for file in files if file != published][KEPT_FILES - 1 :]:
        with contextlib.suppress(OSError):  # still open somewhere: it goes next time
            old.unlink()
