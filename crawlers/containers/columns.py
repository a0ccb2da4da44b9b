"""Columns: which row of a table is its header, what its columns hold, and which holds the text."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
NOT_OF_A_WORD = re.compile(r"[\W_]+")
HEADER_WITHIN = 10  # rows: captions and notes may stand above it
LONGEST_KEY = 100  # characters; YAML allows 1,024
LONGEST_NAME = 20  # characters; no name of a column that we know is longer
SMALLEST_TEXT = 100  # Han characters on average in a column of texts whose name we do not know
FAR_LONGER = 3  # times the next column


@cache
def load_aliases() -> dict[str, tuple[str, int]]:
    """Return the key and the rank (0 is best) of each name of a column that we know."""
    table = tomllib.loads((files("crawlers.containers") / "columns.toml").read_text("utf-8"))
    return {name: (key, rank) for key, names in table.items() for rank, name in enumerate(names)}


def _spell(cell: str) -> str:
    """Return a cell as names of columns are written in the list of those we know."""
    return NOT_OF_A_WORD.sub("", cell).casefold() if len(cell) <= LONGEST_NAME else ""


def _find_key(cell: str) -> tuple[str, int] | None:
    return load_aliases().get(_spell(cell))


def count_known(cells: Iterable[str]) -> int:
    """Return how many different names of columns that we know the cells hold."""
    return len({_spell(cell) for cell in cells} & load_aliases().keys())


def is_text_known(cells: Iterable[str]) -> bool:
    """Whether a cell is a known name of a column of texts."""
    return any(found[0] == "text" for cell in cells if (found := _find_key(cell)))


def name_columns(header: Mapping[int, str], columns: Iterable[int]) -> dict[int, str]:
    """Return the key of each column: a canonical one where its name is known and no better column has it, else its
    own name in the letters that keys may have, numbered where another column has it. Text columns are `text`.
    """
    known = [(found[1], at, found[0]) for at, cell in header.items() if (found := _find_key(cell))]
    keys: dict[int, str] = {}
    for _, at, key in sorted(known):
        if key not in keys.values():
            keys[at] = key
    taken, copies = set(keys.values()), Counter[str]()
    for at in sorted(set(columns) - keys.keys()):
        own = NOT_OF_A_WORD.sub("_", header.get(at, "").lower())[:LONGEST_KEY].strip("_") or f"列{at + 1}"
        key = own
        while key in taken:
            copies[own] += 1
            key = f"{own}_{copies[own] + 1}"
        taken.add(key)
        keys[at] = key
    return keys


def count_han(text: str) -> int:
    """Return how many Han characters a text has."""
    return sum(map(len, HAN.findall(text)))


def find_text_column(keys: Mapping[int, str], cells: Mapping[int, list[str]]) -> int | None:
    """Return the column that holds the texts, None if there is none.

    The one whose name says so, unless its cells are short and another is by far the longest.

    Args:
        keys: the key of each column, as `name_columns` returns it.
        cells: the cells of each column that are not empty.
    """
    averages = {at: sum(map(count_han, column)) / len(column) for at, column in cells.items() if column}
    named = next((at for at, key in keys.items() if key == "text" and at in averages), None)
    ranked = sorted(averages, key=lambda at: (-averages[at], at))
    if not ranked:
        return None
    longest = ranked[0]
    runner_up = averages[ranked[1]] if len(ranked) > 1 else 0
    is_clear = averages[longest] >= max(SMALLEST_TEXT, FAR_LONGER * runner_up)
    if named is not None and (averages[named] >= SMALLEST_TEXT or not is_clear):
        return named
    return longest if is_clear else None
