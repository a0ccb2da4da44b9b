"""The map file: a small DuckDB file of one literature map, beside its pictures."""

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.map_schemas import MAP_TABLES


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
