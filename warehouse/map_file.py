"""The map file: a small DuckDB file of one keyword map, beside its pictures."""

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.map_schemas import MAP_TABLES

NAME = "map.duckdb"


class MapFileError(ValueError):
    """Raised when a folder holds no map of ours that can be read."""


def write_map_file(path: Path, tables: Mapping[str, pa.Table]) -> None:
    """Write the tables of `MAP_TABLES`, in their order, as a new file in the place of any other.

    A DuckDB file holds an identifier drawn by chance: two runs have the same rows, not the same bytes.
    """
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        with duckdb.connect(str(part)) as connection:
            for name in MAP_TABLES:
                relation = connection.from_arrow(tables[name])
                relation.create(name)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def read_map_file(folder: Path) -> dict[str, pa.Table]:
    """Return the tables of `MAP_TABLES` that the map in a folder has.

    Raises:
        MapFileError: there is no map, it is damaged, or an older release made it.
    """
    path = folder / NAME
    if not path.is_file():
        raise MapFileError(f"{folder}: holds no map ({NAME}): make one there first, with `rencheng map`")
    try:
        with duckdb.connect(str(path), read_only=True, config={"enable_external_access": False}) as connection:
            return {name: connection.table(name).to_arrow_table() for name in MAP_TABLES}
    except duckdb.Error as error:
        raise MapFileError(f"{path}: cannot be read as a map ({str(error).splitlines()[0]}): make it again") from error
