"""Characters: full-width letters, digits and spaces folded, and nothing else; what counts as a character."""

import hashlib
import re

# One character for one, so that offsets survive. NFKC would turn ，！？；（） into ASCII too: no sentence would end.
FOLDED = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
FOLDED |= dict.fromkeys((0x3000, 0xA0, 0x2002, 0x2003, 0x2009, 0xFEFF, 0x200B), 0x20)
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]")
MEANINGFUL = re.compile(r"[^\w]+|_+")


def fold_characters(text: str) -> str:
    """Return the text with full-width digits, Latin letters and spaces folded, of the same length."""
    return text.translate(FOLDED)


def count_chars(text: str) -> int:
    """Return the number of Han characters, the unit that all measures per 10,000 characters rest on."""
    return len(HAN.findall(text))


def digest_text(text: str) -> str:
    """Return a digest (hex) of letters, digits and Han characters only: equal for texts that differ in layout."""
    return hashlib.sha256(MEANINGFUL.sub("", text).encode()).hexdigest()
