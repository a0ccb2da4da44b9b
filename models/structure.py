"""Structure: the paragraphs of a document with the headings above them and the parts they belong to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.headings import find_paragraphs
from models.parts import Passage, tell_other_parts, tell_parts
from models.settling import settle_parts


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: half-open span in the text, the level of the heading it is or begins with, and its part.

    `level`: 0 no heading, 1 to 4 numbered, 5 bold or bare; `heading` is the nearest heading above (or itself);
    `head_end` is where the heading ends, before the end of the line for a run-in heading.
    """

    start: int
    end: int
    level: int
    head_end: int
    heading: str
    section_kind: str


def find_lines(
    text: str, bold: Iterable[tuple[int, int]] = (), session: date | None = None, kind: str = "work_report"
) -> list[Line]:
    """Return the paragraphs of a text in order, with headings and parts.

    Args:
        text: the stored text; a line is a paragraph.
        bold: half-open spans of the text that were emphasised in the file.
        session: the day on which the report was delivered, where it is known: the cues name years by it.
        kind: the kind of document; only a work report has review and plan, a plan is all plan.
    """
    paragraphs = find_paragraphs(text, bold)
    passages = [
        Passage(text[p.start : p.end], text[p.start : p.head_end].strip() if p.level else "", p.level, p.start)
        for p in paragraphs
    ]
    if kind == "work_report":
        kinds = settle_parts(passages, tell_parts(passages, len(text), session))
    else:
        kinds = tell_other_parts(passages, len(text), is_plan=kind.endswith("_plan"))
    lines, heading = [], ""
    for paragraph, passage, section_kind in zip(paragraphs, passages, kinds, strict=True):
        if passage.level:
            heading = passage.heading
        elif section_kind == "closing":
            heading = ""
        lines.append(Line(paragraph.start, paragraph.end, paragraph.level, paragraph.head_end, heading, section_kind))
    return lines
