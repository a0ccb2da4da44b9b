"""Writing: a publication into a file, its format told by the suffix."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from reports.exports.citations import write_bibtex, write_citations
from reports.exports.latex import write_latex
from reports.exports.publication import Publication
from reports.exports.texts import write_csv, write_json, write_markdown
from reports.exports.word import write_word
from reports.exports.workbook import write_workbook

SUFFIXES = (".md", ".csv", ".json", ".xlsx", ".docx", ".tex", ".bib", ".txt")
METADATA = "-metadata.json"  # beside what only programs read, as W3C's CSV on the Web names it


def check_suffix(path: Path, suffixes: tuple[str, ...] = SUFFIXES) -> str:
    """Return the suffix of a file to write, in lower case.

    Raises:
        ValueError: it is not one of those that are written, or there is no such folder.
    """
    suffix = path.suffix.lower()
    if suffix not in suffixes:
        raise ValueError(f"--out {path}: give a name that ends in {', '.join(suffixes)}")
    if not path.parent.is_dir():
        raise ValueError(f"--out {path}: there is no folder {path.parent}: make it first")
    return suffix


def write_publication(publication: Publication, path: Path) -> list[Path]:
    """Write a publication and return the files written: CSV and JSON have their notes in a file beside them.

    Raises:
        ValueError: the name ends in none of `SUFFIXES`.
    """
    suffix = check_suffix(path)
    with replace_file(path) as part:
        part.write_bytes(_WRITERS[suffix](publication))
    if suffix not in {".csv", ".json"}:
        return [path]
    return [path, write_metadata(path, publication.table.title, publication.table.notes)]


def write_metadata(path: Path, title: str, notes: tuple[str, ...], columns: dict[str, str] | None = None) -> Path:
    """Write the notes of a file that holds rows only into one beside it, and return that."""
    beside = path.with_name(path.name + METADATA)
    facts = {"url": path.name, "title": title, "notes": list(notes)} | ({"columns": columns} if columns else {})
    with replace_file(beside) as part:
        part.write_text(json.dumps(facts, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return beside


@contextmanager
def replace_file(path: Path) -> Iterator[Path]:
    """Yield a path to write to, and move it to its name once all went well: a reader never sees half."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


_WRITERS: dict[str, Callable[[Publication], bytes]] = {
    ".md": lambda publication: write_markdown(publication).encode(),
    ".csv": lambda publication: write_csv(publication).encode(),
    ".json": lambda publication: write_json(publication).encode(),
    ".xlsx": write_workbook,
    ".docx": write_word,
    ".tex": lambda publication: write_latex(publication).encode(),
    ".bib": lambda p: write_bibtex(p.references, p.table.notes).encode(),
    ".txt": lambda p: write_citations(p.references, p.lists, p.table.notes).encode(),
}
