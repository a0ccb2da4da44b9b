"""Policy windows: documents, paragraphs or sentences of the published file, and the keywords that each carries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy import sparse

from models.dictionary import load_stopwords
from models.literature.document_keywords import (
    Carried,
    carry_keywords,
    find_nominal,
    find_widespread,
    pair_windows,
    rank_keywords,
)
from models.literature.keyword_finder import KeywordFinder
from models.segmentation import load_segmenter
from models.themes import SCHEMES
from reports.queries import fetch_columns

if TYPE_CHECKING:
    import duckdb

UNITS = ("document", "paragraph", "sentence")
ORIGINS = ("tfidf", "terms", "beside")
BATCH = 20_000  # sentences whose texts are held at a time

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PolicyOptions:
    """Which documents are mapped, and by which keywords.

    Attributes:
        cities: codes of places; none are all.
        kind: of document, or `all`.
        unit: the window in which keywords stand together, one of `UNITS`.
        origin: of keywords, one of `ORIGINS`.
        scheme: whose terms are keywords, where they are terms.
        vocabulary: the keywords looked for, where they are those of another map.
    """

    cities: tuple[str, ...] = ()
    kind: str = "work_report"
    unit: str = "document"
    origin: str = "terms"
    scheme: str = SCHEMES[0]
    vocabulary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """A window with keywords: its id (of a document, or a sentence), its document, and the keywords, sorted."""

    record_id: str
    document_id: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """T terms found, each in a row of a table of sentences: (T,) rows, (T,) terms, the V terms."""

    rows: Numbers
    terms: Numbers
    vocabulary: list[str]


def find_windows(
    connection: "duckdb.DuckDBPyConnection", places: dict[str, str], options: PolicyOptions
) -> list[Window]:
    """Return the windows that carry keywords, in order of documents and of their text.

    Args:
        connection: to the published file.
        places: the place of each document to be looked at, by document id.
        options: which keywords, in which window.
    """
    documents = sorted(places)
    if options.origin == "terms":
        table = fetch_columns(connection, "policy_terms", documents=documents, scheme=options.scheme)
        coded = table["term"].combine_chunks().dictionary_encode()
        found = _Found(np.arange(len(table)), coded.indices.to_numpy().astype(np.int64), coded.dictionary.to_pylist())
    else:
        table = fetch_columns(connection, "policy_sentences", documents=documents)
        found = _find_keywords(table, options.vocabulary) if options.origin == "beside" else _find_terms(table)
    if not len(table):
        return []
    windows, firsts = _number_windows(table, options.unit)
    if options.origin == "tfidf":
        carried = _carry_marked(table, found, windows, places)
    else:
        carried = pair_windows(windows[found.rows], found.terms, len(found.vocabulary))
    return list(_list_windows(table, firsts, carried, found.vocabulary, options.unit))


def _find_terms(table: pa.Table) -> _Found:
    """Return the terms of the texts: tokens of two Han characters or more that are no stop words."""
    stopwords, segmenter = load_stopwords(), load_segmenter()
    numbers: dict[str, int] = {}
    rows, terms, start = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], 0
    for batch in _batch_texts(table):
        cut = segmenter.cut_texts(batch, terms_only=True)
        codes = np.array([numbers.setdefault(token, len(numbers)) for token in cut.tokens], dtype=np.int64)
        terms.append(codes)
        rows.append(np.repeat(np.arange(start, start + len(batch)), np.diff(cut.bounds)))
        start += len(batch)
    is_term = np.array([word not in stopwords for word in numbers], dtype=bool)
    every_row, every_term = np.concatenate(rows), np.concatenate(terms)
    kept = is_term[every_term] if len(every_term) else np.zeros(0, dtype=bool)
    return _Found(every_row[kept], every_term[kept], list(numbers))


def _find_keywords(table: pa.Table, vocabulary: Sequence[str]) -> _Found:
    finder, numbers = KeywordFinder(vocabulary), {word: number for number, word in enumerate(vocabulary)}
    rows: list[int] = []
    terms: list[int] = []
    start = 0
    for batch in _batch_texts(table):
        for row, text in enumerate(batch, start):
            words = finder.find_keywords(text)
            rows += [row] * len(words)
            terms += [numbers[word] for word in words]
        start += len(batch)
    return _Found(np.array(rows, dtype=np.int64), np.array(terms, dtype=np.int64), list(vocabulary))


def _batch_texts(table: pa.Table) -> Iterator[list[str]]:
    for start in range(0, len(table), BATCH):
        yield table["text"].slice(start, BATCH).to_pylist()


def _number_windows(table: pa.Table, unit: str) -> tuple[Numbers, Numbers]:
    """Return the number of each row's window, in order of the rows, and the first row of each window."""
    documents = table["document_id"].combine_chunks().dictionary_encode().indices.to_numpy().astype(np.int64)
    paragraphs = table["paragraph"].to_numpy().astype(np.int64)
    sentences = table["sentence_id"].combine_chunks().dictionary_encode().indices.to_numpy().astype(np.int64)
    keys = {"document": documents, "sentence": sentences}.get(unit, documents * (paragraphs.max() + 1) + paragraphs)
    _, firsts, windows = np.unique(keys, return_index=True, return_inverse=True)
    return windows.astype(np.int64), firsts.astype(np.int64)


def _carry_marked(table: pa.Table, found: _Found, windows: Numbers, places: dict[str, str]) -> Carried:
    """Return which windows carry which of the terms that mark their documents."""
    coded = table["document_id"].combine_chunks().dictionary_encode()
    documents = coded.indices.to_numpy().astype(np.int64)[found.rows]
    names = [places[name] for name in coded.dictionary.to_pylist()]
    numbers = {name: number for number, name in enumerate(sorted(set(names)))}
    shape = (len(names), len(found.vocabulary))
    counts = sparse.csr_matrix((np.ones(len(documents), np.int64), (documents, found.terms)), shape)
    counts.sum_duplicates()
    is_allowed = find_widespread(counts, np.array([numbers[name] for name in names]))
    widespread = np.flatnonzero(is_allowed)
    is_allowed[widespread] = find_nominal(found.vocabulary[term] for term in widespread.tolist())
    order = np.empty(len(found.vocabulary), dtype=np.int64)
    order[sorted(range(len(order)), key=found.vocabulary.__getitem__)] = np.arange(len(order))
    keywords = rank_keywords(counts, is_allowed, order)
    return carry_keywords(keywords, documents, windows[found.rows], found.terms)


def _list_windows(
    table: pa.Table, firsts: Numbers, carried: Carried, vocabulary: Sequence[str], unit: str
) -> Iterator[Window]:
    shown, starts = np.unique(carried.windows, return_index=True)
    ends = [*starts[1:].tolist(), len(carried.windows)]
    rows = table.select(["document_id", "paragraph", "sentence_id"]).take(firsts[shown])
    terms = carried.terms.tolist()
    columns = (rows[name].to_pylist() for name in ("document_id", "paragraph", "sentence_id"))
    for document, paragraph, sentence, start, end in zip(*columns, starts.tolist(), ends, strict=True):
        name = {"document": document, "sentence": sentence}.get(unit, f"{document}-p{paragraph:05d}")
        yield Window(name, document, tuple(sorted(vocabulary[term] for term in terms[start:end])))
