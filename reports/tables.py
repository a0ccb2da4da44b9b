"""Tables: rows with the keys that programs read and the headings that people read, printed in four formats."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as RichTable

MOST_COLUMNS = 8  # a terminal of 100 characters shows no more columns of Chinese headings


class Format(StrEnum):
    """How a table is printed."""

    TABLE = "table"
    MD = "md"
    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Table:
    """A table for people and programs.

    `keys` name the columns in CSV and JSON, `headings` in tables and Markdown; `rows` hold plain values, None for
    what is not there; `notes` stand below the table, where there is room for them.
    """

    keys: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    headings: tuple[str, ...] = ()
    title: str = ""
    notes: tuple[str, ...] = ()
    decimals: int = 2
    hidden: frozenset[str] = field(default_factory=frozenset)  # keys that only programs read
    labels: int = 1  # leading shown columns that name a row

    def shown(self) -> "Table":
        """Return the table without the columns that only programs read."""
        kept = [number for number, key in enumerate(self.keys) if key not in self.hidden]
        headings = self.headings or self.keys
        return replace(
            self,
            keys=tuple(self.keys[n] for n in kept),
            headings=tuple(headings[n] for n in kept),
            rows=tuple(tuple(row[n] for n in kept) for row in self.rows),
        )


def _to_text(value: Any, decimals: int) -> str:
    if value is None:
        return "—"
    if isinstance(value, float):
        return f"{value:.{decimals}f}"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, list | tuple):
        return "、".join(str(part) for part in value)
    return str(value)


def _to_plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


def _to_cell(value: Any) -> Any:
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else _to_plain(value)


def transpose(table: Table) -> Table:
    """Return the shown table with its columns as rows: for many themes and few cities."""
    shown = table.shown()
    names = tuple(" ".join(_to_text(value, 0) for value in row[: shown.labels]) for row in shown.rows)
    rows = tuple(
        (heading, *(row[number] for row in shown.rows))
        for number, heading in enumerate(shown.headings)
        if number >= shown.labels
    )
    return Table(keys=("", *names), rows=rows, title=table.title, notes=table.notes, decimals=table.decimals)


def print_table(table: Table, form: Format, stream: Any) -> None:
    """Print a table: aligned for a terminal, or as Markdown, CSV (with a header) or a JSON list of objects."""
    if form is Format.JSON:
        records = [{key: _to_plain(v) for key, v in zip(table.keys, row, strict=True)} for row in table.rows]
        stream.write(json.dumps(records, ensure_ascii=False, indent=2) + "\n")
    elif form is Format.CSV:
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(table.keys)
        writer.writerows([_to_cell(value) for value in row] for row in table.rows)
        stream.write(buffer.getvalue())
    elif form is Format.MD:
        stream.write(_to_markdown(table.shown()))
    else:
        _print_aligned(table.shown(), stream)


def _to_markdown(table: Table) -> str:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"

    lines = [f"**{table.title}**", ""] if table.title else []
    lines += [line(table.headings), line(["---"] * len(table.headings))]
    lines += [line([_to_text(value, table.decimals) for value in row]) for row in table.rows]
    lines += [f"\n{note}" for note in table.notes]
    return "\n".join(lines) + "\n"


def _print_aligned(table: Table, stream: Any) -> None:
    console = Console(file=stream, highlight=False, soft_wrap=False)
    if table.title:
        console.print(f"[bold]{table.title}[/bold]")
    for first in range(1, max(len(table.keys), 2), MOST_COLUMNS - 1):
        columns = [0, *range(first, min(first + MOST_COLUMNS - 1, len(table.keys)))]
        rich = RichTable(box=SIMPLE_HEAD, pad_edge=False)
        for number in columns:
            is_number = any(isinstance(row[number], int | float) for row in table.rows)
            rich.add_column(
                table.headings[number],
                justify="right" if is_number else "left",
                overflow="fold",
                no_wrap=number == 0 and len(columns) > 2,
            )
        for row in table.rows:
            rich.add_row(*(_to_text(row[number], table.decimals) for number in columns))
        console.print(rich)
    for note in table.notes:
        console.print(f"[dim]{note}[/dim]")
