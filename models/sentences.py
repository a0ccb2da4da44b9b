"""Sentences: a text cut at 。！？； and line ends, never inside quotation marks or 《》, with offsets."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from models.normalization import count_chars_before
from models.structure import Line

# A closed pair is taken whole; an opening mark that is never closed on its line counts as an ordinary character.
SENTENCE = re.compile(
    r"(?:[^“‘《「。！？；!?;\n]++|“[^”\n]{0,400}”|‘[^’\n]{0,400}’|《[^》\n]{0,200}》|「[^」\n]{0,400}」|[“‘《「])*+"
    r"[。！？；!?;]*+[”’」』）)]*+"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text: `text[char_start:char_end]` of the stored text, its place in the report, Han characters.

    `position` counts from 0 in the document, `paragraph` is the line it stands in (from 0, empty lines not counted).
    """

    position: int
    paragraph: int
    char_start: int
    char_end: int
    section_kind: str
    is_heading: bool
    heading: str
    n_chars: int


def find_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the half-open spans of the sentences in `text[start:end]`, white space left out."""
    spans = []
    while start < end:
        match = SENTENCE.match(text, start, end)
        stop = match.end() if match and match.end() > start else start + 1
        piece = text[start:stop]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if left < right:
            spans.append((left, right))
        start = stop
    return spans


def split_sentences(text: str, lines: Iterable[Line]) -> list[Sentence]:
    """Return the sentences of a text in order; the heading that a line is, or begins with, is one of its own."""
    sentences: list[Sentence] = []
    chars = count_chars_before(text)
    for paragraph, line in enumerate(lines):
        heads = [(line.start, line.head_end)] if line.level else []
        body_start = line.head_end if line.level else line.start
        spans = [(left, right, True) for left, right in heads]
        spans += [(left, right, False) for left, right in find_spans(text, body_start, line.end)]
        sentences += [
            Sentence(
                position=len(sentences) + number,
                paragraph=paragraph,
                char_start=left,
                char_end=right,
                section_kind=line.section_kind,
                is_heading=is_heading,
                heading=line.heading,
                n_chars=int(chars[right] - chars[left]),
            )
            for number, (left, right, is_heading) in enumerate(spans)
        ]
    return sentences
