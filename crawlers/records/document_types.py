"""Types of publication: the words of many databases -> one closed list."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import cast

from crawlers.records.record import TYPES, Type

LONGEST_WORD = 60  # characters; no type's name is longer
YEAR = re.compile(r"(?<=[a-z])\d{4}$")  # CJFD2019


@cache
def load_types() -> dict[str, Type]:
    """Return the type that each word stands for."""
    table = tomllib.loads((files("crawlers.records") / "types.toml").read_text("utf-8"))
    if table.keys() - set(TYPES):
        raise ValueError(f"types.toml names types that do not exist: {sorted(table.keys() - set(TYPES))}")
    return {word: cast(Type, name) for name, words in table.items() for word in words}


def is_type(word: str) -> bool:
    """Whether a word is the name of a type."""
    return _find_type(word) is not None


def find_type(words: Iterable[str]) -> Type | None:
    """Return the type that the first known word stands for; a word may hold several, parted by semicolons."""
    parts = (part for word in words for part in word.split(";"))
    return next((found for part in parts if (found := _find_type(part))), None)


def _find_type(word: str) -> Type | None:
    if len(word) > LONGEST_WORD:
        return None
    key = " ".join(word.casefold().split())
    return load_types().get(key) or load_types().get(YEAR.sub("", key))
