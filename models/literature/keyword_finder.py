"""The keyword finder: known keywords in running text, whatever their width, case and spacing."""

import unicodedata
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind

from models.literature.keywords import BETWEEN_HAN, fold_keyword

SHORTEST = 2  # characters of a keyword that is looked for in running text
LONGEST_TEXT = 20_000  # characters of a text looked at


class KeywordFinder:
    """Finds keywords in texts. Of overlapping ones the leftmost and longest counts; a keyword in Latin letters must
    stand as a word of its own. Of spellings that differ in width, case and spacing alone the first by code points names
    what is found.
    """

    def __init__(self, keywords: Iterable[str]) -> None:
        words = {key: word for word in sorted(keywords, reverse=True) if len(key := fold_keyword(word)) >= SHORTEST}
        self._keys = sorted(words)
        self._words = [words[key] for key in self._keys]
        self._finder = AhoCorasick(self._keys, matchkind=MatchKind.LeftmostLongest) if words else None

    def find_keywords(self, text: str) -> list[str]:
        """Return the keywords of a text in its order, each as often as it stands there."""
        if self._finder is None:
            return []
        folded = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).casefold()
        folded = BETWEEN_HAN.sub("", " ".join(folded.split()))
        found = self._finder.find_matches_as_indexes(folded)
        return [self._words[at] for at, start, end in found if _is_word(folded, start, end)]


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether no letter or figure goes on beyond either end of a match in Latin letters."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return not (_is_latin(before) and _is_latin(text[start])) and not (_is_latin(after) and _is_latin(text[end - 1]))


def _is_latin(character: str) -> bool:
    return bool(character) and character.isascii() and character.isalnum()
