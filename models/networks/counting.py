"""Counts: which record carries which keyword, and how often two of them meet."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse


class KeywordRecord(NamedTuple):
    """What a network needs of a record; the keywords are cleaned already."""

    record_id: str
    year: int
    keywords: Sequence[str]


@dataclass(frozen=True, slots=True)
class Incidence:
    """Which of R records carry which of V keywords.

    Attributes:
        record_ids: the R records, in order of year and id.
        years: (R,) of the records.
        keywords: the V keywords, in order of their code points.
        matrix: (R, V) of zeros and ones.
    """

    record_ids: tuple[str, ...]
    years: NDArray[np.int64]
    keywords: tuple[str, ...]
    matrix: sparse.csr_matrix


@dataclass(frozen=True, slots=True)
class Pairs:
    """Co-occurrences of n keywords, each pair once, in order of `sources` and `targets`.

    Attributes:
        counts: (n,) records that carry a keyword.
        sources: (E,) the smaller index of a pair.
        targets: (E,) the larger index.
        together: (E,) records that carry both, 1 or more.
    """

    counts: NDArray[np.int64]
    sources: NDArray[np.int64]
    targets: NDArray[np.int64]
    together: NDArray[np.int64]


def index_keywords(records: Sequence[KeywordRecord]) -> Incidence:
    """Return the incidence of keywords in records; the order of both, and a keyword given twice, change nothing.

    Raises:
        ValueError: two records have the same id, or a keyword is empty.
    """
    ordered = sorted(records, key=lambda record: (record.year, record.record_id))
    ids = sorted(record.record_id for record in ordered)
    for one, other in pairwise(ids):
        if one == other:
            raise ValueError(f"record {one!r} is given twice")
    carried = [sorted(set(record.keywords)) for record in ordered]
    vocabulary = sorted(set().union(*carried))
    if vocabulary[:1] == [""]:
        owner = next(record.record_id for record, own in zip(ordered, carried, strict=True) if "" in own)
        raise ValueError(f"record {owner!r} has an empty keyword")
    place = {keyword: number for number, keyword in enumerate(vocabulary)}
    columns = np.array([place[keyword] for own in carried for keyword in own], dtype=np.int64)
    offsets = np.cumsum([0, *(len(own) for own in carried)], dtype=np.int64)
    matrix = sparse.csr_matrix(
        (np.ones(len(columns), dtype=np.int64), columns, offsets), shape=(len(ordered), len(vocabulary))
    )
    years = np.array([record.year for record in ordered], dtype=np.int64)
    return Incidence(tuple(record.record_id for record in ordered), years, tuple(vocabulary), matrix)


def count_pairs(matrix: sparse.csr_matrix) -> Pairs:
    """Return how many records carry each keyword and each pair of keywords.

    Args:
        matrix: (R, n) of zeros and ones.
    """
    product = sparse.csr_matrix(matrix.T @ matrix)
    above = sparse.triu(product, k=1, format="csr")
    above.sort_indices()
    sources = np.repeat(np.arange(above.shape[0], dtype=np.int64), np.diff(above.indptr))
    return Pairs(
        np.asarray(product.diagonal(), dtype=np.int64),
        sources,
        above.indices.astype(np.int64),
        above.data.astype(np.int64),
    )


def count_by_year(incidence: Incidence, first: int, last: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return records by year and records by keyword and year, of the Y years `first` to `last`.

    Returns:
        Shapes (Y,) and (V, Y).
    """
    inside = np.flatnonzero((incidence.years >= first) & (incidence.years <= last))
    places = incidence.years[inside] - first
    size = last - first + 1
    by_year = np.bincount(places, minlength=size).astype(np.int64)
    spread = sparse.csr_matrix(
        (np.ones(len(inside), dtype=np.int64), (places, np.arange(len(inside)))), shape=(size, len(inside))
    )
    return by_year, np.ascontiguousarray((spread @ incidence.matrix[inside]).toarray().T)
