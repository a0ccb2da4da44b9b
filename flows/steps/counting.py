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
from flows.steps.segmenting import LEFT_OUT
from models.keyness import LEAST_COUNT
from models.places import load_places
from models.themes import SCHEMES

RESILIENCE = "韧性"
CITY, PROVINCE, NATION = "city", "province", "nation"  # what is compared with one another
SENTENCE = ["raw_sha256", "position"]
USE = [*SENTENCE, "char_start", "char_end"]


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
    rows = [
        (row["city_code"], row["year"], row["raw_sha256"])
        for row in documents.select(["city_code", "year", "raw_sha256", "kind", "is_main"]).to_pylist()
        if row["city_code"] and row["year"] and row["is_main"] and row["kind"] == "work_report"
    ]
    codes, years, files = zip(*sorted(rows), strict=True) if rows else ((), (), ())
    wanted, terms, uses = pa.array(files, pa.string()), _Tally(), _Tally()
    sizes = np.zeros(len(files), dtype=np.int64)
    for batch in batches:
        sentences = _read_counted(home, batch, wanted)
        np.add.at(sizes, _find_rows(sentences["raw_sha256"], wanted), sentences["n_chars"].to_numpy())
        _count_sections(home, batch, wanted, terms)
        _count_uses(home, batch, wanted, sentences, uses)
    ranks = np.array([_find_rank(code) for code in codes], dtype=object)
    places = np.array(codes, dtype=object)
    counted, coded = terms.finish(len(files), LEAST_COUNT), uses.finish(len(files), 1)
    return Reports(places, np.array(years, dtype=np.int64), ranks, sizes, *counted, *coded)


class _Tally:
    """Counts that grow batch by batch, so that the terms of all sections never lie in memory at once."""

    def __init__(self) -> None:
        self.column_of: dict[str, int] = {}
        self.parts: list[sparse.coo_matrix] = []

    def add(self, rows: NDArray[np.int64], terms: pa.Array, counts: NDArray[np.integer]) -> None:
        encoded = terms.dictionary_encode()
        names = encoded.dictionary.to_pylist()
        columns = np.array([self.column_of.setdefault(name, len(self.column_of)) for name in names], dtype=np.int32)
        shape = (int(rows.max(initial=-1)) + 1, len(self.column_of))
        cells = (rows.astype(np.int32), columns[encoded.indices.to_numpy()])
        self.parts.append(sparse.csr_matrix((counts, cells), shape=shape, dtype=np.int64).tocoo())

    def finish(self, n_rows: int, least: int) -> tuple[sparse.csr_matrix, tuple[str, ...]]:
        """Return the counts of the terms used often enough, and these terms, sorted."""
        names = list(self.column_of)
        rows, columns, counts = (
            np.concatenate([np.empty(0, dtype=np.int32), *(getattr(part, name) for part in self.parts)])
            for name in ("row", "col", "data")
        )
        total = np.bincount(columns, counts, minlength=len(names))
        kept = sorted(np.flatnonzero(total >= least).tolist(), key=names.__getitem__)
        place = np.full(len(names), -1, dtype=np.int32)
        place[kept] = np.arange(len(kept))
        is_kept = place[columns] >= 0
        cells = (rows[is_kept], place[columns[is_kept]])
        matrix = sparse.csr_matrix((counts[is_kept], cells), shape=(n_rows, len(kept)), dtype=np.int64)
        return matrix, tuple(names[column] for column in kept)


def _find_rank(code: str) -> str:
    level = load_places()[code].level
    return level if level in (NATION, PROVINCE) else CITY


def _read_counted(home: Home, batch: str, files: pa.Array) -> pa.Table:
    """Return keys and lengths of the sentences that count, in the files wanted."""
    columns = [*SENTENCE, "section_kind", "n_chars"]
    sentences = home.cache.read_batch("read", stage_keys()["read"], batch, "sentences", columns)
    is_left_out = pc.is_in(sentences["section_kind"], pa.array(sorted(LEFT_OUT)))
    is_wanted = pc.is_in(sentences["raw_sha256"], files)
    return sentences.filter(pc.and_(is_wanted, pc.invert(is_left_out))).drop_columns("section_kind")


def _count_sections(home: Home, batch: str, files: pa.Array, tally: _Tally) -> None:
    table = home.cache.read_batch("segment", stage_keys()["segment"], batch, "section_terms")
    table = table.filter(pc.is_in(table["raw_sha256"], files)).combine_chunks()
    rows = np.repeat(_find_rows(table["raw_sha256"], files), pc.list_value_length(table["terms"]).to_numpy())
    tally.add(rows, _flatten(table["terms"]), _flatten(table["counts"]).to_numpy())


def _count_uses(home: Home, batch: str, files: pa.Array, sentences: pa.Table, tally: _Tally) -> None:
    """Count the terms of the default scheme, each place in a sentence once, and 韧性 in any sense."""
    key = stage_keys()["code"]
    mentions = home.cache.read_batch("code", key, batch, "mentions", [*USE, "scheme", "term"])
    is_counted = pc.and_(pc.equal(mentions["scheme"], SCHEMES[0]), pc.not_equal(mentions["term"], RESILIENCE))
    senses = home.cache.read_batch("code", key, batch, "senses", USE)
    senses = senses.append_column("term", pa.array([RESILIENCE] * len(senses), pa.string()))
    uses = pa.concat_tables([mentions.filter(is_counted).select(senses.column_names), senses])
    uses = uses.group_by(uses.column_names).aggregate([])
    uses = uses.join(sentences.select(SENTENCE), SENTENCE, join_type="left semi").combine_chunks()
    tally.add(_find_rows(uses["raw_sha256"], files), _flatten(uses["term"]), np.ones(len(uses), dtype=np.int64))


def _find_rows(files: pa.ChunkedArray, wanted: pa.Array) -> NDArray[np.int64]:
    rows: NDArray[np.int64] = pc.index_in(files, wanted).to_numpy().astype(np.int64)
    return rows


def _flatten(column: pa.ChunkedArray) -> pa.Array:
    values = pc.list_flatten(column) if pa.types.is_list(column.type) else column
    return values.combine_chunks()
