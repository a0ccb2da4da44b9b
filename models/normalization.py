"""Characters: full-width letters, digits and spaces folded, and nothing else; what counts as a character."""

import hashlib
import re

import numpy as np
from numpy.typing import NDArray

# One character for one, so that offsets survive. NFKC would turn ，！？；（） into ASCII too: no sentence would end.
FULL_WIDTH = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
FULL_WIDTH_SHIFT = 0xFEE0
SPACES = "\u3000\u00a0\u2002\u2003\u2009\ufeff\u200b"
HAN_RANGES = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x3134F))
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]")
MEANINGFUL = re.compile(r"[^\w]+|_+")


def fold_characters(text: str) -> str:
    """Return the text with full-width digits, Latin letters and spaces folded, of the same length."""
    for space in SPACES:
        text = text.replace(space, " ")
    return FULL_WIDTH.sub(lambda match: chr(ord(match[0]) - FULL_WIDTH_SHIFT), text)


def count_chars(text: str) -> int:
    """Return the number of Han characters, the unit that all measures per 10,000 characters rest on."""
    return len(HAN.findall(text))


def count_chars_before(text: str) -> NDArray[np.int64]:
    """Return how many Han characters stand before each offset of a text; shape (characters + 1,).

    The count of `text[a:b]` is `counts[b] - counts[a]`: for the many sentences of one text at once.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    is_han = np.zeros(len(codes), dtype=bool)
    for first, last in HAN_RANGES:
        is_han |= (codes >= first) & (codes <= last)
    return np.concatenate(([0], np.cumsum(is_han)))


def digest_text(text: str) -> str:
    """Return a digest (hex) of letters, digits and Han characters only: equal for texts that differ in layout."""
    return hashlib.sha256(MEANINGFUL.sub("", text).encode("utf-8", "replace")).hexdigest()
