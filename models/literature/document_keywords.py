"""Document keywords: the terms that mark a document among others (TF-IDF), and the windows of its text that hold them.

What authors give an article as keywords, nobody gives a policy document: its nouns of the highest TF-IDF stand in for
them (Salton and Buckley, 1988, doi:10.1016/0306-4573(88)90021-0). What few places say is left out: it is the names of
their projects and people.
"""

from collections.abc import Iterable
from functools import lru_cache
from math import ceil
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from models.lexicon import read_lexicon
from models.parts_of_speech import load_tagger

MOST_OF_DOCUMENT = 20  # keywords of a document; a report is fifty times as long as an article with its five
LEAST_PLACES, LEAST_SHARE = 3, 0.1  # of the places: in how many documents must hold a keyword
NOMINAL = ("n", "j", "l", "vn")  # jieba's nouns, abbreviations, set phrases and verbal nouns
NAMES = ("ns", "nr", "nt")  # of places, people and bodies

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Carried(NamedTuple):
    """P pairs of a window and a term that it carries, each once, in order of both: (P,) windows, (P,) terms."""

    windows: Numbers
    terms: Numbers


def count_least_places(places: int) -> int:
    """Return in how many of so many places a keyword must be found; with few places, in all of them."""
    return min(places, max(LEAST_PLACES, ceil(LEAST_SHARE * places)))


def find_widespread(counts: sparse.csr_matrix, places: Numbers) -> Flags:
    """Return whether documents of enough places hold a term; shape (V,).

    Args:
        counts: (D, V) occurrences of terms in documents, none stored that is zero.
        places: (D,) number of each document's place, from 0.
    """
    rows = np.repeat(places, np.diff(counts.indptr))
    here = sparse.csr_matrix((np.ones(len(rows), np.int64), (rows, counts.indices)), shape=(len(rows), counts.shape[1]))
    here.sum_duplicates()
    held = np.bincount(here.indices, minlength=counts.shape[1])
    return held >= count_least_places(len(np.unique(places)))


def find_nominal(words: Iterable[str]) -> list[bool]:
    """Return whether each word is a noun, or stands for one, and no name, and may be a keyword at all."""
    tagger, left_out = load_tagger(), _load_left_out()
    found = []
    for word in words:
        tags = [tag for _, tag in tagger.tag_text(word)] if word not in left_out else []
        found.append(len(tags) == 1 and tags[0].startswith(NOMINAL) and not tags[0].startswith(NAMES))
    return found


def rank_keywords(
    counts: sparse.csr_matrix, is_allowed: Flags, order: Numbers, most: int = MOST_OF_DOCUMENT
) -> sparse.csr_matrix:
    """Return which terms are keywords of which document: the `most` of the highest tf · ln(D / df).

    A term that every document holds has no weight and is no keyword. Of equal weights the term first in `order` wins,
    so that neither the order of documents nor that of terms changes anything.

    Args:
        counts: (D, V) occurrences of terms in documents, none stored that is zero.
        is_allowed: (V,) whether a term may be a keyword.
        order: (V,) rank of each term among all, by which ties are settled.
        most: keywords of a document.

    Returns:
        (D, V) of zeros and ones.
    """
    documents = counts.shape[0]
    rows = np.repeat(np.arange(documents), np.diff(counts.indptr))
    held = np.bincount(counts.indices, minlength=counts.shape[1])
    weights = counts.data * np.log(documents / np.maximum(held, 1))[counts.indices]
    kept = np.flatnonzero(is_allowed[counts.indices] & (weights > 0))
    ranked = kept[np.lexsort((order[counts.indices[kept]], -weights[kept], rows[kept]))]
    starts = np.searchsorted(rows[ranked], np.arange(documents))
    first = ranked[np.arange(len(ranked)) - starts[rows[ranked]] < most]
    chosen = sparse.csr_matrix((np.ones(len(first), np.int64), (rows[first], counts.indices[first])), counts.shape)
    chosen.sort_indices()
    return chosen


def carry_keywords(keywords: sparse.csr_matrix, documents: Numbers, windows: Numbers, terms: Numbers) -> Carried:
    """Return which windows carry which keywords of their document.

    Args:
        keywords: (D, V) as `rank_keywords` returns them.
        documents: (T,) document of each of T tokens.
        windows: (T,) window of each token.
        terms: (T,) term of each token.
    """
    size = keywords.shape[1]
    rows = np.repeat(np.arange(keywords.shape[0], dtype=np.int64), np.diff(keywords.indptr))
    is_keyword = np.isin(documents * size + terms, rows * size + keywords.indices)
    return pair_windows(windows[is_keyword], terms[is_keyword], size)


def pair_windows(windows: Numbers, terms: Numbers, size: int) -> Carried:
    """Return each pair of a window and a term once; `size` is the number of terms."""
    pairs = np.unique(windows * max(size, 1) + terms)
    return Carried(pairs // max(size, 1), pairs % max(size, 1))


@lru_cache(maxsize=1)
def _load_left_out() -> frozenset[str]:
    lines = read_lexicon("no_keywords.txt").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
