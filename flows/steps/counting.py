"""Counting: cached rows of the stages -> how often the dated work reports use each term."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy import sparse

from flows.home import Home
from flows.keys import stage_keys
from flows.steps.counted import find_rank, list_work_reports
from flows.steps.section_terms import load_section_terms
from models.keyness import LEAST_COUNT
from models.parts import LEFT_OUT


@dataclass(frozen=True, slots=True)
class Reports:
    """D reports that count, one a place and year, by place and year.

    Attributes:
        codes: place of each report (D,).
        years: year that it plans (D,).
        ranks: city, province or nation (D,).
        sizes: Han characters of the sections counted (D,).
        counts: (D, V) occurrences of terms as segmented; those used fewer than five times in all are left out.
        vocabulary: the V terms, sorted.
        uses: (D, L) occurrences of terms of the lexicon as coded, within longer words too.
        lexicon: the L terms, sorted.
    """

    codes: NDArray[np.object_]
    years: NDArray[np.int64]
    ranks: NDArray[np.object_]
    sizes: NDArray[np.int64]
    counts: sparse.csr_matrix
    vocabulary: tuple[str, ...]
    uses: sparse.csr_matrix
    lexicon: tuple[str, ...]

    def take(self, rows: NDArray[np.int64]) -> "Reports":
        """Return some of the reports."""
        return replace(
            self,
            codes=self.codes[rows],
            years=self.years[rows],
            ranks=self.ranks[rows],
            sizes=self.sizes[rows],
            counts=self.counts[rows],
            uses=self.uses[rows],
        )


def count_reports(home: Home, batches: Sequence[str], documents: pa.Table) -> Reports:
    """Return the reports of a build with their counts.

    Args:
        home: where the rows of the stages are cached.
        batches: names of all batches of this build.
        documents: the table `documents` of this build; of its rows the dated main work reports of known places count.
    """
    rows = [(row["city_code"], row["year"], row["raw_sha256"]) for row in list_work_reports(documents)]
    codes, years, files = zip(*sorted(rows), strict=True) if rows else ((), (), ())
    wanted = pa.array(files, pa.string())
    return Reports(
        np.array(codes, dtype=object),
        np.array(years, dtype=np.int64),
        np.array([find_rank(code) for code in codes], dtype=object),
        _measure_sizes(home, batches, wanted),
        *_count_terms(home, batches, wanted),
        *_count_uses(home, batches, wanted),
    )


def _measure_sizes(home: Home, batches: Sequence[str], files: pa.Array) -> NDArray[np.int64]:
    """Return the Han characters of the sentences that count in each file (D,)."""
    columns = ["raw_sha256", "section_kind", "n_chars"]
    sentences = home.cache.read_table("read", stage_keys()["read"], batches, "sentences", columns)
    sizes = sentences.group_by(columns[:2]).aggregate([("n_chars", "sum")])
    is_counted = pc.invert(pc.is_in(sizes["section_kind"], pa.array(sorted(LEFT_OUT))))
    sizes = sizes.filter(pc.and_(is_counted, pc.is_in(sizes["raw_sha256"], files)))
    return np.bincount(
        pc.index_in(sizes["raw_sha256"], files).to_numpy(), sizes["n_chars_sum"].to_numpy(), minlength=len(files)
    ).astype(np.int64)


def _count_terms(home: Home, batches: Sequence[str], files: pa.Array) -> tuple[sparse.csr_matrix, tuple[str, ...]]:
    """Return the counts of the terms of all sections that are used often enough, and these terms."""
    sections = load_section_terms(home, batches, files)
    number = pc.index_in(pa.array(sections.raw_sha256, pa.string()), files).to_numpy(zero_copy_only=False)
    rows = np.repeat(number.astype(np.int32), sections.lengths)
    return _count_cells(rows, sections.codes, sections.counts, sections.terms, len(files), LEAST_COUNT)


def _count_uses(home: Home, batches: Sequence[str], files: pa.Array) -> tuple[sparse.csr_matrix, tuple[str, ...]]:
    """Return how often each file uses the terms of the lexicon, and these terms."""
    uses = home.cache.read_table("code", stage_keys()["code"], batches, "term_uses")
    uses = uses.filter(pc.is_in(uses["raw_sha256"], files))
    terms = uses["term"].combine_chunks().dictionary_encode()
    rows = pc.index_in(uses["raw_sha256"], files).to_numpy()
    cells = rows, terms.indices.to_numpy(), uses["n_uses"].to_numpy()
    return _count_cells(*cells, terms.dictionary.to_pylist(), len(files), 1)


def _count_cells(
    rows: NDArray[np.integer],
    codes: NDArray[np.integer],
    counts: NDArray[np.int64],
    terms: Sequence[str],
    n_rows: int,
    least: int,
) -> tuple[sparse.csr_matrix, tuple[str, ...]]:
    """Return the counts (D, V) of the terms used so often at least, and these terms, sorted."""
    total = np.bincount(codes, counts, minlength=len(terms))
    kept = sorted(np.flatnonzero(total >= least).tolist(), key=terms.__getitem__)
    place = np.full(len(terms), -1, dtype=np.int32)
    place[kept] = np.arange(len(kept))
    is_kept = place[codes] >= 0
    cells = (rows[is_kept], place[codes[is_kept]])
    matrix = sparse.csr_matrix((counts[is_kept], cells), shape=(n_rows, len(kept)), dtype=np.int64)
    return matrix, tuple(terms[column] for column in kept)
