"""Terminal: a printed table with its merged cells, as wide as the terminal."""

import re
from collections.abc import Sequence
from typing import Any

from rich.box import SQUARE
from rich.console import Console
from rich.markup import escape
from rich.table import Table as RichTable

from reports.exports.publication import Publication, find_spans
from reports.tables import Table, to_text

NEXT_DOCUMENT = re.compile("、(?=《|名录：)")  # each stands on a line of its own


def print_merged(publication: Publication, stream: Any) -> None:
    """Print the table of a publication: a cell that is merged stands once, and a rule between the merged cells."""
    table = publication.table.shown()
    console = Console(file=stream, highlight=False)
    rich = RichTable(box=SQUARE, title=escape(table.title), title_style="bold", pad_edge=True)
    shares: Sequence[float] = publication.widths or [1] * len(table.headings)
    for heading, share in zip(table.headings, shares, strict=True):
        rich.add_column(heading, overflow="fold", ratio=round(share), min_width=2 * min(round(share), 6))
    starts = [dict(spans) for spans in find_spans(table.rows, publication.merged)]
    for number, row in enumerate(table.rows):
        cells = [escape(NEXT_DOCUMENT.sub("、\n", to_text(value, table.decimals))) for value in row]
        for column, lengths in enumerate(starts):
            if number not in lengths:
                cells[column] = ""
        is_last = number + 1 == len(table.rows) or not starts or number + 1 in starts[0]
        rich.add_row(*cells, end_section=is_last)
    with console.capture() as captured:  # rich would end the program where the reader of a pipe has gone
        console.print(rich)
        for note in table.notes:
            console.print(f"[dim]{escape(note)}[/dim]")
    stream.write(captured.get())


def print_entries(table: Table, stream: Any) -> None:
    """Print each row of a wide table below the last: its labels on a line, then every value that is there."""
    shown = table.shown()
    console = Console(file=stream, highlight=False)
    with console.capture() as captured:
        console.print(f"[bold]{escape(shown.title)}[/bold]")
        for row in shown.rows:
            cells = [to_text(value, table.decimals) for value in row]
            console.print(f"\n[bold]{escape('　'.join(cells[: shown.labels]))}[/bold]")
            for heading, value, text in list(zip(shown.headings, row, cells, strict=True))[shown.labels :]:
                if value is not None:
                    console.print(f"  [dim]{escape(heading)}[/dim]　{escape(text)}", soft_wrap=False)
        console.print()
        for note in shown.notes:
            console.print(f"[dim]{escape(note)}[/dim]")
    stream.write(captured.get())
