"""Encodings: bytes -> text, strictly; what no encoding explains is refused, never replaced."""

import codecs
import re

from crawlers.readers.reading import UnreadableError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# In order: UTF-8 is strict by nature, GB18030 holds GBK and GB2312, Big5 is what remains of Chinese files.
ENCODINGS = ("utf-8", "gb18030", "big5")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffe\uffff]")
ORDINARY = re.compile(r"[\x09-\x0d\x20-\x7e\u2010-\u2027\u3000-\u303f\u4e00-\u9fa5\uff00-\uffef]")
LARGEST_CONTROL_SHARE = 0.002  # a stray control character is damage, a file full of them is binary
SMALLEST_ORDINARY_SHARE = 0.9  # Han of GB2312, Chinese punctuation and ASCII make up nearly all of a report


def _is_plausible(text: str, is_guess: bool) -> bool:
    if len(CONTROL.findall(text)) > LARGEST_CONTROL_SHARE * len(text):
        return False
    return not is_guess or len(ORDINARY.findall(text)) >= SMALLEST_ORDINARY_SHARE * len(text)


def decode_bytes(data: bytes) -> tuple[str, str]:
    """Return the text of some bytes and the name of the encoding that explains all of them.

    Raises:
        UnreadableError: the bytes are binary or in no known encoding.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                break
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_plausible(text, is_guess=encoding != "utf-8"):
            return text, encoding
    kind = "binary" if data.count(0) else "in no known encoding"
    raise UnreadableError(f"the file is {kind}: save it as UTF-8 text, DOCX or PDF and add that")
