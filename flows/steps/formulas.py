"""Formulas: sentences of all documents -> phrases that repeat an earlier document of another place."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from flows.home import Home
from flows.keys import stage_keys
from models.places import load_places
from models.reuse.formulas import DatedText, find_formulas
from warehouse.schemas import ASSEMBLED

USUAL_DAY = (2, 1)  # of a document whose day nobody knows: most work reports are read in January and February


@dataclass(frozen=True, slots=True)
class DatedDocuments:
    """The main documents of known place and year, in order of their ids: rows of the table `documents`, and texts."""

    rows: list[dict[str, Any]]
    texts: list[DatedText]

    def name_documents(self, numbers: NDArray[np.int64]) -> pa.Array:
        """Return the ids of documents by their positions."""
        return pa.array([row["document_id"] for row in self.rows], pa.string()).take(pa.array(numbers))


def load_dated_documents(home: Home, batches: Sequence[str], documents: pa.Table) -> DatedDocuments:
    """Return the documents that count with their sentences.

    Args:
        home: where the sentences are cached.
        batches: names of all batches of this build.
        documents: the table `documents` of this build; those without place or year neither follow nor are followed.
    """
    dated = [row for row in documents.to_pylist() if row["city_code"] and row["year"] and row["is_main"]]
    dated.sort(key=lambda row: row["document_id"])
    sentences = _load_sentences(home, batches, {row["raw_sha256"] for row in dated})
    texts = [
        DatedText(
            sentences=sentences[row["raw_sha256"]],
            place=row["city_code"],
            province=load_places()[row["city_code"]].province_code or "",
            year=row["year"],
            day=row["session_date"] or row["published_date"] or date(row["year"], *USUAL_DAY),
        )
        for row in dated
    ]
    return DatedDocuments(dated, texts)


def trace_formulas(dated: DatedDocuments) -> pa.Table:
    """Return the table `formulas`: repeated phrases of the documents that count, with the document each follows."""
    found = find_formulas(dated.texts)
    columns = [dated.name_documents(found.document), pa.array(found.sentence), pa.array(found.char_start)]
    columns += [pa.array(found.char_end), pa.array(found.n_chars), dated.name_documents(found.follows)]
    return pa.Table.from_arrays(columns, schema=ASSEMBLED["formulas"])


def _load_sentences(home: Home, batches: Sequence[str], wanted: set[str]) -> dict[str, list[str]]:
    """Return the sentences of each file wanted, in order of their positions."""
    found: dict[str, list[str]] = defaultdict(list)
    columns, files = ["raw_sha256", "position", "text"], pa.array(sorted(wanted), pa.string())
    for batch in batches:
        table = home.cache.read_batch("read", stage_keys()["read"], batch, "sentences", columns)
        table = table.filter(pc.is_in(table["raw_sha256"], files))
        table = table.sort_by([("raw_sha256", "ascending"), ("position", "ascending")])
        texts = table["text"].to_pylist()
        for raw, begin, stop in _list_runs(table["raw_sha256"]):
            found[raw] = texts[begin:stop]
    return found


def _list_runs(names: pa.ChunkedArray) -> Iterator[tuple[str, int, int]]:
    """Yield each run of equal names: the name, where it begins and where it ends."""
    runs = pc.run_end_encode(names.combine_chunks())
    ends = runs.run_ends.to_pylist()
    yield from zip(runs.values.to_pylist(), [0, *ends][:-1], ends, strict=True)
