"""Tallying: mentions and senses in the sentences of a batch -> how often each file uses terms and themes."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from models.parts import LEFT_OUT
from models.themes import SCHEMES

RESILIENCE = "韧性"
USE = ("raw_sha256", "position", "char_start", "char_end")

Row = dict[str, Any]


def tally_uses(records: Sequence[Row], mentions: Sequence[Row], senses: Sequence[Row]) -> list[Row]:
    """Return how often each file uses the terms of the default scheme, each place in a sentence once, and 韧性.

    Args:
        records: the sentences of a batch; those that say little of a section's subject are left out.
        mentions: of terms in them.
        senses: of 韧性 in them, whichever they are.
    """
    counted = {(row["raw_sha256"], row["position"]) for row in records if row["section_kind"] not in LEFT_OUT}
    named = [(row, row["term"]) for row in mentions if row["scheme"] == SCHEMES[0] and row["term"] != RESILIENCE]
    named += [(row, RESILIENCE) for row in senses]
    uses = {(*(row[name] for name in USE), term) for row, term in named}
    tally = Counter((file, term) for file, position, _, _, term in uses if (file, position) in counted)
    return [{"raw_sha256": file, "term": term, "n_uses": n} for (file, term), n in sorted(tally.items())]


def tally_themes(records: Sequence[Row], mentions: Sequence[Row]) -> list[Row]:
    """Return how often each file mentions each theme in sentences that are measured: no headings, no glossaries."""
    measured = {(row["raw_sha256"], row["position"]) for row in records if row["is_measured"]}
    keys = ((row["raw_sha256"], row["position"], row["scheme"], row["theme"]) for row in mentions)
    tally = Counter((file, scheme, theme) for file, position, scheme, theme in keys if (file, position) in measured)
    names = ("raw_sha256", "scheme", "theme", "n_mentions")
    return [dict(zip(names, (*key, n), strict=True)) for key, n in sorted(tally.items())]
