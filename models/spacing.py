"""Spacing: texts that come segmented, with spaces or slashes between their words, as researchers keep their corpora.

Such a text is joined, so that sentences, headings and terms are found in it as in any other; where its words end is
kept, so that they are counted as they came. Tags of parts of speech (推进/v) are dropped.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

HAN = r"[\u4e00-\u9fff]"
SPACE, SLASH = r"[ \t]+", r"(?<! ) *[/／] *"
TAG = re.compile(rf"(?<={HAN})/[a-zA-Z]{{1,4}}\d?(?=[ \t\n]|$)")
MARKDOWN = re.compile(r"[ \t]*(?:#{1,6}|[-*>])[ \t]+")  # at the start of a line: no word
MARK = re.compile(r"([ \t/／]?)[，。；：、]")
WORD = re.compile(r"\w")
LATIN = re.compile(r"[a-zA-Z0-9]{2}")  # the end of a word and the beginning of the next: they stay apart
# Separators between Han characters, for each Han character. Segmented texts have .4 to .6, as words are two characters
# long; a text whose characters all stand apart has .8 and more and tells no words; others have .01 and less.
LEAST_SEPARATED, MOST_SEPARATED = 0.25, 0.75
LEAST_OF_ALL = 0.1  # separators among all characters: a look that costs nothing
LEAST_TAGS = 10
LEAST_MARKS = 0.5  # of the marks of a segmented text stand apart too; in lists of names and in tables there are none
LEAST_CHARS = 50  # Han characters; of fewer, a table or a heading may look segmented


@dataclass(frozen=True, slots=True)
class Joined:
    """A text without what stood between its words, and where its words end (offsets, ascending)."""

    text: str
    word_ends: tuple[int, ...]


def join_words(text: str) -> Joined | None:
    """Return a text that comes segmented, joined; None for any other text. Lines stay one for one."""
    if sum(map(text.count, " \t/／")) < LEAST_OF_ALL * len(text):
        return None
    bare = TAG.sub("", text) if len(TAG.findall(text)) >= LEAST_TAGS else text
    n_chars = len(re.findall(HAN, bare))
    marks = MARK.findall(bare)
    if n_chars < LEAST_CHARS or not marks or sum(map(bool, marks)) < LEAST_MARKS * len(marks):
        return None
    for separator in (SPACE, SLASH):
        between = len(re.findall(rf"(?<={HAN}){separator}(?={HAN})", bare))
        if LEAST_SEPARATED <= between / n_chars <= MOST_SEPARATED:
            return _join_lines(bare, re.compile(separator))
    return None


def _join_lines(text: str, separator: re.Pattern[str]) -> Joined:
    pieces: list[str] = []
    ends: list[int] = []
    length = 0
    for line in text.split("\n"):
        marker = MARKDOWN.match(line)
        start = marker.end() if marker else 0
        pieces.append(line[:start])
        length += start
        words = [word for word in separator.split(line[start:]) if word]
        for word, after in pairwise([*words, ""]):
            apart = " " if LATIN.fullmatch(word[-1:] + after[:1]) else ""
            pieces.append(word + apart)
            ends.append(length + len(word))
            length += len(word) + len(apart)
        pieces.append("\n")
        length += 1
    return Joined("".join(pieces[:-1]), tuple(ends))


def cut_words(sentence: str, word_ends: Sequence[int]) -> list[str]:
    """Return the words of a sentence by where they end in it; signs alone are none."""
    ends = [end for end in word_ends if 0 < end < len(sentence)]
    words = (sentence[start:end].strip() for start, end in pairwise([0, *ends, len(sentence)]))
    return [word for word in words if WORD.search(word)]
