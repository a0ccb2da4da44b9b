"""Versions: which bytes of a path or an address are the newest, and what an earlier text of it lacked."""

from collections.abc import Iterable, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from crawlers.store import WITHDRAWN, ManifestRow
from flows.home import Home
from flows.keys import stage_keys
from models.normalization import count_chars


def _where(row: ManifestRow) -> str:
    """Return what a row is a version of: a path, an address, or nothing but its own bytes."""
    return row.path or row.url or row.sha256


def list_documents(rows: Iterable[ManifestRow]) -> list[ManifestRow]:
    """Return the rows whose bytes are read, without fetches that brought once more what the one before had brought."""
    latest: dict[str, str] = {}
    kept = []
    for row in rows:
        if row.is_document and (row.path or latest.get(_where(row)) != row.sha256):
            kept.append(row)
        if row.is_document:
            latest[_where(row)] = row.sha256
    return kept


def split_versions(
    rows: Iterable[ManifestRow],
) -> tuple[list[ManifestRow], list[tuple[ManifestRow, ManifestRow]]]:
    """Return the newest row of every path or address, and the earlier ones each with the row that followed it.

    What was withdrawn is neither.
    """
    newest: dict[str, ManifestRow] = {}
    superseded: list[tuple[ManifestRow, ManifestRow]] = []
    unique: dict[tuple[str, str, str | None], ManifestRow] = {}
    for row in rows:
        key = (_where(row), row.sha256, row.url)
        unique.pop(key, None)  # a text that comes back after a change is the newest again
        unique[key] = row
    for row in unique.values():
        where = _where(row)
        earlier = newest.get(where)
        if earlier is not None and earlier.raw_sha256 != row.raw_sha256:
            superseded.append((earlier, row))
        newest[where] = row
    withdrawn = {where for where, row in newest.items() if row.status == WITHDRAWN}
    current = [row for where, row in newest.items() if where not in withdrawn]
    return current, [pair for pair in superseded if _where(pair[0]) not in withdrawn]


def count_changes(home: Home, batches: Sequence[str], pairs: Sequence[tuple[str, str]]) -> list[int]:
    """Return, for each pair of raw files, the Han characters of the lines that stand in only one of the two."""
    if not pairs:
        return []
    table = home.cache.read_table("read", stage_keys()["read"], batches, "readings", ["raw_sha256", "text"])
    wanted = table.filter(
        pc.is_in(table["raw_sha256"], pa.array(sorted({sha256 for pair in pairs for sha256 in pair}), type=pa.string()))
    )
    lines = {row["raw_sha256"]: set(row["text"].split("\n")) for row in wanted.to_pylist()}
    return [sum(count_chars(line) for line in lines[old] ^ lines[new]) for old, new in pairs]
