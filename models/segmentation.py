"""Segmentation: a private jieba tokenizer with our dictionary; the same tokens on every machine.

Neither jieba's global tokenizer nor its cache in the shared temporary folder is touched.
"""

import re
from collections import Counter
from functools import lru_cache

from models.lexicon import read_lexicon

WORD = re.compile(r"\w")
LONGEST_PIECE = 5_000  # characters: jieba's time grows with the square of a run without marks
TERM = re.compile(r"^[\u4e00-\u9fff]{2,}$")


def _read_words(name: str) -> list[str]:
    lines = (line.partition("#")[0].strip() for line in read_lexicon(name).splitlines())
    return [line for line in lines if line]


@lru_cache(maxsize=1)
def load_stopwords() -> frozenset[str]:
    """Return the packaged stop words."""
    return frozenset(_read_words("stopwords.txt"))


class Segmenter:
    """Cuts text into tokens. One per process: it holds about 200 MB and is not meant to be sent anywhere."""

    def __init__(self) -> None:
        import jieba

        self._tokenizer = jieba.Tokenizer()
        # What Tokenizer.initialize() does, without its cache in the shared temporary folder.
        self._tokenizer.FREQ, self._tokenizer.total = self._tokenizer.gen_pfdict(self._tokenizer.get_dict_file())
        self._tokenizer.initialized = True
        for word in _read_words("dictionary.txt"):
            self._tokenizer.add_word(word)

    def cut_text(self, text: str) -> list[str]:
        """Return the tokens of a text that hold a letter, a digit or a Han character, in order."""
        pieces = (text[start : start + LONGEST_PIECE] for start in range(0, len(text), LONGEST_PIECE))
        return [token for piece in pieces for token in self._tokenizer.cut(piece) if WORD.search(token)]


@lru_cache(maxsize=1)
def load_segmenter() -> Segmenter:
    """Return the segmenter of this process, made on first use (about one second)."""
    return Segmenter()


def count_terms(tokens: list[str]) -> Counter[str]:
    """Count the tokens that can be terms: Han, two characters or longer, no stop words."""
    stopwords = load_stopwords()
    return Counter(token for token in tokens if token not in stopwords and TERM.match(token))
