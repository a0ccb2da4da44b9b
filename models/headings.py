"""Headings: paragraphs of a text and the headings that they are or begin with, in all the forms that reports use."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST_HEADING = 50  # characters; the longest numbered headings at hand have 45
LONGEST_BARE_HEADING = 32  # without number and emphasis a line must be short to be a heading
LONGEST_RUN_IN = 20  # characters of a heading numbered 1. that a paragraph begins with; longer ones are sentences
LONGEST_PARAGRAPH = 3000  # a line that is longer has lost its line ends: it is cut before its numbered headings
NO_HEADING, BARE = 0, 5

HAN_NUMERAL = "[一二三四五六七八九十百]{1,4}"
# Damaged files lose the first character of a line: a heading may begin with the mark after its number.
LEVELS = (
    (1, re.compile(rf"^(?:{HAN_NUMERAL}[、.．]|、|第{HAN_NUMERAL}(?:部分|章|编|篇))")),
    (2, re.compile(rf"^[（(]\s*{HAN_NUMERAL}\s*[)）]|^第{HAN_NUMERAL}节|^{HAN_NUMERAL}[)）]")),
    (3, re.compile(rf"^(?:\d{{1,2}}[、．]|\d{{1,2}}\.(?!\d)|第{HAN_NUMERAL}(?:条|[，,]))")),
    (4, re.compile(r"^[（(]\d{1,2}[)）]|^[①-⑳]")),
)
NUMBERED = re.compile(r"[一二三四五六七八九十百第（(、\d①-⑳]")  # what a numbered heading begins with
LOST_LINE_END = re.compile(rf"(?<=[。！？；”])[ \t]*(?={HAN_NUMERAL}、|[（(]{HAN_NUMERAL}[)）]|各位代表[！，：])")
SENTENCE_END = re.compile(r"[。！？；!?;]")
BARE_HEADING = re.compile(r"^(?:[^。、；：！？,;:!?—]+|[^。；：！？;:!?—]+(?:——|──)[^。；：！？;:!?—]+)(?<![，,“（])$")
APPENDIX = re.compile(r"^附\s*(?:件|录|表|注|则)?[\s0-9一二三四五六七八九十]{0,4}(?:[：:].{0,36})?$")
NOT_A_HEADING = re.compile(
    r"^(各位代表|各位委员|同志们|现在|——|--|──|[(（]?\d{4}年\d{1,2}月|谢谢|.{0,12}(市长|省长|主席|州长|县长|总理))"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph `text[start:end]` without the white space around it, and the heading it is or begins with.

    `level`: 0 no heading, 1 to 4 numbered, 5 bold, bare or an appendix; the heading is `text[start:head_end]`,
    shorter than the paragraph for a run-in heading.
    """

    start: int
    end: int
    level: int
    head_end: int


def find_paragraphs(text: str, bold: Iterable[tuple[int, int]] = ()) -> list[Paragraph]:
    """Return the paragraphs of a text in order.

    Args:
        text: the stored text; a line is a paragraph.
        bold: half-open spans of the text that were emphasised in the file.
    """
    bold_lengths = {start: end - start for start, end in bold}
    found = []
    for start, words in _cut_lines(text):
        level, length = _head_of(words, bold_lengths.get(start, 0))
        found.append(Paragraph(start, start + len(words), level, start + length))
    return found


def _cut_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield offset and words of every non-empty line; one that has swallowed others is cut before their headings."""
    offset = 0
    for raw in text.split("\n"):
        if raw and (words := raw.strip()):
            start = offset + len(raw) - len(raw.lstrip())
            if len(words) <= LONGEST_PARAGRAPH:
                yield start, words
            else:
                last = 0
                for cut in (*LOST_LINE_END.finditer(words), None):
                    until = cut.start() if cut else len(words)
                    if piece := words[last:until].strip():
                        yield start + last, piece
                    last = cut.end() if cut else until
        offset += len(raw) + 1


def _head_of(words: str, bold_until: int) -> tuple[int, int]:
    """Return the level of the heading that a paragraph is or begins with, and the length of that heading."""
    level = NO_HEADING
    if NUMBERED.match(words):
        level = next((level for level, pattern in LEVELS if pattern.match(words)), NO_HEADING)
    if (not level and not bold_until and len(words) > LONGEST_HEADING) or NOT_A_HEADING.match(words):
        return NO_HEADING, 0
    stop = SENTENCE_END.search(words)
    first = stop.end() if stop else len(words)
    if level in (3, 4) and _is_item(words, first):
        return NO_HEADING, 0
    if 0 < bold_until <= LONGEST_HEADING:
        return level or BARE, max(bold_until, first if level and first <= LONGEST_HEADING else 0)
    if level and first <= LONGEST_HEADING:
        return level, first
    return (BARE, len(words)) if _is_bare(words) else (NO_HEADING, 0)


def _is_bare(words: str) -> bool:
    """Whether a paragraph without number and emphasis is a heading: short, without a sentence's marks."""
    if len(words) <= LONGEST_HEADING and APPENDIX.match(words):
        return True
    return 2 <= len(words) <= LONGEST_BARE_HEADING and bool(BARE_HEADING.match(words)) and not words[-1].isdigit()


def _is_item(words: str, first: int) -> bool:
    """Whether a line numbered 1. or (1) is an item of a list (a pledge, a project) and no heading: a full sentence."""
    return bool(SENTENCE_END.match(words[first - 1])) and (first == len(words) or first > LONGEST_RUN_IN)
