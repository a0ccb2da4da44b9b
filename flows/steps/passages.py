"""Passages: sentences of all documents -> those that repeat an earlier one of another place."""

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from flows.home import Home
from flows.keys import stage_keys
from flows.steps.formulas import DatedDocuments
from models.reuse.shared_passages import SOURCES, find_passages
from warehouse.schemas import ASSEMBLED


def share_passages(home: Home, batches: Sequence[str], dated: DatedDocuments) -> pa.Table:
    """Return the table `shared_passages`; glossaries neither repeat nor are repeated.

    Args:
        home: where the sentences are cached.
        batches: names of all batches of this build.
        dated: the documents that count.
    """
    number = {row["raw_sha256"]: n for n, row in enumerate(dated.rows)}
    texts = list(dated.texts)
    for sha256, positions in _list_glossaries(home, batches).items():
        if (n := number.get(sha256)) is not None:
            left = ["" if position in positions else text for position, text in enumerate(texts[n].sentences)]
            texts[n] = replace(texts[n], sentences=left)
    found = find_passages(texts)
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


def _list_glossaries(home: Home, batches: Sequence[str]) -> dict[str, set[int]]:
    """Return the positions of the sentences of glossaries, by file."""
    columns = ["raw_sha256", "position", "section_kind"]
    table = home.cache.read_table("read", stage_keys()["read"], batches, "sentences", columns)
    table = table.filter(pc.equal(table["section_kind"], "glossary")).select(columns[:2])
    listed = table.group_by("raw_sha256").aggregate([("position", "list")])
    return {row["raw_sha256"]: set(row["position_list"]) for row in listed.to_pylist()}
