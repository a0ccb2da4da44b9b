"""Choices: what `topics choose` measured, kept under the home folder until the next build publishes it."""

import json
from collections.abc import Iterable
from typing import Any

from crawlers.store import write_atomically
from flows.home import Home


def store_choices(home: Home, choices: Iterable[dict[str, Any]]) -> None:
    """Keep what was measured, so that the next build publishes it beside its own fit."""
    kept = {(row["algorithm"], row["k"]): row for row in load_choices(home)}
    kept |= {(row["algorithm"], row["k"]): row for row in choices}
    data = json.dumps([kept[key] for key in sorted(kept)], indent=1).encode()
    write_atomically(home.choices_path, data)


def load_choices(home: Home) -> list[dict[str, Any]]:
    """Return what was measured of fits with several K, by algorithm and K."""
    if not home.choices_path.exists():
        return []
    rows: list[dict[str, Any]] = json.loads(home.choices_path.read_bytes())
    return rows
