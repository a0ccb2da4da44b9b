"""Stages: the tables that they cache, one Parquet file a table and batch: the columns are named here, once.

Offsets are characters (code points), half-open. `raw_sha256` names the bytes that a row was read from.
"""

import pyarrow as pa

TEXT, WHOLE, FLAG, REAL = pa.string(), pa.int64(), pa.bool_(), pa.float64()
SENTENCE_KEY = [("raw_sha256", TEXT), ("position", WHOLE)]

READ = {
    "readings": pa.schema(
        [
            ("raw_sha256", TEXT),
            ("text", TEXT),
            ("aside", TEXT),  # what was cut from the text, a line each
            ("text_digest", TEXT),
            ("signature", pa.binary()),  # MinHash of its clauses
            ("encoding", TEXT),
            ("format", TEXT),
            ("claims", TEXT),  # JSON object: what the file says about itself
            ("named_places", TEXT),  # JSON object: code -> mentions in the text
            ("city_code", TEXT),
            ("kind", TEXT),
            ("year", WHOLE),
            ("session_date", pa.date32()),
            ("scope", TEXT),
            ("title", TEXT),
            ("heading_year", WHOLE),
            ("issuer", TEXT),
            ("doc_number", TEXT),
            ("index_number", TEXT),
            ("published_date", pa.date32()),
            ("n_chars", WHOLE),
            ("n_sentences", WHOLE),
        ]
    ),
    "sentences": pa.schema(
        [
            *SENTENCE_KEY,
            ("paragraph", WHOLE),
            ("part", TEXT),
            ("section_kind", TEXT),
            ("is_heading", FLAG),
            ("heading", TEXT),
            ("page_no", WHOLE),
            ("char_start", WHOLE),
            ("char_end", WHOLE),
            ("n_chars", WHOLE),
            ("text", TEXT),
            ("word_ends", pa.list_(pa.int32())),  # within the text, where it came segmented
        ]
    ),
    "reading_issues": pa.schema([("raw_sha256", TEXT), ("issue", TEXT), ("detail", TEXT)]),
}
SEGMENT = {
    "sentence_tokens": pa.schema([*SENTENCE_KEY, ("n_tokens", WHOLE)]),
    "section_terms": pa.schema(
        [
            ("raw_sha256", TEXT),
            ("section", WHOLE),
            ("terms", pa.list_(pa.dictionary(pa.int32(), TEXT))),  # each spelt once a batch
            ("counts", pa.list_(pa.int32())),
        ]
    ),
}
CODE = {
    "mentions": pa.schema(
        [
            *SENTENCE_KEY,
            ("scheme", TEXT),
            ("theme", TEXT),
            ("term", TEXT),
            ("char_start", WHOLE),
            ("char_end", WHOLE),
        ]
    ),
    "intervals": pa.schema(
        [
            ("raw_sha256", TEXT),
            ("part", TEXT),
            ("scheme", TEXT),
            ("theme", TEXT),
            ("mentions_per_char_low", REAL),
            ("mentions_per_char_high", REAL),
            ("sentence_share_low", REAL),
            ("sentence_share_high", REAL),
        ]
    ),
    "term_uses": pa.schema([("raw_sha256", TEXT), ("term", TEXT), ("n_uses", WHOLE)]),
    "theme_mentions": pa.schema([("raw_sha256", TEXT), ("scheme", TEXT), ("theme", TEXT), ("n_mentions", WHOLE)]),
    "codes": pa.schema([*SENTENCE_KEY, ("scheme", TEXT), ("theme", TEXT), ("score", REAL)]),
    "senses": pa.schema([*SENTENCE_KEY, ("sense", TEXT), ("char_start", WHOLE), ("char_end", WHOLE)]),
}
NAME = {
    "instruments": pa.schema(
        [
            *SENTENCE_KEY,
            ("char_start", WHOLE),
            ("char_end", WHOLE),
            ("kind", TEXT),
            ("verb", TEXT),  # NULL: a title that stands alone
            ("instrument", TEXT),
            ("is_promised", FLAG),  # by the place itself, in a plan
        ]
    ),
    "instrument_mentions": pa.schema(
        [
            *SENTENCE_KEY,
            *((name, TEXT) for name in ("part", "kind", "core")),
            ("is_named", FLAG),
            ("verb", TEXT),
            *((name, FLAG) for name in ("is_done", "is_open", "is_granted")),
        ]
    ),
}
SIGN = {
    "signatures": pa.schema(
        [
            *SENTENCE_KEY,
            ("key", pa.uint64()),
            ("figures", pa.uint64()),
            ("hashes", pa.binary(48)),  # a byte of each (models/reuse/signatures.py); other lengths are refused
        ]
    ),
}

FIT = {
    "topic_models": pa.schema(
        [
            ("model_id", TEXT),
            ("algorithm", TEXT),
            ("k", WHOLE),
            ("seed", WHOLE),
            ("npmi", REAL),
            ("diversity", REAL),
            ("exclusivity", REAL),
            ("parameters", TEXT),
        ]
    ),
    "topics": pa.schema([("model_id", TEXT), ("topic", WHOLE), ("label", TEXT)]),
    "topic_terms": pa.schema([("model_id", TEXT), ("topic", WHOLE), ("term", TEXT), ("rank", WHOLE), ("weight", REAL)]),
    "topic_year_terms": pa.schema(
        [("model_id", TEXT), ("topic", WHOLE), ("year", WHOLE), ("term", TEXT), ("rank", WHOLE), ("weight", REAL)]
    ),
    "document_topics": pa.schema(
        [
            ("model_id", TEXT),
            ("document_id", TEXT),
            ("topic", WHOLE),
            *((name, REAL) for name in ("share", "low", "high")),
        ]
    ),
}

PER_DOCUMENT = {"read": READ, "segment": SEGMENT, "code": CODE, "name": NAME, "sign": SIGN}
STAGES = PER_DOCUMENT | {"fit": FIT}
