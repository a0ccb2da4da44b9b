"""Segmenting: sentences -> how many tokens each has, and the terms of each section with their counts."""

from collections.abc import Collection, Sequence
from itertools import groupby
from typing import Any

import pyarrow as pa

from models.parts import LEFT_OUT, PART_OF
from models.parts_of_speech import begins_with, load_tagger
from models.segmentation import count_terms, load_segmenter, split_words

Rows = dict[str, list[dict[str, Any]]]
COLUMNS = ["raw_sha256", "position", "section_kind", "heading", "text"]


def _cut_texts(texts: Sequence[str], is_segmented: bool, parts: Collection[str]) -> list[tuple[list[str], int]]:
    """Return for each text the tokens among which its terms are, and how many tokens it has in all."""
    if is_segmented:
        return [(words, len(words)) for words in map(split_words, texts)]
    if parts:
        tagged = [load_tagger().tag_text(text) for text in texts]
        return [([token for token, tag in pairs if begins_with(tag, parts)], len(pairs)) for pairs in tagged]
    cut = load_segmenter().cut_texts(texts, terms_only=True)
    return [
        (cut.tokens[start:end], total)
        for start, end, total in zip(cut.bounds[:-1], cut.bounds[1:], cut.totals, strict=True)
    ]


def _segment_document(rows: Sequence[dict[str, Any]], cuts: Sequence[tuple[list[str], int]]) -> Rows:
    raw_sha256 = rows[0]["raw_sha256"]
    sections: dict[int, list[str]] = {}
    here: tuple[str, str] | None = None
    number = -1
    for row, (tokens, _) in zip(rows, cuts, strict=True):
        place = (PART_OF[row["section_kind"]], row["heading"])
        if place != here:
            number, here = number + 1, place
        if row["section_kind"] not in LEFT_OUT:
            sections.setdefault(number, []).extend(tokens)
    counted = {section: sorted(count_terms(tokens).items()) for section, tokens in sections.items()}
    return {
        "sentence_tokens": [
            {"raw_sha256": raw_sha256, "position": row["position"], "n_tokens": total}
            for row, (_, total) in zip(rows, cuts, strict=True)
        ],
        "section_terms": [
            {
                "raw_sha256": raw_sha256,
                "section": section,
                "terms": [term for term, _ in counts],
                "counts": [count for _, count in counts],
            }
            for section, counts in counted.items()
            if counts
        ],
    }


def segment_sentences(sentences: pa.Table, is_segmented: bool = False, parts: Collection[str] = ()) -> Rows:
    """Return the rows of the segment stage for the sentences of a batch, which come in order.

    A section is a run of sentences below one heading. The cache's key of the stage covers neither option: rows that
    were made with one belong under another key.

    Args:
        sentences: rows with the columns `COLUMNS`.
        is_segmented: whether the texts come with spaces or slashes between their words, to be taken as they are.
        parts: beginnings of jieba's tags, `n` and `v` say: only words of these parts of speech become terms. Slow.

    Raises:
        ValueError: both options were given; words that others cut have no tags.
    """
    if is_segmented and parts:
        raise ValueError("texts that come segmented have no parts of speech")
    rows: Rows = {"sentence_tokens": [], "section_terms": []}
    for _, group in groupby(sentences.to_pylist(), key=lambda row: row["raw_sha256"]):
        document = list(group)
        cuts = _cut_texts([row["text"] for row in document], is_segmented, parts)
        for table, more in _segment_document(document, cuts).items():
            rows[table] += more
    return rows
