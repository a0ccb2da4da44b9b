"""Signing: sentences -> what finds those like them among all documents, without reading them again."""

import pyarrow as pa
import pyarrow.compute as pc

from models.reuse.signatures import HASHES, sign_sentences

COLUMNS = ["raw_sha256", "position", "section_kind", "text"]


def sign_batch(sentences: pa.Table) -> dict[str, pa.Table]:
    """Return the rows of the sign stage for the sentences of a batch; glossaries neither repeat nor are repeated."""
    told = sentences.filter(pc.not_equal(sentences["section_kind"], "glossary"))
    signed = sign_sentences(told["text"].to_pylist())
    columns = {
        **{name: told[name].take(pa.array(signed.sentence)) for name in ("raw_sha256", "position")},
        "key": pa.array(signed.key),
        "figures": pa.array(signed.figures),
        "hashes": pa.FixedSizeBinaryArray.from_buffers(
            pa.binary(HASHES), len(signed.sentence), [None, pa.py_buffer(signed.hashes.tobytes())]
        ),
    }
    return {"signatures": pa.table(columns)}
