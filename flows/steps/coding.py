"""Coding: sentences -> mentions of theme terms, and senses of 韧性, with offsets into the sentence."""

from typing import Any

import pyarrow as pa

from models.senses import find_senses
from models.themes import load_matcher

Rows = dict[str, list[dict[str, Any]]]
COLUMNS = ["raw_sha256", "position", "text"]


def code_sentences(sentences: pa.Table) -> Rows:
    """Return the rows of the code stage for the sentences of a batch."""
    matcher = load_matcher()
    mentions: list[dict[str, Any]] = []
    senses: list[dict[str, Any]] = []
    for row in sentences.to_pylist():
        key = {"raw_sha256": row["raw_sha256"], "position": row["position"]}
        mentions += [
            key
            | {
                "scheme": mention.scheme,
                "theme": mention.theme,
                "term": mention.term,
                "char_start": mention.start,
                "char_end": mention.end,
            }
            for mention in matcher.find_mentions(row["text"])
        ]
        senses += [
            key | {"sense": sense, "char_start": start, "char_end": end}
            for start, end, sense in find_senses(row["text"])
        ]
    return {"mentions": mentions, "senses": senses}
