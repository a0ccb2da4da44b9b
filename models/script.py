"""Script: texts in traditional characters, recognised and, on request, turned into simplified ones."""

from functools import lru_cache
from typing import Protocol

# Characters that only traditional script has, among the most frequent of any text of government.
TRADITIONAL = frozenset("國會發業關開來個這經濟與為對時產東車門問見長書員區後從實現點無學過動務設進總們")
TRADITIONAL_SHARE = 0.03  # of Han characters; traditional texts have .15 and more, names alone far less


class MissingConverterError(RuntimeError):
    """Raised when conversion is asked for and the extra `traditional` is not installed."""


class Converter(Protocol):
    """What we use of OpenCC."""

    def convert(self, text: str) -> str:
        """Return the text in the other script."""


def count_traditional(text: str) -> int:
    """Return how many characters of a text only traditional script has, among those that we look for."""
    return sum(map(text.count, TRADITIONAL))


def is_traditional(text: str, n_chars: int) -> bool:
    """Whether a text of that many Han characters is in traditional script."""
    return count_traditional(text) > TRADITIONAL_SHARE * max(n_chars, 1)


@lru_cache(maxsize=1)
def _load_converter() -> Converter:
    try:
        from opencc import OpenCC
    except ImportError:
        raise MissingConverterError(
            "RENCHENG_SIMPLIFY is set but OpenCC is not installed: uv sync --extra traditional"
        ) from None
    converter: Converter = OpenCC("t2s")
    return converter


def simplify_script(text: str) -> str:
    """Return a text in simplified script, line for line; it may differ in length.

    Raises:
        MissingConverterError: the extra `traditional` is not installed.
    """
    return _load_converter().convert(text)
