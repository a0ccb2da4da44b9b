"""Passages: signed sentences of all documents -> those that repeat an earlier one of another place."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from flows.home import Home
from flows.keys import stage_keys
from flows.steps.formulas import DatedDocuments
from models.reuse.shared_passages import SOURCES, find_passages
from models.reuse.signatures import HASHES, Signed
from warehouse.schemas import ASSEMBLED


def share_passages(home: Home, batches: Sequence[str], dated: DatedDocuments) -> pa.Table:
    """Return the table `shared_passages`.

    Args:
        home: where the signatures are cached.
        batches: names of all batches of this build.
        dated: the documents that count.
    """
    found = find_passages(dated.texts, _load_signed(home, batches, [row["raw_sha256"] for row in dated.rows]))
    columns = [
        dated.name_documents(found.document_a),
        pa.array(found.sentence_a),
        dated.name_documents(found.document_b),
        pa.array(found.sentence_b),
        pa.array(SOURCES, pa.string()).take(pa.array(found.source)),
        pa.array(found.is_earliest),
        pa.array(found.similarity),
    ]
    return pa.Table.from_arrays(columns, schema=ASSEMBLED["shared_passages"])


def _load_signed(home: Home, batches: Sequence[str], files: Sequence[str]) -> list[Signed]:
    """Return the signatures of the sentences of each file, in the order of the files."""
    table = home.cache.read_table("sign", stage_keys()["sign"], batches, "signatures")
    number = pc.index_in(table["raw_sha256"], pa.array(files, pa.string()))
    table = table.append_column("number", number).filter(pc.is_valid(number))
    table = table.sort_by([("number", "ascending"), ("position", "ascending")]).combine_chunks()
    position, key, figures = (table[name].to_numpy() for name in ("position", "key", "figures"))
    hashes = np.concatenate([np.empty((0, HASHES), np.uint8), *map(_view_bytes, table["hashes"].chunks)])
    ends = np.searchsorted(table["number"].to_numpy(), np.arange(1, len(files)))
    columns = (np.split(column, ends) for column in (position, key, figures, hashes))
    return [Signed(*of_file) for of_file in zip(*columns, strict=True)]


def _view_bytes(hashes: pa.FixedSizeBinaryArray) -> NDArray[np.uint8]:
    values = np.frombuffer(hashes.buffers()[1], np.uint8).reshape(-1, HASHES)
    return values[hashes.offset : hashes.offset + len(hashes)]
