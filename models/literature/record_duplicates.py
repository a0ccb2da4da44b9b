"""Duplicate records: the same publication in two exports, or twice in one, told by title, year and authors.

Exact: titles agree but for punctuation, spaces, width and case, and an author is shared, or one of the two names none
and the journals agree. Fuzzy: titles are alike, figures in them agree, an author is shared and the journals agree.
Neither holds for two issues of a journal (columns keep their titles), nor for years more than one apart (online first).

Two titles that differ by `d` insertions and deletions share all but `2d` of the pairs of characters of either, so that
some of the `2d + 1` rarest pairs of the one stand in the other: only such titles are compared (the prefix filter of
Chaudhuri, Ganti and Kaushik, 2006, doi:10.1109/ICDE.2006.9).
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, pairwise

from models.literature.records import Record

LEAST_SIMILARITY = 0.95  # 1 - d / (a + b): one character replaced in 20, one left out in 10
PAIRS_OF_AN_EDIT = 3  # a character left out takes two pairs away and makes one
MOST_COMPARED = 500  # titles, those that share the rarest pairs first; only long series of like titles have more
LONGEST_TITLE = 300  # characters compared; longer ones are abstracts gone astray
NUMERALS = re.compile(r"[0-9一二三四五六七八九十上中下ⅰⅱⅲⅳⅴ]")  # 上 and 下, （一） and （二） are two papers
HAN = re.compile(r"[\u3400-\u9fff]")
NOBODY, ANYONE = "", "*"
GAPS = (-1, 0, 1)  # years


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A record (by position) that repeats another, and how alike their titles are: 1 is exact."""

    position: int
    original: int
    similarity: float


@dataclass(slots=True)
class _Traits:
    """What a record is compared by."""

    title: str
    year: int | None
    authors: frozenset[str]
    journal: str
    issue: str
    numerals: list[str] = field(default_factory=list)
    pairs: frozenset[str] = frozenset()


def fold_title(title: str) -> str:
    """Return a title's letters and figures: no punctuation, spaces, width or case."""
    folded = unicodedata.normalize("NFKC", title[: 2 * LONGEST_TITLE]).casefold()
    return "".join(filter(str.isalnum, folded))[:LONGEST_TITLE]


def fold_author(name: str) -> str:
    """Return a name by which an author is known in every export: Han characters, or surname and first initial."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    if HAN.search(folded):
        return "".join(filter(str.isalnum, folded))
    surname, comma, given = folded.partition(",")
    words = re.findall(r"\w+", folded)
    if comma:
        words = [*re.findall(r"\w+", given)[:1], *re.findall(r"\w+", surname)]
    return f"{words[-1]} {words[0][0]}" if len(words) > 1 else "".join(words)


def find_duplicates(records: Sequence[Record]) -> list[Duplicate]:
    """Return the records that repeat an earlier one of the sequence, which itself repeats none.

    Args:
        records: N records, those to be kept rather than others first.
    """
    traits = [_describe(record) for record in records]
    originals = _Originals(traits)
    found = []
    for position, one in enumerate(traits):
        if one.title:
            duplicate = originals.find_exact(position) or originals.find_alike(position)
            if duplicate:
                found.append(duplicate)
            else:
                originals.add(position)
    return found


class _Originals:
    """The records so far that repeat none, by title and author and by the pairs of characters of their titles."""

    def __init__(self, traits: Sequence[_Traits]) -> None:
        self.traits = traits
        self.counts = Counter(pair for one in traits for pair in one.pairs)
        self.namesakes: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self.likely: defaultdict[tuple[str, int | None], list[int]] = defaultdict(list)
        self.years: dict[int | None, None] = {}

    def add(self, position: int) -> None:
        """Add a record that repeats none."""
        one = self.traits[position]
        for author in [*one.authors, ANYONE] if one.authors else [NOBODY]:
            self.namesakes[one.title, author].append(position)
        self.years.setdefault(one.year)
        for pair in one.pairs:
            self.likely[pair, one.year].append(position)

    def find_exact(self, position: int) -> Duplicate | None:
        """Return a record as a duplicate of the first that has its title and could be the same publication."""
        one = self.traits[position]
        authors = [*one.authors, NOBODY] if one.authors else [NOBODY, ANYONE]
        others = (other for author in authors for other in self.namesakes.get((one.title, author), ())[:MOST_COMPARED])
        original = min((other for other in others if _is_exact(one, self.traits[other])), default=None)
        return None if original is None else Duplicate(position, original, 1.0)

    def find_alike(self, position: int) -> Duplicate | None:
        """Return a record as a duplicate of that with the title most like its own, if there is one alike."""
        one = self.traits[position]
        most = int((1 - LEAST_SIMILARITY) * 2 * len(one.title) / LEAST_SIMILARITY) + 1
        rarest = sorted(one.pairs, key=lambda pair: (self.counts[pair], pair))[: 2 * most + 1]
        near = self.years if one.year is None else [one.year + gap for gap in GAPS] + [None]
        others = chain.from_iterable(self.likely.get((pair, year), ()) for pair in rarest for year in near)
        likeness = {other: _compare(one, self.traits[other]) for other in set(islice(others, MOST_COMPARED))}
        original = min(likeness, key=lambda other: (-likeness[other], other), default=None)
        if original is None or not likeness[original]:
            return None
        return Duplicate(position, original, likeness[original])


def _describe(record: Record) -> _Traits:
    title = fold_title(record.title)
    authors = frozenset(filter(None, map(fold_author, record.authors)))
    pairs = frozenset(map("".join, pairwise(title))) if authors else frozenset()
    journal = fold_title(record.journal)
    return _Traits(title, record.year, authors, journal, record.issue, NUMERALS.findall(title), pairs)


def _is_exact(one: _Traits, other: _Traits) -> bool:
    """Whether two records of one title are one publication."""
    if not _could_be_one(one, other):
        return False
    if one.authors and other.authors:
        return not one.authors.isdisjoint(other.authors)
    if one.authors or other.authors:
        return _agree_on_journal(one, other)
    return one.journal == other.journal and one.issue == other.issue


def _could_be_one(one: _Traits, other: _Traits) -> bool:
    """Whether neither years nor issues say that two records are two publications."""
    gap = 0 if one.year is None or other.year is None else abs(one.year - other.year)
    if gap:  # online first: the one has no issue yet
        return gap in GAPS and _agree_on_journal(one, other) and not (one.issue and other.issue)
    has_issues = bool(one.issue and other.issue)
    return not (has_issues and one.issue != other.issue and _agree_on_journal(one, other))


def _agree_on_journal(one: _Traits, other: _Traits) -> bool:
    """Whether journals are the same, one without its subtitle, or not both given."""
    return one.journal.startswith(other.journal) or other.journal.startswith(one.journal)


def _compare(one: _Traits, other: _Traits) -> float:
    """Return how alike two records are, 0 if they cannot be the same publication."""
    if one.authors.isdisjoint(other.authors) or one.numerals != other.numerals:
        return 0.0
    length = len(one.title) + len(other.title)
    most = int((1 - LEAST_SIMILARITY) * length)
    if len(one.pairs ^ other.pairs) > PAIRS_OF_AN_EDIT * most:
        return 0.0
    if not _could_be_one(one, other) or not _agree_on_journal(one, other):
        return 0.0
    distance = count_edits(one.title, other.title, most)
    return 0.0 if distance is None else 1 - distance / length


def count_edits(a: str, b: str, most: int) -> int | None:
    """Return how many insertions and deletions turn one text into another, None if more than `most`."""
    while a and b and a[0] == b[0]:
        a, b = a[1:], b[1:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    if abs(len(a) - len(b)) > most:
        return None
    far = most + 1
    row = [min(j, far) for j in range(len(b) + 1)]
    for i, character in enumerate(a, 1):
        above, row = row, [far] * (len(b) + 1)
        row[0] = min(i, far)
        for j in range(max(1, i - most), min(len(b), i + most) + 1):
            row[j] = above[j - 1] if character == b[j - 1] else min(above[j], row[j - 1], most) + 1
    return row[-1] if row[-1] <= most else None
