"""The cache: rows of a stage as Parquet, one folder a batch, written whole or not at all.

    <root>/<stage>-<key>/<batch>/<table>.parquet

The key digests what the rows depend on (code and lexicon), the batch digests the raw bytes it was read from,
so a batch that exists is never made again, and nothing that is stale is ever read.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.stages import STAGES

MEMBERS = "members.txt"
PARQUET_END = b"PAR1"


def _is_whole(parquet: Path) -> bool:
    """Whether a Parquet file ends as one should."""
    try:
        with parquet.open("rb") as file:
            file.seek(-len(PARQUET_END), os.SEEK_END)
            return file.read() == PARQUET_END
    except OSError:
        return False


def name_batch(raw_sha256s: Sequence[str]) -> str:
    """Return the name of a batch of raw documents: a digest of their hashes, in order."""
    return hashlib.sha256("\n".join(raw_sha256s).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Cache:
    """Cached rows under one folder."""

    root: Path

    def _folder(self, stage: str, key: str) -> Path:
        return self.root / f"{stage}-{key[:16]}"

    def has_batch(self, stage: str, key: str, batch: str) -> bool:
        """Whether the rows of a batch are there, whole: a table that was cut short is as good as none."""
        folder = self._folder(stage, key) / batch
        tables = [folder / f"{table}.parquet" for table in STAGES[stage]]
        return (folder / MEMBERS).is_file() and all(_is_whole(table) for table in tables)

    def list_batches(self, stage: str, key: str) -> dict[str, list[str]]:
        """Return the batches of a stage with the raw hashes each was made from, in order of their names."""
        return {
            members.parent.name: members.read_text().split()
            for members in sorted(self._folder(stage, key).glob(f"*/{MEMBERS}"))
            if not members.parent.name.startswith(".") and self.has_batch(stage, key, members.parent.name)
        }

    def write_batch(
        self, stage: str, key: str, members: Sequence[str], rows: Mapping[str, Sequence[Mapping[str, Any]] | pa.Table]
    ) -> None:
        """Write the rows of a batch by table; a crash leaves nothing that looks finished.

        Raises:
            ValueError: the tables are not those that the stage declares.
        """
        schemas = STAGES[stage]
        if rows.keys() != schemas.keys():
            raise ValueError(f"stage {stage} makes {sorted(schemas)}, not {sorted(rows)}")
        folder = self._folder(stage, key)
        folder.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(dir=folder, prefix=".part-"))
        try:
            for table, schema in schemas.items():
                given = rows[table]
                arrow = given.cast(schema) if isinstance(given, pa.Table) else pa.Table.from_pylist(list(given), schema)
                pq.write_table(arrow, part / f"{table}.parquet", compression="zstd")
            (part / MEMBERS).write_text("\n".join(members))
            target = folder / name_batch(members)
            if target.exists():
                shutil.rmtree(target)  # of another process, or torn: the same rows either way
            part.rename(target)
        finally:
            shutil.rmtree(part, ignore_errors=True)

    def read_batch(self, stage: str, key: str, batch: str, table: str, columns: list[str] | None = None) -> pa.Table:
        """Return one table of a batch."""
        return pq.read_table(self._folder(stage, key) / batch / f"{table}.parquet", columns=columns)

    def read_table(
        self, stage: str, key: str, batches: Sequence[str], table: str, columns: list[str] | None = None
    ) -> pa.Table:
        """Return one table of several batches, in the order given."""
        parts = [self.read_batch(stage, key, batch, table, columns) for batch in batches]
        return pa.concat_tables(parts) if parts else STAGES[stage][table].empty_table()

    def list_files(self, stage: str, key: str, batches: Sequence[str], table: str) -> list[Path]:
        """Return the Parquet files of one table."""
        return [self._folder(stage, key) / batch / f"{table}.parquet" for batch in batches]

    def drop_other_keys(self, kept: Mapping[str, str]) -> None:
        """Delete what earlier code or lexicons cached, and parts that a crash left behind."""
        wanted = {self._folder(stage, key).name for stage, key in kept.items()}
        for folder in self.root.glob("*"):
            stage = folder.name.partition("-")[0]
            if stage in STAGES and folder.name not in wanted:
                shutil.rmtree(folder, ignore_errors=True)
            for part in folder.glob(".part-*"):
                shutil.rmtree(part, ignore_errors=True)
