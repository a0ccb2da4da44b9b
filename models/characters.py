"""Kinds of characters, as jieba tells them apart when it divides a text into blocks; a byte each, for numpy."""

import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

# What jieba joins in one block: HAN, ALNUM, LOW_LINE, SIGN. Tokens of a MARK or of a SIGN are none.
MARK, LETTER, HAN, ALNUM, LOW_LINE, SIGN, FOREIGN = 0, 1, 2, 4, 8, 16, 32
FIRST_HAN, LAST_HAN = 0x4E00, 0x9FD5  # jieba's
SIGNS = "+#&.%-"
WORD = re.compile(r"\w+")
# Rare and compatibility ideographs, halves of surrogate pairs, all beyond the first plane: rjieba joins them with
# others or cannot take them, jieba keeps them apart. A bit of its own, beside MARK or LETTER.
FOREIGN_CHARACTER = re.compile("[\u3400-\u4dbf\u9fd6-\u9fff\ud800-\udfff\uf900-\ufaff\U00010000-\U0010ffff]")


@lru_cache(maxsize=1)
def _tabulate_kinds() -> NDArray[np.uint8]:
    codes = np.arange(0x110000, dtype=np.uint32)
    every = codes.tobytes().decode("utf-32", "surrogatepass")
    kinds = np.full(len(codes), MARK, dtype=np.uint8)
    for run in WORD.finditer(every):
        kinds[run.start() : run.end()] = LETTER
    kinds[FIRST_HAN : LAST_HAN + 1] = HAN
    for first, last in ("09", "az", "AZ"):
        kinds[ord(first) : ord(last) + 1] = ALNUM
    kinds[ord("_")] = LOW_LINE
    kinds[[ord(sign) for sign in SIGNS]] = SIGN
    kinds[[found.start() for found in FOREIGN_CHARACTER.finditer(every)]] |= FOREIGN
    return kinds


def read_codes(text: str) -> NDArray[np.uint32]:
    """Return the code point of each character (N,), halves of surrogate pairs by themselves."""
    marked = text.encode("utf-32", "surrogatepass")  # begins with a mark of the order of bytes
    return np.frombuffer(marked, dtype=np.uint32)[1:]


def find_kinds(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Return the kind of each character (N,)."""
    return _tabulate_kinds()[codes]
