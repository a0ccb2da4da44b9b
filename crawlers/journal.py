"""Journals: append-only JSON lines that survive a crash. A line torn by one costs that record and no other."""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Self


class JournalWriter:
    """A journal open for records one by one: each has left the process when `write` returns, all are on the disk when
    it is closed. What an earlier crash tore is closed first.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("a+b")
        if self._file.seek(0, os.SEEK_END):
            self._file.seek(-1, os.SEEK_END)
            if self._file.read(1) != b"\n":
                self._file.write(b"\n")

    def write(self, record: Mapping[str, Any]) -> None:
        """Append a record."""
        self._file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
        self._file.flush()

    def close(self) -> None:
        """Let the disk have everything."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def __enter__(self) -> Self:
        """Return the journal."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()


def append_records(path: Path, records: Iterable[Mapping[str, Any]]) -> None:
    """Append records; the disk has them when this returns."""
    with JournalWriter(path) as journal:
        for record in records:
            journal.write(record)


def read_records(path: Path) -> list[dict[str, Any]]:
    """Return the records, oldest first; lines that are no JSON object are left out."""
    records = []
    for line in path.read_bytes().split(b"\n") if path.exists() else []:
        try:
            record = json.loads(line)
        except ValueError:  # torn, or not UTF-8
            continue
        if isinstance(record, dict):
            records.append(record)
    return records
