"""Measuring: the intervals of each document's theme measures, by drawing its paragraphs again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from models.intervals import resample_paragraphs
from models.themes import SCHEMES

Row = dict[str, Any]
Theme = tuple[str, str]
Place = tuple[str, str]  # a document and a part of it


def measure_intervals(sentences: Sequence[Row], mentions: Sequence[Row], codes: Sequence[Row]) -> list[Row]:
    """Return the intervals of mentions per character and of sentence shares, by document, part and theme present.

    Args:
        sentences: `raw_sha256`, `position`, `paragraph`, `part`, `is_measured` and `n_chars` of each sentence.
        mentions: `raw_sha256`, `position`, `scheme`, `theme` of each term found.
        codes: the same of each sentence coded by a classifier; other schemes are coded by their terms.
    """
    sizes: dict[Place, dict[int, list[int]]] = defaultdict(dict)
    place_of: dict[tuple[str, int], tuple[Place, int]] = {}
    for row in sentences:
        if row["is_measured"]:
            place = row["raw_sha256"], row["part"]
            size = sizes[place].setdefault(row["paragraph"], [0, 0])
            size[0] += row["n_chars"]
            size[1] += 1
            place_of[row["raw_sha256"], row["position"]] = place, row["paragraph"]
    classified = {row["scheme"] for row in codes} | set(SCHEMES[:1])
    mentioned = _count(mentions, place_of)
    coded = _count(codes, place_of)
    coded_by_terms = _count({_key(row): row for row in mentions if row["scheme"] not in classified}.values(), place_of)
    rows = []
    for place, by_paragraph in sorted(sizes.items()):
        themes = sorted({theme for found in (mentioned, coded, coded_by_terms) for theme in found.get(place, {})})
        if not themes:
            continue
        number = {paragraph: n for n, paragraph in enumerate(sorted(by_paragraph))}
        totals = np.array([by_paragraph[paragraph] for paragraph in sorted(by_paragraph)], dtype=np.float64)
        counts = np.zeros((2, len(number), len(themes)))
        for column, theme in enumerate(themes):
            for layer, found in ((0, mentioned), (1, coded), (1, coded_by_terms)):
                for paragraph, count in found.get(place, {}).get(theme, {}).items():
                    counts[layer, number[paragraph], column] += count
        ends = [resample_paragraphs(counts[layer], totals[:, layer]) for layer in (0, 1)]
        rows += [
            {
                "raw_sha256": place[0],
                "part": place[1],
                "scheme": scheme,
                "theme": theme,
                "mentions_per_char_low": ends[0][0][column],
                "mentions_per_char_high": ends[0][1][column],
                "sentence_share_low": ends[1][0][column],
                "sentence_share_high": ends[1][1][column],
            }
            for column, (scheme, theme) in enumerate(themes)
        ]
    return rows


def _key(row: Row) -> tuple[Any, ...]:
    return row["raw_sha256"], row["position"], row["scheme"], row["theme"]


def _count(
    rows: Any, place_of: Mapping[tuple[str, int], tuple[Place, int]]
) -> dict[Place, dict[Theme, dict[int, int]]]:
    """Return how often each theme stands in each paragraph of each document and part."""
    counts: dict[Place, dict[Theme, dict[int, int]]] = {}
    for row in rows:
        if found := place_of.get((row["raw_sha256"], row["position"])):
            place, paragraph = found
            by_paragraph = counts.setdefault(place, {}).setdefault((row["scheme"], row["theme"]), {})
            by_paragraph[paragraph] = by_paragraph.get(paragraph, 0) + 1
    return counts
