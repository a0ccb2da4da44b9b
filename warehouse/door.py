"""The read-only door: the one way in for reports and analysts. Nothing is written, no other file read through it."""

from pathlib import Path

import duckdb

from warehouse.publishing import PUBLISHED_NAME


class DamagedFileError(RuntimeError):
    """Raised when the published file cannot be opened."""


class NotPublishedError(FileNotFoundError):
    """Raised when a home folder holds no published file yet."""


def find_published(folder: Path) -> Path:
    """Return the file that the published name stands for.

    A process that holds the old file and opens the name again would be given the old one: the file itself is named.

    Raises:
        NotPublishedError: nothing was published there.
    """
    name = folder / PUBLISHED_NAME
    if not name.exists():
        raise NotPublishedError(
            f"{name}: nothing is published yet: run `rencheng add` and `rencheng build` first "
            "(or set RENCHENG_HOME if your data lie elsewhere)"
        )
    return name.resolve()


def open_published(folder: Path) -> duckdb.DuckDBPyConnection:
    """Return a read-only connection to the published file, with external access off and the configuration locked.

    Raises:
        NotPublishedError: nothing was published there.
        DamagedFileError: the file cannot be opened.
    """
    path = find_published(folder)
    try:
        return open_file(path)
    except DamagedFileError as error:
        raise DamagedFileError(f"{error}: run `rencheng build --force`") from None


def open_file(path: Path) -> duckdb.DuckDBPyConnection:
    """Return a read-only connection to a published file of any name, such as an earlier one.

    Raises:
        FileNotFoundError: there is no such file.
        DamagedFileError: it cannot be opened, or DuckDB did not write it.
    """
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such file: name a published .duckdb file")
    config: dict[str, str | bool | int | float | list[str]] = {
        "enable_external_access": False,
        "lock_configuration": True,
    }
    try:
        return duckdb.connect(str(path), read_only=True, config=config)
    except duckdb.Error as error:
        raise DamagedFileError(f"{path} cannot be opened ({str(error).splitlines()[0]})") from None
