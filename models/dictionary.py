"""Dictionary: jieba's words and ours with their frequencies, for rjieba and as a private jieba tokenizer."""

import re
from functools import lru_cache
from typing import Any

from models.lexicon import read_lexicon

HAN_WORD = re.compile(r"[\u4e00-\u9fd5]{2,}")


def _read_words(name: str) -> list[str]:
    lines = (line.partition("#")[0].strip() for line in read_lexicon(name).splitlines())
    return [line for line in lines if line]


@lru_cache(maxsize=1)
def load_stopwords() -> frozenset[str]:
    """Return the packaged stop words."""
    return frozenset(_read_words("stopwords.txt"))


def list_own_words() -> list[str]:
    """Return the words that we add to jieba's.

    Raises:
        ValueError: one of them holds something that is not a Han character.
    """
    words = _read_words("dictionary.txt")
    if mixed := [word for word in words if not HAN_WORD.fullmatch(word)]:
        raise ValueError(f"dictionary.txt: only Han words stay whole in rjieba as in jieba: {', '.join(mixed)}")
    return words


def _read_frequencies() -> tuple[dict[str, int], int]:
    """Return jieba's words with their frequencies, and the sum of its lines."""
    import jieba

    with jieba.Tokenizer().get_dict_file() as file:
        fields = file.read().decode().split()  # word, frequency and tag of each line
    frequencies = list(map(int, fields[1::3]))
    return dict(zip(fields[::3], frequencies, strict=True)), sum(frequencies)


def make_cutter() -> tuple[Any, dict[str, int], int]:
    """Return rjieba with jieba's words and ours, their frequencies, and the sum that jieba divides them by.

    A word of ours is as frequent as it must be to stay whole: jieba's own rule, in less than half of its time, since
    jieba also lists all beginnings of words.
    """
    import rjieba

    words, total = _read_frequencies()
    cutter = rjieba.Jieba.empty()  # type: ignore[no-untyped-call]
    for word, frequency in words.items():
        cutter.add_word(word, frequency, None)
    for word in list_own_words():
        chance = 1.0
        for part in cutter.cut(word, False):
            chance *= words.get(part, 1) / total
        words[word] = max(int(chance * total) + 1, words.get(word, 0))
        total += words[word]  # jieba's sum holds a word twice that was added again
        cutter.add_word(word, words[word], None)
    return cutter, words, total


def make_tokenizer() -> Any:
    """Return a jieba tokenizer with our dictionary: the reference for what the tokens of a text are.

    Neither jieba's global tokenizer nor its cache in the shared temporary folder is touched.
    """
    import jieba

    tokenizer = jieba.Tokenizer()
    # What Tokenizer.initialize() does, without its cache in the shared temporary folder.
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for word in list_own_words():
        tokenizer.add_word(word)
    return tokenizer
