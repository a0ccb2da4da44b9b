"""Units: what a topic model counts terms in: sections of documents, whole documents, or windows of sentences."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from flows.home import Home
from flows.keys import stage_keys
from flows.steps.section_terms import load_section_terms
from flows.steps.segmenting import cut_sentences
from models.parts import LEFT_OUT
from models.segmentation import count_terms
from models.terms import TermCounts, count_matrix
from models.topics.term_parts import are_of_parts

WINDOW_SENTENCES = 20


class Unit(StrEnum):
    """What counts as one unit."""

    SECTIONS = "sections"
    DOCUMENTS = "documents"
    WINDOWS = "windows"


@dataclass(frozen=True, slots=True)
class Units:
    """Counts (D, V) of terms in units; the raw file of each unit, and the number of its terms."""

    counted: TermCounts
    raw_sha256: list[str]
    sizes: NDArray[np.int64]


def load_units(
    root: Path,
    batches: Sequence[str],
    wanted: Iterable[str],
    unit: Unit = Unit.SECTIONS,
    parts: Collection[str] = (),
) -> Units:
    """Return the units of some raw files, in order of file and place.

    Args:
        root: of the home folder.
        batches: names of all batches of the build.
        wanted: sha256 of the raw files.
        unit: what counts as one.
        parts: beginnings of jieba's tags; only terms of these parts of speech are counted, all where none is named.
    """
    home, files = Home(root), pa.array(sorted(set(wanted)), type=pa.string())
    if unit is Unit.WINDOWS:
        return _count_windows(home, batches, files, parts)
    sections = load_section_terms(home, batches, files)
    raw, lengths = sections.raw_sha256, sections.lengths
    if unit is Unit.DOCUMENTS:
        names, owner = np.unique(np.array(raw, dtype=str), return_inverse=True)
        raw, lengths = names.tolist(), np.bincount(owner, weights=lengths, minlength=len(names))
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return _make_units(offsets, sections.codes, sections.counts, sections.terms, raw, parts)


def load_sequences(
    root: Path, batches: Sequence[str], wanted: Iterable[str], vocabulary: Sequence[str]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the terms of some raw files in the order of the text, and where each file begins; shapes (T,) and (D,).

    A term is named by its place in the vocabulary; all others have the number after its last.
    """
    table = _load_sentences(Home(root), batches, pa.array(sorted(set(wanted)), type=pa.string()))
    numbers = {term: number for number, term in enumerate(vocabulary)}
    names = np.array(table["raw_sha256"].to_pylist(), dtype=str)
    texts, given, other = table["text"].to_pylist(), table["word_ends"].to_pylist(), len(vocabulary)
    begins = np.flatnonzero(np.concatenate([[True], names[1:] != names[:-1]])) if len(names) else np.empty(0, np.int64)
    sequences = [
        [numbers.get(token, other) for token in _list_tokens(texts[start:end], given[start:end])]
        for start, end in zip(begins, [*begins[1:], len(texts)], strict=True)
    ]
    lengths = np.array([len(sequence) for sequence in sequences], dtype=np.int64)
    tokens = np.array([token for sequence in sequences for token in sequence], dtype=np.int64)
    return tokens, np.cumsum(lengths) - lengths


def _load_sentences(home: Home, batches: Sequence[str], files: pa.Array) -> pa.Table:
    """Return the sentences of some raw files that speak of a section's subject, in order."""
    columns = ["raw_sha256", "position", "section_kind", "text", "word_ends"]
    table = home.cache.read_table("read", stage_keys()["read"], batches, "sentences", columns)
    table = table.filter(pc.is_in(table["raw_sha256"], files))
    table = table.filter(pc.invert(pc.is_in(table["section_kind"], pa.array(sorted(LEFT_OUT)))))
    return table.sort_by([("raw_sha256", "ascending"), ("position", "ascending")])


def _count_windows(home: Home, batches: Sequence[str], files: pa.Array, parts: Collection[str]) -> Units:
    table = _load_sentences(home, batches, files)
    numbers = dict[str, int]()
    raw: list[str] = []
    codes: list[int] = []
    occurrences: list[int] = []
    lengths: list[int] = []
    for name, texts, given in _list_windows(table):
        counted = count_terms(_list_tokens(texts, given))
        raw.append(name)
        lengths.append(len(counted))
        codes += [numbers.setdefault(term, len(numbers)) for term in counted]
        occurrences += counted.values()
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return _make_units(offsets, np.array(codes, np.int64), np.array(occurrences, np.int64), list(numbers), raw, parts)


def _list_windows(sentences: pa.Table) -> Iterator[tuple[str, list[str], list[Any]]]:
    """Yield runs of sentences of one file, none longer than a window, with what is known of their words."""
    columns = (sentences[name].to_pylist() for name in ("raw_sha256", "text", "word_ends"))
    for name, of_file in groupby(zip(*columns, strict=True), key=itemgetter(0)):
        rows = list(of_file)
        for start in range(0, len(rows), WINDOW_SENTENCES):
            _, texts, given = zip(*rows[start : start + WINDOW_SENTENCES], strict=True)
            yield name, list(texts), list(given)


def _list_tokens(texts: Sequence[str], word_ends: Sequence[Any]) -> list[str]:
    return [token for tokens, _ in cut_sentences(texts, word_ends) for token in tokens]


def _make_units(
    offsets: NDArray[np.int64],
    codes: NDArray[np.int64],
    occurrences: NDArray[np.int64],
    terms: Sequence[str],
    raw: list[str],
    parts: Collection[str],
) -> Units:
    if parts:
        is_kept = are_of_parts(terms, parts)[codes]
        codes, occurrences = codes[is_kept], occurrences[is_kept]
        offsets = np.concatenate([[0], np.cumsum(is_kept, dtype=np.int64)])[offsets]
    counted = count_matrix(offsets, codes, occurrences, terms)
    sizes: Any = np.asarray(counted.counts.sum(axis=1)).ravel()
    return Units(counted, raw, sizes)
