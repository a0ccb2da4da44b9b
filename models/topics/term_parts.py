"""Parts of speech of terms: the tag that jieba's dictionary gives a word by itself, for topics of nouns or verbs alone.

A word that is now a noun and now a verb has one tag, its most usual: tagging each sentence tells them apart at a
hundred times the cost (`models.parts_of_speech`), and a topic does not know in which sense its word was used.
"""

from collections.abc import Collection, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from models.parts_of_speech import Tagger, begins_with, load_tagger

KINDS = frozenset("abcdefghijklmnopqrstuvxyz")  # first letters of jieba's tags


def check_parts(parts: Collection[str]) -> None:
    """Raise if a name cannot be the beginning of a tag.

    Raises:
        ValueError: names the first that cannot.
    """
    for part in parts:
        if not (part.isascii() and part.isalnum() and part[0] in KINDS):
            raise ValueError(f"{part!r} begins no tag of jieba: n names nouns, v verbs, a adjectives, vn verbal nouns")


def are_of_parts(terms: Sequence[str], parts: Collection[str]) -> NDArray[np.bool_]:
    """Return for each term whether its part of speech is one of `parts` or a kind of one (T,).

    Args:
        terms: T words.
        parts: beginnings of jieba's tags, `n` and `v` say.
    """
    return np.array([begins_with(_tag_term(term), parts) for term in terms], dtype=bool)


@lru_cache(maxsize=200_000)
def _tag_term(term: str) -> str:
    """Return the tag of a word; of one that no dictionary has, that of its last part: compounds end in it."""
    tagger: Tagger = load_tagger()
    pairs = tagger.tag_text(term)
    return pairs[-1][1] if pairs else "x"
