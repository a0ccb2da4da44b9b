"""Section terms: the cached terms of sections, as numbers, for all that counts words over many documents."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from flows.home import Home
from flows.keys import stage_keys


@dataclass(frozen=True, slots=True)
class SectionTerms:
    """Terms of S sections, in order of file and section: T pairs of a section and a term.

    Attributes:
        raw_sha256: the file of each section (S,).
        lengths: pairs of each section (S,).
        codes: term of each pair, a number in `terms` (T,).
        counts: occurrences of each pair (T,).
        terms: each once, in no order.
    """

    raw_sha256: list[str]
    lengths: NDArray[np.int64]
    codes: NDArray[np.int64]
    counts: NDArray[np.int64]
    terms: list[str]


def load_section_terms(home: Home, batches: Sequence[str], files: pa.Array) -> SectionTerms:
    """Return the terms of the sections of some files.

    Args:
        home: where they are cached.
        batches: names of all batches of the build.
        files: sha256 of the raw files wanted.
    """
    table = home.cache.read_table("segment", stage_keys()["segment"], batches, "section_terms")
    table = table.unify_dictionaries()  # one vocabulary of all batches
    table = table.filter(pc.is_in(table["raw_sha256"], files))
    keys = table.select(["raw_sha256", "section"])
    table = table.take(pc.sort_indices(keys, [("raw_sha256", "ascending"), ("section", "ascending")])).combine_chunks()
    terms = pc.list_flatten(table["terms"]).combine_chunks()
    return SectionTerms(
        raw_sha256=table["raw_sha256"].to_pylist(),
        lengths=pc.list_value_length(table["terms"]).to_numpy().astype(np.int64),
        codes=terms.indices.to_numpy().astype(np.int64),
        counts=pc.list_flatten(table["counts"]).to_numpy().astype(np.int64),
        terms=terms.dictionary.to_pylist(),
    )
