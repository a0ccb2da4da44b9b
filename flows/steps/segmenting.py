"""Segmenting: sentences -> how many tokens each has, and the terms of each section with their counts."""

from collections import Counter
from typing import Any

import pyarrow as pa

from models.parts import PART_OF
from models.segmentation import count_terms, load_segmenter

Rows = dict[str, list[dict[str, Any]]]
LEFT_OUT = {"opening", "closing", "glossary"}  # say little of a section's subject
COLUMNS = ["raw_sha256", "position", "section_kind", "heading", "text"]


def segment_sentences(sentences: pa.Table) -> Rows:
    """Return the rows of the segment stage for the sentences of a batch, which come in order.

    A section is a run of sentences below one heading.
    """
    segmenter = load_segmenter()
    token_rows: list[dict[str, Any]] = []
    sections: dict[tuple[str, int], Counter[str]] = {}
    here: tuple[str, str, str] | None = None
    number = 0
    for row in sentences.to_pylist():
        raw_sha256, kind = row["raw_sha256"], row["section_kind"]
        tokens = segmenter.cut_text(row["text"])
        token_rows.append({"raw_sha256": raw_sha256, "position": row["position"], "n_tokens": len(tokens)})
        place = (raw_sha256, PART_OF[kind], row["heading"])
        if place != here:
            number = number + 1 if here and here[0] == raw_sha256 else 0
            here = place
        if kind not in LEFT_OUT:
            sections.setdefault((raw_sha256, number), Counter()).update(count_terms(tokens))
    section_rows = [
        {
            "raw_sha256": raw_sha256,
            "section": section,
            "terms": sorted(terms),
            "counts": [terms[term] for term in sorted(terms)],
        }
        for (raw_sha256, section), terms in sections.items()
        if terms
    ]
    return {"sentence_tokens": token_rows, "section_terms": section_rows}
