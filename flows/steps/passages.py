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
from models.reuse.signatures import HASHES, NOTHING, Signed
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
    found, wanted = [NOTHING] * len(files), pa.array(files, pa.string())
    for batch in batches:
        table = home.cache.read_batch("sign", stage_keys()["sign"], batch, "signatures").combine_chunks()
        number = pc.index_in(table["raw_sha256"], wanted).fill_null(-1).to_numpy()
        columns = [table[name].to_numpy() for name in ("position", "key", "figures")]
        columns.append(_view_bytes(table["hashes"].chunk(0)) if len(table) else NOTHING.hashes)
        ends = np.flatnonzero(np.diff(number)) + 1  # the rows of a file stand together, in order
        for rows in zip(*(np.split(column, ends) for column in (number, *columns)), strict=True):
            if len(rows[0]) and rows[0][0] >= 0:
                found[rows[0][0]] = Signed(*rows[1:])
    return found


def _view_bytes(hashes: pa.FixedSizeBinaryArray) -> NDArray[np.uint8]:
    values = np.frombuffer(hashes.buffers()[1], np.uint8).reshape(-1, HASHES)
    return values[hashes.offset : hashes.offset + len(hashes)]
