"""Parts of speech: jieba's tagger with our dictionary, for studies of nouns or verbs alone. Slow: 0.2 MB a second.

Its words are those of `jieba.posseg`, whose model of unknown words is another than that of the segmenter.
"""

import re
from collections.abc import Collection
from functools import lru_cache

from models.dictionary import list_own_words, make_tokenizer
from models.segmentation import break_text

WORD = re.compile(r"\w")
OWN_TAG = "nz"  # jieba's for names of other kinds: terms of policy are nearly all nominal


class Tagger:
    """Cuts texts into tokens with their parts of speech. One per process: it holds 150 MB."""

    def __init__(self) -> None:
        from jieba import posseg

        self._tagger = posseg.POSTokenizer(make_tokenizer())
        for word in list_own_words():
            self._tagger.word_tag_tab.setdefault(word, OWN_TAG)

    def tag_text(self, text: str) -> list[tuple[str, str]]:
        """Return the tokens of a text that hold a letter, a digit or a Han character, each with jieba's tag.

        Words of our own dictionary that jieba has no tag for have `OWN_TAG`.
        """
        tagged = (pair for piece in break_text(text) for pair in self._tagger.cut(piece))
        return [(token, tag) for token, tag in tagged if WORD.search(token)]


def begins_with(tag: str, parts: Collection[str]) -> bool:
    """Return whether a tag is one of `parts` or of their kinds: `nr`, `ns` and `nz` are kinds of `n`."""
    return tag.startswith(tuple(parts))


@lru_cache(maxsize=1)
def load_tagger() -> Tagger:
    """Return the tagger of this process, made on first use (about two seconds)."""
    return Tagger()
