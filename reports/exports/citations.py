"""Citations: documents as GB/T 7714—2015 and BibTeX write them.

The rule (GB/T 7714—2015, 信息与文献 参考文献著录规则). A document with an address is an electronic resource (4.6):

    主要责任者. 题名[EB/OL]. (发布日期)[引用日期]. 获取和访问路径

where the year of the document stands in place of a day that its page does not name. One that was given as a file is a
report (4.1), other kinds than work reports carry [Z]:

    主要责任者. 题名[R]. 出版地: 出版者, 出版年

An author who is not known is 佚名 (8.1), a place [出版地不详] (8.4). The date of citation is the day on which the bytes
were fetched or added.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from reports.queries import run_query

UNKNOWN_PLACE, UNKNOWN_YEAR, UNKNOWN_AUTHOR = "[出版地不详]", "[出版年不详]", "佚名"
KINDS_BIBTEX = {"work_report": "techreport"}
TEX_SPECIAL = re.compile(r"[\\{}&%$#_~^]")
TEX_ESCAPES = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "{}&%$#_"},
}


@dataclass(frozen=True, slots=True)
class Reference:
    """What a citation of a document says; `published` is the day its page names, `year` that of the document.

    `title` is its own; `called` the name that a table gives it, None where that is its title.
    """

    document_id: str
    key: str
    kind: str
    author: str | None
    title: str
    place: str | None
    year: int | None
    published: date | None
    cited_on: date | None
    url: str | None
    called: str | None = None


def list_references(connection: duckdb.DuckDBPyConnection, document_ids: Sequence[str]) -> list[Reference]:
    """Return the references of documents, by place, year and id."""
    references = []
    for row in run_query(connection, "documents_cited", document_ids=sorted(set(document_ids))):
        is_province = row["level"] in {"province", None}
        place = {"nation": "北京"}.get(row["level"], row["short_name"])
        title, called = (re.sub(r"\s+", "", words or "") for words in (row["title"], row["called"]))
        references.append(
            Reference(
                document_id=row["document_id"],
                key=f"{row['pinyin'] or 'place'}{row['year'] or ''}{row['document_id'][:6]}",
                kind=row["kind"],
                author=row["issuer"],
                title=title or "无题",
                place=None if is_province else place,
                year=row["year"],
                published=row["published_date"],
                cited_on=row["cited_on"],
                url=row["url"],
                called=called if called != title and called else None,
            )
        )
    return references


def cite_document(reference: Reference) -> str:
    """Return a citation after GB/T 7714—2015."""
    author = reference.author or UNKNOWN_AUTHOR
    year = reference.year or UNKNOWN_YEAR
    if reference.url:
        published = f"({reference.published})" if reference.published else str(year)
        cited = f"[{reference.cited_on}]" if reference.cited_on else ""
        return f"{author}. {reference.title}[EB/OL]. {published}{cited}. {reference.url}."
    mark = "R" if reference.kind == "work_report" else "Z"
    return f"{author}. {reference.title}[{mark}]. {reference.place or UNKNOWN_PLACE}: {author}, {year}."


def cite_beside(reference: Reference) -> str:
    """Return a citation, and behind it the name by which the table beside it has the document, if that is another."""
    named = f"（表中作《{reference.called}》）" if reference.called else ""
    return cite_document(reference) + named


def write_citations(references: Sequence[Reference], lists: Sequence[str] = (), notes: Sequence[str] = ()) -> str:
    """Return the numbered list of documents, the lists that rows rest on, and notes, as text."""
    lines = ["参考文献（GB/T 7714—2015）", ""]
    lines += [f"[{number}] {cite_beside(reference)}" for number, reference in enumerate(references, 1)]
    if lists:
        lines += ["", "名录", "", *(f"[L{number}] {words}" for number, words in enumerate(lists, 1))]
    return "\n".join([*lines, "", *notes]) + "\n"


def write_bibtex(references: Sequence[Reference], notes: Sequence[str] = ()) -> str:
    """Return BibTeX: `@online` for what has an address, else `@techreport` or `@misc`; notes are comments above."""
    return "".join(f"% {note}\n" for note in notes) + "".join(f"\n{_write_entry(each)}" for each in references)


def _write_entry(reference: Reference) -> str:
    kind = "online" if reference.url else KINDS_BIBTEX.get(reference.kind, "misc")
    author = escape_tex(reference.author) if reference.author else None
    named = f"; 表中作《{escape_tex(reference.called)}》" if reference.called else ""
    fields = {
        "author": f"{{{author}}}" if author else None,  # one name, not surname and given name
        "title": f"{{{escape_tex(reference.title)}}}",
        "institution": f"{{{author}}}" if author and kind == "techreport" else None,
        "address": escape_tex(reference.place) if reference.place and not reference.url else None,
        "year": str(reference.year) if reference.year else None,
        "date": str(reference.published) if reference.published else None,
        "url": reference.url,
        "urldate": str(reference.cited_on) if reference.url and reference.cited_on else None,
        "language": "chinese",
        "note": f"document_id {reference.document_id}{named}",
    }
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{kind}{{{reference.key},\n{body}}}\n"


def escape_tex(text: str) -> str:
    """Return text as TeX prints it, every character that TeX reads escaped."""
    return TEX_SPECIAL.sub(lambda found: TEX_ESCAPES[found[0]], text)
