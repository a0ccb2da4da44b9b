"""Verbs that print or write tables for others: table1, export."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import (
    CitiesOption,
    FormatOption,
    check_years,
    choose_format,
    open_warehouse,
    read_cities,
    read_years,
)

if TYPE_CHECKING:
    import duckdb

    from reports.exports.publication import Publication


def table1(
    cities: CitiesOption = None,
    category: Annotated[
        str | None,
        typer.Option("--category", help="国际合作类, 自主探索类, 试点示范类, 基层治理类; several with commas."),
    ] = None,
    min_depth: Annotated[
        int,
        typer.Option(
            "--min-depth",
            min=1,
            max=4,
            help="Least depth of a row: 1 lists mentions, 2 an own goal or task, 3 an instrument named, 4 a result.",
        ),
    ] = 2,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="What could be known on that day (2022-04-14)."),
    ] = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="One line a city and practice, with sentence, section, page and address.")
    ] = False,
    as_printed: Annotated[
        bool, typer.Option("--as-printed", help="The paper's own rows beside what documents show.")
    ] = False,
    diff: Annotated[
        Path | None, typer.Option("--diff", metavar="OLD", help="What changed since an older published .duckdb file.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Write a file instead: .md .csv .json .xlsx .docx .tex, or citations: .bib .txt."),
    ] = None,
    form: FormatOption = None,
) -> None:
    """Print Table 1: category, cities, practice and documents, with a sentence behind every cell."""
    from reports.exports.writing import check_suffix, write_publication
    from reports.table1.printing import print_publication

    if as_printed and diff:
        raise ValueError("--as-printed and --diff are two tables: ask for one")
    if as_printed and (cities or category):
        raise ValueError("--as-printed prints the paper's rows: leave out --cities and --category")
    if out:
        check_suffix(out)
    day = _read_day(as_of)
    with open_warehouse() as connection:
        if as_printed:
            from reports.table1.paper import read_paper_rows
            from reports.table1.printed import compare_printed

            publication = compare_printed(connection, read_paper_rows(connection), day)
        elif diff:
            publication = _compare_files(connection, diff, read_cities(cities), _split(category), min_depth, day)
        else:
            from reports.table1.publishing import publish_table_1

            publication = publish_table_1(connection, read_cities(cities), _split(category), min_depth, day)
    if out:
        for path in write_publication(publication, out):
            typer.echo(f"wrote {path}", err=True)
    else:
        print_publication(publication, choose_format(form), sys.stdout, evidence)


def _compare_files(
    connection: "duckdb.DuckDBPyConnection",
    old: Path,
    cities: list[tuple[str, str]],
    categories: list[str],
    min_depth: int,
    as_of: date | None,
) -> "Publication":
    from reports.exports.publication import describe_provenance, has_samples
    from reports.table1.cells import OldFileError, list_cells
    from reports.table1.changes import publish_changes
    from warehouse.door import open_file

    codes = [code for code, _ in cities]
    with open_file(old.expanduser()) as earlier:
        try:
            before = list_cells(earlier, codes, categories, min_depth, as_of)
        except OldFileError as error:
            raise OldFileError(f"--diff {old}: {error}") from None
        notes = [f"原文件：{note}" for note in describe_provenance(earlier)[:2]]
    notes += describe_provenance(connection, as_of)
    after = list_cells(connection, codes, categories, min_depth, as_of)
    return publish_changes(before, after, notes, has_samples(connection))


def export(
    view: Annotated[str, typer.Argument(help="A view of out, such as panel or out.panel.")],
    out: Annotated[Path, typer.Option("--out", help="The file to write: .parquet, .csv or .xlsx.")],
    cities: CitiesOption = None,
    years: Annotated[
        str | None, typer.Option("--years", help="Only these years: 2022 or 2021,2022 or 2019-2022.")
    ] = None,
) -> None:
    """Write any view of out as Parquet, CSV or a workbook."""
    from reports.exports.views import export_view

    codes = [code for code, _ in read_cities(cities)]
    with open_warehouse() as connection:
        chosen = read_years(years)
        check_years(connection, chosen)
        count = export_view(connection, view, out, codes, chosen)
    typer.echo(f"wrote {count} rows to {out}", err=True)


def _read_day(words: str | None) -> date | None:
    if words is None:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise ValueError(f"--as-of: {words!r} is no day: write 2022-04-14") from None


def _split(words: str | None) -> list[str]:
    return [word.strip() for word in (words or "").replace("，", ",").replace("、", ",").split(",") if word.strip()]


def register(app: typer.Typer) -> None:
    """Give the app these verbs."""
    for verb in (table1, export):
        app.command()(verb)
