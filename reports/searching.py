"""Searching: the sentences that hold all words, with place, year, part, heading, document and address."""

from collections.abc import Sequence
from typing import Any

import duckdb
from rich.console import Console
from rich.text import Text

from reports.measures import PART_ZH
from reports.queries import run_query
from reports.tables import MARKED, Table

KEYS = ("city", "city_code", "year", "part", "heading", "text", "sentence_id", "title", "url")
HEADINGS = ("地方", "代码", "年份", "部分", "标题", "原文", "句子编号", "文件题名", "网址")


def find_sentences(
    connection: duckdb.DuckDBPyConnection,
    words: Sequence[str],
    cities: Sequence[tuple[str, str]] = (),
    years: Sequence[int] = (),
    part: str | None = None,
    limit: int = 20,
) -> Table:
    """Return the sentences that hold all words, newest first; the title tells how many there are in all.

    Args:
        connection: to a published file.
        words: found anywhere in the text, as they are written: Chinese has no word boundaries.
        cities: code and name of each place; none for all.
        years: years planned for; none for all.
        part: review, plan or other; None for all.
        limit: sentences returned; 0 for all.

    Raises:
        ValueError: there is no word to look for.
    """
    wanted = [word for word in dict.fromkeys(word.strip() for word in words) if word]
    if not wanted:
        raise ValueError("say what to look for: rencheng search 韧性 社区")
    found = run_query(
        connection,
        "search",
        words=sorted(wanted, key=len, reverse=True),  # a longer word is rarer
        city_codes=[code for code, _ in cities],
        years=list(years),
        part=part,
        most=limit or None,
    )
    total = found[0]["total"] if found else 0
    shown = f"，列出 {len(found)} 句 shown: --limit 0 prints all" if len(found) < total else ""
    return Table(
        keys=KEYS,
        headings=HEADINGS,
        rows=tuple(tuple(row[key] for key in KEYS) for row in found),
        title=f"{'、'.join(wanted)}：共 {total} 句 sentences hold {'all of them' if len(wanted) > 1 else 'it'}{shown}",
        hidden=frozenset({"city_code"}),
        spoken=PART_ZH,
        marks=tuple(wanted),
    )


def print_hits(table: Table, stream: Any) -> None:
    """Print sentences one below the other, with their place above and their document below, hits highlighted."""
    console = Console(file=stream, highlight=False)
    with console.capture() as captured:  # rich would end the program where the reader of a pipe has gone
        console.print(Text(table.title, style="bold"))
        for row in table.rows:
            hit = dict(zip(table.keys, row, strict=True))
            where = f"{hit['city'] or '—'} {hit['year'] or '—'} {PART_ZH[hit['part']]}"
            console.print()
            console.print(Text(f"{where} · {hit['heading']}" if hit["heading"] else where, style="cyan"))
            sentence = Text(hit["text"])
            sentence.highlight_words(table.marks, style=MARKED)
            console.print(sentence)
            source = " · ".join(str(hit[key]) for key in ("title", "url", "sentence_id") if hit[key])
            console.print(Text(source, style="dim"))
    stream.write(captured.get())
