"""Texts: a publication as Markdown, CSV and JSON."""

import csv
import io
import json
from dataclasses import replace

from reports.exports.citations import write_citations
from reports.exports.publication import Publication, find_spans
from reports.spreadsheets import BOM, disarm
from reports.tables import Format, Table, print_table

DITTO = "〃"


def ditto_cells(publication: Publication) -> Table:
    """Return the shown table with 〃 in place of merged cells, which Markdown lacks."""
    shown = publication.table.shown()
    rows = [list(row) for row in shown.rows]
    for column, spans in enumerate(find_spans(shown.rows, publication.merged)):
        for start, length in spans:
            for number in range(start + 1, start + length):
                rows[number][column] = DITTO
    return replace(shown, rows=tuple(tuple(row) for row in rows))


def write_markdown(publication: Publication) -> str:
    """Return the table, its evidence and its sources as Markdown."""
    stream = io.StringIO()
    print_table(ditto_cells(publication), Format.MD, stream)
    if publication.evidence:
        stream.write("\n")
        print_table(publication.evidence, Format.MD, stream)
    if publication.references or publication.lists:
        stream.write("\n" + write_citations(publication.references, publication.lists).replace("\n[", "\n\n["))
    return stream.getvalue()


def write_csv(publication: Publication) -> str:
    """Return the table as CSV that Excel opens: a byte order mark, and nothing that it would compute."""
    stream = io.StringIO()
    print_table(publication.table, Format.CSV, stream)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerows([disarm(cell) for cell in row] for row in csv.reader(io.StringIO(stream.getvalue(), newline="")))
    return BOM + buffer.getvalue()


def write_json(publication: Publication) -> str:
    """Return the records of a publication, or the rows of its table, as a JSON list."""
    if not publication.records:
        stream = io.StringIO()
        print_table(publication.table, Format.JSON, stream)
        return stream.getvalue()
    return json.dumps(list(publication.records), ensure_ascii=False, indent=2, default=str) + "\n"
