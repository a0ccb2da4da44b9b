"""Doubts: the closed list of what can be doubtful about a document, with its meaning and what to do."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from models.lexicon import read_lexicon


@dataclass(frozen=True, slots=True)
class Doubt:
    """A kind of doubt: its id, its name in Chinese, what it means, and what a person can do about it."""

    issue: str
    issue_zh: str
    meaning: str
    advice: str


@lru_cache(maxsize=1)
def load_doubts() -> tuple[Doubt, ...]:
    """Return all kinds of doubt in the order of `lexicon/issues.toml`."""
    return tuple(
        Doubt(rule["issue"], rule["zh"], rule["en"], rule["do"])
        for rule in tomllib.loads(read_lexicon("issues.toml"))["issue"]
    )
