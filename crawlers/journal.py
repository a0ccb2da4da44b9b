"""Journals: append-only JSON lines that survive a crash. A line torn by one costs that record and no other."""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any


def append_records(path: Path, records: Iterable[Mapping[str, Any]]) -> None:
    """Append records; what an earlier crash tore is closed first, and the disk has them when this returns."""
    lines = b"".join(json.dumps(record, ensure_ascii=False).encode() + b"\n" for record in records)
    if not lines:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                lines = b"\n" + lines
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())


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
