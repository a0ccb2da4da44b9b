"""Drawn keywords: for a record without keywords, those of other records that its title and abstract name."""

from collections import Counter
from collections.abc import Iterable, Sequence

from models.literature.keyword_finder import SHORTEST, KeywordFinder
from models.literature.keywords import fold_keyword
from models.literature.records import Record

MOST_DRAWN = 5  # keywords a record; authors give three to five
LEAST_RECORDS = 2  # that an author's keyword must have, so that a slip of one author is not spread


def list_vocabulary(records: Iterable[Record], least: int = LEAST_RECORDS) -> list[str]:
    """Return the keywords that at least `least` records give, the commonest spelling of each, in code-point order."""
    spellings: dict[str, Counter[str]] = {}
    for record in records:
        for key, spelling in {fold_keyword(keyword): keyword for keyword in reversed(record.keywords)}.items():
            spellings.setdefault(key, Counter())[spelling] += 1
    frequent = (counts for key, counts in spellings.items() if len(key) >= SHORTEST and counts.total() >= least)
    return sorted(min(counts, key=lambda spelling: (-counts[spelling], spelling)) for counts in frequent)


def draw_keywords(
    records: Iterable[Record], vocabulary: Sequence[str], most: int = MOST_DRAWN
) -> dict[str, tuple[str, ...]]:
    """Return keywords for the records that have none and name some, by record id.

    Those of the title come first, in its order, then those that the abstract names most often. Of overlapping ones the
    leftmost and longest counts; a keyword in Latin letters must stand as a word of its own.

    Args:
        records: those with keywords are passed over.
        vocabulary: the keywords looked for.
        most: keywords of a record at most.
    """
    finder = KeywordFinder(vocabulary)
    drawn = {}
    for record in records:
        if record.keywords:
            continue
        in_title = dict.fromkeys(finder.find_keywords(record.title))
        in_abstract = Counter(finder.find_keywords(record.abstract))
        ranked = sorted(in_abstract, key=lambda word: (-in_abstract[word], fold_keyword(word)))
        found = list(dict.fromkeys([*in_title, *ranked]))[:most]
        if found:
            drawn[record.record_id] = tuple(found)
    return drawn
