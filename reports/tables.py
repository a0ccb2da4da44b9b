"""Tables: rows with the keys that programs read and the headings that people read, printed in four formats."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from math import isfinite
from typing import Any, Literal

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.table import Table as RichTable
from rich.text import Text

SHORT_HEADING = 8  # cells; four Han characters
WIDEST_COLUMN = 44  # cells; longer text is folded
GAP = 3  # cells between columns
MARKED = "bold red"  # a word looked for; without colours it stays bold


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
    spoken: Mapping[str, str] = field(
        default_factory=dict
    )  # what people read for a value, or for one of a key (KEY.VALUE)
    marks: tuple[str, ...] = ()  # words that a terminal highlights wherever they stand
    shades: Mapping[tuple[int, str], str] = field(default_factory=dict)  # colour of a cell (row, key) on a terminal
    legend: str = ""  # what the colours mean, printed where they show
    suffixes: Mapping[tuple[int, str], str] = field(default_factory=dict)  # what people read after a value (row, key)

    def _say(self, key: str, value: Any) -> Any:
        if not isinstance(value, str | bool):
            return value
        word = str(value).lower() if isinstance(value, bool) else value
        return self.spoken.get(f"{key}.{word}", self.spoken.get(word, value))

    def shown(self) -> "Table":
        """Return the table without the columns that only programs read."""
        kept = [number for number, key in enumerate(self.keys) if key not in self.hidden]
        headings = self.headings or self.keys
        return replace(
            self,
            keys=tuple(self.keys[n] for n in kept),
            headings=tuple(headings[n] for n in kept),
            rows=tuple(tuple(self._say(self.keys[n], row[n]) for n in kept) for row in self.rows),
        )


def to_text(value: Any, decimals: int) -> str:
    """Return a value as people read it; a dash for what is not there."""
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
    """Return a value that JSON and CSV can hold: days in ISO, numbers as numbers, what is no number as nothing."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, float) and not isfinite(value):
        return None
    if isinstance(value, list | tuple):
        return [_to_plain(part) for part in value]
    if isinstance(value, dict):
        return {str(key): _to_plain(part) for key, part in value.items()}
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def to_cell(value: Any) -> Any:
    """Return a value that a cell of CSV holds."""
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else _to_plain(value)


def _write_cells(table: Table) -> list[list[str]]:
    """Return the cells of a table as people read them, each with what stands after its value."""
    return [
        [
            to_text(value, table.decimals) + table.suffixes.get((number, key), "")
            for key, value in zip(table.keys, row, strict=True)
        ]
        for number, row in enumerate(table.rows)
    ]


def transpose(table: Table) -> Table:
    """Return the shown table with its columns as rows: for many themes and few cities."""
    shown = table.shown()
    names = tuple(" ".join(to_text(value, 0) for value in row[: shown.labels]) for row in shown.rows)
    measures = [(heading, n) for n, heading in enumerate(shown.headings) if n >= shown.labels]
    turned = {shown.keys[n]: number for number, (_, n) in enumerate(measures)}
    numbered = tuple(map(str, range(len(names) + 1)))  # two rows may have one name

    def turn(cells: Mapping[tuple[int, str], str]) -> dict[tuple[int, str], str]:
        return {(turned[key], numbered[row + 1]): told for (row, key), told in cells.items() if key in turned}

    return Table(
        keys=numbered,
        headings=("", *names),
        rows=tuple((heading, *(row[n] for row in shown.rows)) for heading, n in measures),
        title=table.title,
        notes=table.notes,
        decimals=table.decimals,
        marks=table.marks,
        shades=turn(table.shades),
        legend=table.legend,
        suffixes=turn(table.suffixes),
    )


def print_table(table: Table, form: Format, stream: Any) -> None:
    """Print a table: aligned for a terminal, or as Markdown, CSV (with a header) or a JSON list of objects."""
    if form is Format.JSON:
        records = [{key: _to_plain(v) for key, v in zip(table.keys, row, strict=True)} for row in table.rows]
        stream.write(json.dumps(records, ensure_ascii=False, indent=2) + "\n")
    elif form is Format.CSV:
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(table.keys)
        writer.writerows([to_cell(value) for value in row] for row in table.rows)
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
    lines += [line(cells) for cells in _write_cells(table)]
    lines += [f"\n{note}" for note in table.notes]
    return "\n".join(lines) + "\n"


def _print_aligned(table: Table, stream: Any) -> None:
    """Print as many columns beside one another as the terminal is wide, the rest below with the labels repeated."""
    console = Console(file=stream, highlight=False)
    with console.capture() as captured:  # rich would end the program where the reader of a pipe has gone
        _draw_blocks(table, console)
    stream.write(captured.get())


def _draw_blocks(table: Table, console: Console) -> None:
    if table.title:
        console.print(f"[bold]{table.title}[/bold]")
    cells = _write_cells(table)
    widths = [_choose_width(heading, [row[n] for row in cells]) for n, heading in enumerate(table.headings)]
    for columns in _fill_blocks(widths, min(table.labels, len(widths)), console.width):
        rich = RichTable(box=SIMPLE_HEAD, pad_edge=False)
        for n in columns:
            is_number = any(isinstance(row[n], int | float) and not isinstance(row[n], bool) for row in table.rows)
            side: Literal["right", "left"] = "right" if is_number else "left"
            rich.add_column(table.headings[n], justify=side, overflow="fold", min_width=widths[n], max_width=widths[n])
        for number, row in enumerate(cells):
            shades = (table.shades.get((number, table.keys[n]), "") for n in columns)
            rich.add_row(*(_draw_cell(row[n], shade, table.marks) for n, shade in zip(columns, shades, strict=True)))
        console.print(rich)
    if table.shades and console.color_system and not console.no_color:
        console.print(f"[dim]{escape(table.legend)}[/dim]")
    for note in table.notes:
        console.print(f"[dim]{escape(note)}[/dim]")


def _draw_cell(text: str, shade: str, marks: Sequence[str]) -> Text:
    drawn = Text(text, style=shade)
    if marks:
        drawn.highlight_words(marks, style=MARKED)
    return drawn


def _choose_width(heading: str, cells: Sequence[str]) -> int:
    """Return the width of a column: that of its widest cell, up to a limit; a long Chinese heading takes two lines."""
    is_long = cell_len(heading) > SHORT_HEADING and not heading.isascii()
    folded = (cell_len(heading) + 3) // 4 * 2 if is_long else cell_len(heading)
    return max(folded, *(min(cell_len(cell), WIDEST_COLUMN) for cell in cells)) if cells else folded


def _fill_blocks(widths: Sequence[int], labels: int, room: int) -> list[list[int]]:
    """Return the columns of each block: the labels, and as many others as there is room for, at least one."""
    used = sum(width + GAP for width in widths[:labels])
    blocks: list[list[int]] = [[]]
    left = room - used
    for number in range(labels, len(widths)):
        if blocks[-1] and widths[number] + GAP > left:
            blocks.append([])
            left = room - used
        blocks[-1].append(number)
        left -= widths[number] + GAP
    return [[*range(labels), *block] for block in blocks]
