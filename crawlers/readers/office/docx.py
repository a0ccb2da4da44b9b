"""DOCX: paragraphs, rows of tables, text boxes and notes of WordprocessingML, a line each.

The XML is walked here: python-docx passes over content controls, insertions, text boxes and notes, and refuses files
whose relations lead nowhere. Elements are told by their local names, so strict and transitional files read alike.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from crawlers.readers.office.zips import open_zip, read_xml
from crawlers.readers.reading import Reading, UnreadableError

Segments = list[tuple[str, bool]]  # pieces of one paragraph and whether each is bold; "\n" is a soft line break

NOTES_LINE = "注释"
# Deleted or moved away, instructions of fields, phonetic guides, properties, and what only old programs show.
LEFT_OUT = frozenset(["del", "moveFrom", "instrText", "rt", "pPr", "rPr", "Fallback"])
WRAPPERS = frozenset(["sdt", "sdtContent", "customXml", "ins", "moveTo"])
CHARACTERS = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-"}
HEADING_STYLE = re.compile(r"(heading|标题)\s*\d|(title|标题)$", re.I)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\ufeff\ud800-\udfff\ufffe\uffff]")
SPACE = re.compile(r"[\t\xa0]")
DEEPEST_STYLE = 10  # styles are based on each other, and could be in a circle
DEFAULT_TITLES = re.compile(r"(microsoft\s*)?(word|powerpoint|wps)\b|文档\s*\d*$|document\s*\d*$|无标题|untitled", re.I)


def lay_out(paragraphs: Iterable[Segments]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the text of some paragraphs, a line each, and its bold spans; empty lines and control characters go."""
    lines: list[str] = []
    bold: list[tuple[int, int]] = []
    offset = 0
    for segments in paragraphs:
        pieces = [(CONTROL.sub("", SPACE.sub(" ", text)), is_bold) for text, is_bold in segments]
        plain = "".join(text for text, _ in pieces)
        marks = "".join(("b" if is_bold else " ") * len(text) for text, is_bold in pieces)
        for match in re.finditer(r"[^\n]+", plain):
            line = match[0].strip()
            if line:
                start = match.start() + len(match[0]) - len(match[0].lstrip())
                runs = re.finditer("b+", marks[start : start + len(line)])
                bold += [(offset + run.start(), offset + run.end()) for run in runs]
                lines.append(f"{line}\n")
                offset += len(line) + 1
    return "".join(lines), tuple(bold)


def _has_text(segments: Segments) -> bool:
    return any(text.strip() for text, _ in segments)


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _find(element: Any, *path: str) -> Any:
    for name in path:
        element = next((child for child in element if _name(child) == name), None) if element is not None else None
    return element


def _value(element: Any, name: str = "val") -> str:
    """Return an attribute, an empty string where it or the element is missing."""
    attributes = element.attrib.items() if element is not None else ()
    return next((str(value) for key, value in attributes if key.rpartition("}")[2] == name), "")


def _is_on(properties: Any, name: str) -> bool | None:
    """Return whether a switch such as w:b is on, None where it is not mentioned."""
    switch = _find(properties, name)
    return None if switch is None else _value(switch) not in {"0", "false", "off"}


@dataclass(slots=True)
class _Walk:
    """One pass over a document: what its styles say, and what is met by the way."""

    bold_styles: dict[str, bool | None] = field(default_factory=dict)
    heading_styles: set[str] = field(default_factory=set)
    numbered_styles: set[str] = field(default_factory=set)
    default_style: str = ""
    boxes: list[Any] = field(default_factory=list)
    numbered: int = 0
    embedded: int = 0

    def learn_styles(self, root: Any) -> None:
        """Take up which styles are bold, numbered or headings, by themselves or by those they are based on."""
        own: dict[str, tuple[str, str, bool | None, bool]] = {}
        for node in root:
            identifier, name, based_on = _value(node, "styleId"), _find(node, "name"), _find(node, "basedOn")
            is_bold, is_numbered = _is_on(_find(node, "rPr"), "b"), _find(node, "pPr", "numPr") is not None
            own[identifier] = (_value(name), _value(based_on), is_bold, is_numbered)
            if _value(node, "type") == "paragraph" and _value(node, "default") == "1":
                self.default_style = identifier
        for identifier, style in own.items():
            chain = [style]
            while chain[-1][1] in own and len(chain) < DEEPEST_STYLE:
                chain.append(own[chain[-1][1]])
            self.bold_styles[identifier] = next((is_bold for _, _, is_bold, _ in chain if is_bold is not None), None)
            if any(HEADING_STYLE.match(name) for name, *_ in chain):
                self.heading_styles.add(identifier)
            if any(is_numbered for *_, is_numbered in chain):
                self.numbered_styles.add(identifier)

    def read_blocks(self, parent: Any) -> Iterator[Segments]:
        """Yield the paragraphs and rows below an element, in order; a text box follows the paragraph it hangs on."""
        carried: Segments = []  # a paragraph whose end mark is deleted goes on in the next
        for child in parent:
            name = _name(child)
            if name == "p":
                carried += self._read_paragraph(child)
                if _find(child, "pPr", "rPr", "del") is not None:
                    continue
                yield carried
                carried = []
                boxes, self.boxes = self.boxes, []
                for box in boxes:
                    yield from self.read_blocks(box)
            elif name == "tr":
                yield from self._read_row(child)
            elif name not in LEFT_OUT:
                self.embedded += name == "altChunk"
                yield from self.read_blocks(child)
        yield carried

    def _read_paragraph(self, paragraph: Any) -> Segments:
        properties = _find(paragraph, "pPr")
        style = _value(_find(properties, "pStyle")) or self.default_style
        segments = self._read_inline(paragraph, bool(self.bold_styles.get(style)))
        number = _value(_find(properties, "numPr", "numId"))
        self.numbered += _has_text(segments) and (number not in {"", "0"} if number else style in self.numbered_styles)
        if style in self.heading_styles or _value(_find(properties, "outlineLvl")) not in {"", "9"}:
            return [(text, True) for text, _ in segments]
        return segments

    def _read_inline(self, parent: Any, is_bold: bool) -> Segments:
        segments: Segments = []
        for child in parent:
            name = _name(child)
            if name == "t":
                segments.append(((child.text or "").replace("\n", " "), is_bold))
            elif name in CHARACTERS:
                segments.append((CHARACTERS[name], is_bold))
            elif name == "br" and _value(child, "type") not in {"page", "column"}:
                segments.append(("\n", False))
            elif name == "txbxContent":
                self.boxes.append(child)
            elif name == "r":
                properties = _find(child, "rPr")
                if not _is_on(properties, "vanish"):
                    switches = (
                        _is_on(properties, "b"),
                        self.bold_styles.get(_value(_find(properties, "rStyle"))),
                    )
                    segments += self._read_inline(child, next((on for on in switches if on is not None), is_bold))
            elif name not in LEFT_OUT:
                segments += self._read_inline(child, is_bold)
        return segments

    def _read_row(self, row: Any) -> Iterator[Segments]:
        if _find(row, "trPr", "del") is not None:
            return
        cells = [[lines for lines in self.read_blocks(cell) if _has_text(lines)] for cell in _find_cells(row)]
        filled = [cell for cell in cells if cell]
        if len(filled) == 1 or any(_name(element) == "tbl" for element in row.iterdescendants()):
            # A table for the sake of layout holds paragraphs, one around a table holds rows: they stay lines.
            yield from (lines for cell in filled for lines in cell)
        else:
            pieces = [piece for cell in filled for lines in cell for piece in [*lines, (" ", False)]]
            yield [(text.replace("\n", " "), is_bold) for text, is_bold in pieces]


def _find_cells(row: Any) -> Iterator[Any]:
    """Yield the cells of a row, without those that only go on from the cell above."""
    for child in row:
        if _name(child) in WRAPPERS:
            yield from _find_cells(child)
        elif _name(child) == "tc":
            merge = _find(child, "tcPr", "vMerge")
            if merge is None or _value(merge) == "restart":
                yield child


def _find_main_part(archive: zipfile.ZipFile, names: set[str]) -> str:
    """Return the name of the part that holds the text.

    Raises:
        UnreadableError: the archive is no Word document.
    """
    if "_rels/.rels" in names:
        for relation in read_xml(archive, "_rels/.rels"):
            if _value(relation, "Type").endswith("/officeDocument"):
                return posixpath.normpath(_value(relation, "Target").lstrip("/"))
    if "word/document.xml" in names:
        return "word/document.xml"
    raise UnreadableError("the archive holds no Word document: open it and save it as DOCX")


def _read_title(archive: zipfile.ZipFile, names: set[str], text: str) -> dict[str, str]:
    """Return the title of the properties if the text prints it: often it is a default, or left from another file."""
    if "docProps/core.xml" not in names:
        return {}
    title = " ".join((getattr(_find(read_xml(archive, "docProps/core.xml"), "title"), "text", None) or "").split())
    is_printed = "".join(title.split()) in "".join(text.split())
    return {"title": title} if title and is_printed and not DEFAULT_TITLES.match(title) else {}


def read_docx(data: bytes) -> Reading:
    """Return the text of a DOCX (DOCM, DOTX), notes at its end after a line 注释; headers and footers are left out.

    Numbers that Word makes itself are not in the text: `numbering_left_out` says how many paragraphs have one.

    Raises:
        UnreadableError: `damaged_file`, `password_protected`, `too_large` or `unreadable`.
    """
    try:
        return _read_archive(open_zip(data))
    except UnreadableError:
        raise
    except Exception as error:  # XML of hostile bytes can be nested too deep, or be anything
        raise UnreadableError(f"the DOCX file is damaged, get it again ({error})", "damaged_file") from error


def _read_archive(archive: zipfile.ZipFile) -> Reading:
    names = set(archive.namelist())
    main = _find_main_part(archive, names)
    folder = posixpath.dirname(main)
    walk = _Walk()
    if (styles := posixpath.join(folder, "styles.xml")) in names:
        walk.learn_styles(read_xml(archive, styles))
    paragraphs = list(walk.read_blocks(read_xml(archive, main)))
    notes: list[Segments] = []
    for part in ("footnotes.xml", "endnotes.xml"):
        if (name := posixpath.join(folder, part)) in names:
            for note in read_xml(archive, name):
                if not _value(note, "type"):  # the others are rules between text and notes
                    notes.append([piece for lines in walk.read_blocks(note) for piece in [*lines, (" ", False)]])
    if any(map(_has_text, notes)):
        paragraphs += [[(NOTES_LINE, False)], *notes]
    text, bold = lay_out(paragraphs)
    issues: list[tuple[str, str]] = []
    if walk.numbered:
        issues.append(("numbering_left_out", f"numbers made by Word are missing before {walk.numbered} paragraphs"))
    if walk.embedded:
        issues.append(("embedded_left_out", f"text of {walk.embedded} embedded documents is missing"))
    return Reading(text=text, format="docx", bold=bold, claims=_read_title(archive, names, text), issues=tuple(issues))
