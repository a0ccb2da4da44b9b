"""Coding: sentences -> mentions of theme terms, themes by the classifier, senses of 韧性, with offsets."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from flows.steps.measuring import measure_intervals
from flows.steps.tallying import tally_themes, tally_uses
from models.classifier import load_classifier
from models.senses import find_senses
from models.themes import SCHEMES, load_matcher

Rows = dict[str, list[dict[str, Any]]]
COLUMNS = ["raw_sha256", "position", "paragraph", "part", "section_kind", "is_heading", "n_chars", "text"]


def code_sentences(sentences: pa.Table) -> Rows:
    """Return the rows of the code stage for the sentences of a batch."""
    matcher = load_matcher()
    records = sentences.to_pylist()
    texts = [record["text"] for record in records]
    keys = [{"raw_sha256": record["raw_sha256"], "position": record["position"]} for record in records]
    found = [matcher.find_mentions(text) for text in texts]
    mentions = [
        key
        | {
            "scheme": mention.scheme,
            "theme": mention.theme,
            "term": mention.term,
            "char_start": mention.start,
            "char_end": mention.end,
        }
        for key, of_sentence in zip(keys, found, strict=True)
        for mention in of_sentence
    ]
    codes: list[dict[str, Any]] = []
    for scheme in SCHEMES:
        if (classifier := load_classifier(scheme)) and texts:
            scores = classifier.score(texts, found)
            rows, columns = (scores > 0).nonzero()
            codes += [
                keys[row] | {"scheme": scheme, "theme": classifier.themes[column], "score": float(scores[row, column])}
                for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
            ]
    senses = [
        key | {"sense": sense, "char_start": start, "char_end": end}
        for key, text in zip(keys, texts, strict=True)
        for start, end, sense in find_senses(text)
    ]
    for record in records:
        record["is_measured"] = not record["is_heading"] and record["section_kind"] != "glossary"
    return {
        "mentions": mentions,
        "codes": codes,
        "senses": senses,
        "intervals": measure_intervals(records, mentions, codes),
        "term_uses": tally_uses(records, mentions, senses),
        "theme_mentions": tally_themes(records, mentions),
    }


def code_texts(texts: Sequence[str], scheme: str) -> list[frozenset[str]]:
    """Return the themes of a scheme that each sentence is coded with: by its classifier, or by terms if it has none."""
    found = [load_matcher().find_mentions(text) for text in texts]
    classifier = load_classifier(scheme)
    if classifier is None:
        return [frozenset(mention.theme for mention in of_text if mention.scheme == scheme) for of_text in found]
    return [
        frozenset(theme for theme, score in zip(classifier.themes, row, strict=True) if score > 0)
        for row in classifier.score(texts, found)
    ]
