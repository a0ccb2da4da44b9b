"""Segmenting: sentences -> how many tokens each has, and the terms of each section with their counts."""

from collections.abc import Collection, Sequence
from itertools import groupby
from typing import Any

import pyarrow as pa

from models.parts import LEFT_OUT, PART_OF
from models.parts_of_speech import begins_with, load_tagger
from models.segmentation import count_terms, load_segmenter
from models.spacing import cut_words

Rows = dict[str, list[dict[str, Any]]]
COLUMNS = ["raw_sha256", "position", "section_kind", "heading", "text", "word_ends"]

Words = tuple[list[str], int]


def cut_sentences(
    texts: Sequence[str], word_ends: Sequence[Sequence[int] | None], parts: Collection[str] = ()
) -> list[Words]:
    """Return for each sentence the tokens among which its terms are, and how many tokens it has in all.

    Args:
        texts: S sentences; those of a document at a time are cut fastest.
        word_ends: where the words of each end (S), None where it did not come segmented; others' words are kept.
        parts: beginnings of jieba's tags: only words of these parts of speech are returned, where tags are known. Slow.
    """
    given = {n: cut_words(texts[n], ends) for n, ends in enumerate(word_ends) if ends is not None}
    rest = [n for n in range(len(texts)) if n not in given]
    cut = {n: (words, len(words)) for n, words in given.items()}
    cut |= zip(rest, _cut_texts([texts[n] for n in rest], parts), strict=True)
    return [cut[n] for n in range(len(texts))]


def _cut_texts(texts: Sequence[str], parts: Collection[str]) -> list[Words]:
    if parts:
        tagged = [load_tagger().tag_text(text) for text in texts]
        return [([token for token, tag in pairs if begins_with(tag, parts)], len(pairs)) for pairs in tagged]
    cut = load_segmenter().cut_texts(texts, terms_only=True)
    return [
        (cut.tokens[start:end], total)
        for start, end, total in zip(cut.bounds[:-1], cut.bounds[1:], cut.totals, strict=True)
    ]


def _segment_document(rows: Sequence[dict[str, Any]], cuts: Sequence[Words]) -> Rows:
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


def segment_sentences(sentences: pa.Table, parts: Collection[str] = ()) -> Rows:
    """Return the rows of the segment stage for the sentences of a batch, which come in order.

    A section is a run of sentences below one heading. The cache's key of the stage does not cover the option: rows
    that were made with it belong under another key.

    Args:
        sentences: rows with the columns `COLUMNS`.
        parts: beginnings of jieba's tags, `n` and `v` say: only words of these parts of speech become terms. Slow.
    """
    rows: Rows = {"sentence_tokens": [], "section_terms": []}
    for _, group in groupby(sentences.to_pylist(), key=lambda row: row["raw_sha256"]):
        document = list(group)
        cuts = cut_sentences([row["text"] for row in document], [row["word_ends"] for row in document], parts)
        for table, more in _segment_document(document, cuts).items():
            rows[table] += more
    return rows
