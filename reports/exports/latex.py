"""LaTeX: a publication as a document for ctex, with the rules of booktabs and cells merged by multirow."""

from collections.abc import Sequence

from reports.exports.citations import cite_beside, escape_tex
from reports.exports.publication import Publication, find_spans, narrow_evidence
from reports.tables import Table, to_text

PREAMBLE = r"""% Compile with xelatex.
\documentclass[UTF8,zihao=5]{ctexart}
\usepackage[a4paper,margin=2cm]{geometry}
\usepackage{booktabs,multirow,longtable,array,pdflscape,url}
\newcolumntype{L}[1]{>{\raggedright\arraybackslash}p{#1}}
\begin{document}
"""
ROOM = 0.86  # of the line, for the columns; the rest is between them


def write_latex(publication: Publication) -> str:
    """Return a LaTeX document: the table, its evidence across the page, its sources, and the notes."""
    table = publication.table.shown()
    parts = [PREAMBLE, _write_table(table, publication.merged, publication.widths)]
    parts += _write_notes(table.notes)
    if publication.evidence:
        evidence = narrow_evidence(publication.evidence)
        parts += [r"\begin{landscape}\scriptsize", _write_table(evidence, 0, ()), r"\end{landscape}", ""]
    if publication.references or publication.lists:
        cited = [cite_beside(each) for each in publication.references] + list(publication.lists)
        parts += [r"\section*{参考文献}", r"\begin{enumerate}", *(rf"\item {_escape(each)}" for each in cited)]
        parts += [r"\end{enumerate}", ""]
    return "\n".join([*parts, r"\end{document}", ""])


def _write_table(table: Table, merged: int, widths: Sequence[float]) -> str:
    shares: Sequence[float] = widths or [
        max(len(heading), _mean_length(table, n), 2) for n, heading in enumerate(table.headings)
    ]
    columns = "".join(f"L{{{ROOM * share / sum(shares):.3f}\\linewidth}}" for share in shares)
    head = " & ".join(_escape(heading) for heading in table.headings) + r" \\"
    lines = [
        rf"\begin{{longtable}}{{@{{}}{columns}@{{}}}}",
        rf"\multicolumn{{{len(shares)}}}{{c}}"
        rf"{{\textbf{{{_escape(table.title)}}}}} \\[4pt]",
        r"\toprule",
        head,
        r"\midrule",
        r"\endhead",
        r"\bottomrule",
        r"\endfoot",
    ]
    spans = find_spans(table.rows, merged)
    starts = [dict(found) for found in spans]
    for number, row in enumerate(table.rows):
        cells = [_escape(to_text(value, table.decimals)) for value in row]
        for column, lengths in enumerate(starts):
            length = lengths.get(number)
            if length is None:
                cells[column] = ""
            elif length > 1:
                cells[column] = rf"\multirow[t]{{{length}}}{{=}}{{{cells[column]}}}"
        if number and merged and number in starts[0]:
            lines.append(r"\midrule")
        lines.append(" & ".join(cells) + r" \\")
    return "\n".join([*lines, r"\end{longtable}", ""])


def _mean_length(table: Table, column: int) -> float:
    cells = [len(to_text(row[column], table.decimals)) for row in table.rows[:200]]
    return min(sum(cells) / len(cells), 30.0) if cells else 0.0


def _write_notes(notes: Sequence[str]) -> list[str]:
    return [rf"\noindent\footnotesize 注：{_escape(note)}\par" for note in notes]


def _escape(text: str) -> str:
    return escape_tex(text.replace("\n", " "))
