"""Naming: sentences -> the instruments they name, and where reviews and plans speak of one that may be promised."""

from dataclasses import fields
from typing import Any

import pyarrow as pa

from models.practices.instruments import Instrument, find_instruments, list_nouns
from models.practices.promises import Mention, find_mentions, is_promise

Rows = dict[str, list[dict[str, Any]]]
COLUMNS = ["raw_sha256", "position", "part", "section_kind", "text"]
FACTS = tuple(field.name for field in fields(Mention) if field.name != "sentence")  # that is the row's position
PROBLEMS = "problems"  # a review that speaks of what is lacking reports nothing


def name_instruments(sentences: pa.Table) -> Rows:
    """Return the rows of the name stage for the sentences of a batch, in their order."""
    rows: Rows = {"instruments": [], "instrument_mentions": []}
    columns = (sentences[name].to_pylist() for name in COLUMNS)
    for raw_sha256, position, part, section, text in zip(*columns, strict=True):
        nouns = list_nouns(text)
        if not nouns:
            continue
        key = {"raw_sha256": raw_sha256, "position": position}
        found = list(find_instruments(text, nouns))
        for each in found:
            is_promised = part == "plan" and is_promise(text, each)
            rows["instruments"].append(key | describe_instrument(each) | {"is_promised": is_promised})
        if part == "plan" or (part == "review" and section != PROBLEMS):
            mentions = find_mentions(position, text, found, nouns)
            rows["instrument_mentions"] += [key | {"part": part} | _describe_mention(each) for each in mentions]
    return rows


def describe_instrument(instrument: Instrument) -> dict[str, Any]:
    """Return an instrument as a row; a title that stands alone has no verb."""
    return {
        "char_start": instrument.start,
        "char_end": instrument.end,
        "kind": instrument.kind,
        "verb": instrument.verb or None,
        "instrument": instrument.name,
    }


def _describe_mention(mention: Mention) -> dict[str, Any]:
    return {name: getattr(mention, name) for name in FACTS}
