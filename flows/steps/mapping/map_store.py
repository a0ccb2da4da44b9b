"""The map store: maps under the home folder, where the next build finds and publishes them."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.parquet as pq

from crawlers.store import write_atomically
from flows.home import Home
from warehouse.map_schemas import MAP_TABLES

FOLDER = "maps"
LATER = frozenset({"keyword_maps"})  # tables that maps of the first release lack


def store_map(home: Home, map_id: str, tables: Mapping[str, pa.Table]) -> None:
    """Keep a map's rows; one with the same id is replaced."""
    for name in MAP_TABLES:
        sink = pa.BufferOutputStream()
        pq.write_table(tables[name], sink)
        write_atomically(home.root / FOLDER / map_id / f"{name}.parquet", sink.getvalue().to_pybytes())


def list_maps(home: Home) -> list[str]:
    """Return the ids of the maps kept, sorted: those of which all tables are there, `LATER` ones aside."""
    folders = (home.root / FOLDER).glob("*/")
    return sorted(
        f.name for f in folders if all((f / f"{name}.parquet").is_file() for name in MAP_TABLES.keys() - LATER)
    )


def load_maps(home: Home) -> dict[str, pa.Table]:
    """Return the rows of all maps kept, by table; empty tables without any."""
    found = {}
    for name, schema in MAP_TABLES.items():
        paths = [home.root / FOLDER / map_id / f"{name}.parquet" for map_id in list_maps(home)]
        tables = [pq.read_table(path, partitioning=None) for path in paths if path.is_file()]
        current = [
            table.select(schema.names).cast(schema) for table in tables if set(schema.names) <= set(table.column_names)
        ]
        found[name] = pa.concat_tables([schema.empty_table(), *current])
    return found
