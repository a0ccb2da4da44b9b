"""Characters: full-width letters, digits and spaces folded, and nothing else; what counts as a character."""

import hashlib
import re

import numpy as np
from numpy.typing import NDArray

Ranges = tuple[tuple[int, int], ...]

# One character for one, so that offsets survive. NFKC would turn ，！？；（） into ASCII too: no sentence would end.
FULL_WIDTH = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
FULL_WIDTH_SHIFT = 0xFEE0
SPACES = "\u3000\u00a0\u2002\u2003\u2009\ufeff\u200b"
HAN_RANGES: Ranges = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x3134F))
# Spaces and punctuation of ASCII, Latin-1, the general, the CJK and the full-width blocks: layout, not text.
LAYOUT_RANGES: Ranges = (
    *((0x00, 0x2F), (0x3A, 0x40), (0x5B, 0x60), (0x7B, 0xBF), (0x2000, 0x206F), (0x2500, 0x25FF)),
    *((0x3000, 0x303F), (0xFE30, 0xFE4F), (0xFF00, 0xFF0F), (0xFF1A, 0xFF20), (0xFF3B, 0xFF40), (0xFF5B, 0xFFFF)),
)


def fold_characters(text: str) -> str:
    """Return the text with full-width digits, Latin letters and spaces folded, of the same length."""
    for space in SPACES:
        text = text.replace(space, " ")
    return FULL_WIDTH.sub(lambda match: chr(ord(match[0]) - FULL_WIDTH_SHIFT), text)


def _code_points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _lie_in(codes: NDArray[np.uint32], ranges: Ranges) -> NDArray[np.bool_]:
    found = np.zeros(len(codes), dtype=bool)
    for first, last in ranges:
        found |= (codes >= first) & (codes <= last)
    return found


def count_characters(text: str, ranges: Ranges) -> int:
    """Return how many characters of a text lie in ranges of code points (first and last, both included)."""
    return int(np.count_nonzero(_lie_in(_code_points(text), ranges)))


def count_chars(text: str) -> int:
    """Return the number of Han characters, the unit that all measures per 10,000 characters rest on."""
    return count_characters(text, HAN_RANGES)


def count_chars_before(text: str) -> NDArray[np.int64]:
    """Return how many Han characters stand before each offset of a text; shape (characters + 1,).

    The count of `text[a:b]` is `counts[b] - counts[a]`: for the many sentences of one text at once.
    """
    return np.concatenate(([0], np.cumsum(_lie_in(_code_points(text), HAN_RANGES))))


def digest_text(text: str) -> str:
    """Return a digest (hex) of a text without spaces and punctuation: equal for texts that differ in layout."""
    codes = _code_points(text)
    return hashlib.sha256(codes[~_lie_in(codes, LAYOUT_RANGES)].tobytes()).hexdigest()
