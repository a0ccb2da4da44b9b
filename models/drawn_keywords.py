"""Drawn keywords: for a record without keywords, those of other records that its title and abstract name."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from models.keywords import BETWEEN_HAN, fold_keyword
from models.records import Record

MOST_DRAWN = 5  # keywords a record; authors give three to five
LEAST_RECORDS = 2  # that an author's keyword must have, so that a slip of one author is not spread
SHORTEST = 2  # characters of a keyword that is looked for in running text
LONGEST_TEXT = 20_000  # characters of an abstract looked at


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
    words = {key: word for word in sorted(vocabulary, reverse=True) if len(key := fold_keyword(word)) >= SHORTEST}
    if not words:
        return {}
    keys = sorted(words)
    finder = AhoCorasick(keys, matchkind=MatchKind.LeftmostLongest)
    drawn = {}
    for record in records:
        if record.keywords:
            continue
        in_title = dict.fromkeys(_find_keys(finder, record.title))
        in_abstract = Counter(_find_keys(finder, record.abstract))
        ranked = sorted(in_abstract, key=lambda at: (-in_abstract[at], keys[at]))
        found = list(dict.fromkeys([*in_title, *ranked]))[:most]
        if found:
            drawn[record.record_id] = tuple(words[keys[at]] for at in found)
    return drawn


def _find_keys(finder: AhoCorasick, text: str) -> list[int]:
    folded = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).casefold()
    folded = BETWEEN_HAN.sub("", " ".join(folded.split()))
    return [at for at, start, end in finder.find_matches_as_indexes(folded) if _is_word(folded, start, end)]


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether no letter or figure goes on beyond either end of a match in Latin letters."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return not (_is_latin(before) and _is_latin(text[start])) and not (_is_latin(after) and _is_latin(text[end - 1]))


def _is_latin(character: str) -> bool:
    return bool(character) and character.isascii() and character.isalnum()
