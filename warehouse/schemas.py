"""Schemas: the Arrow tables that other rooms hand over; what is written and what is published is named once, here.

Offsets are characters (code points), half-open. `raw_sha256` names the bytes that a row was read from.
"""

import pyarrow as pa

TEXT, WHOLE, FLAG, REAL = pa.string(), pa.int64(), pa.bool_(), pa.float64()
SENTENCE_KEY = [("raw_sha256", TEXT), ("position", WHOLE)]

# What the stages cache, one Parquet file a table and batch.
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
            ("terms", pa.list_(TEXT)),
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
    "codes": pa.schema([*SENTENCE_KEY, ("scheme", TEXT), ("theme", TEXT), ("score", REAL)]),
    "senses": pa.schema([*SENTENCE_KEY, ("sense", TEXT), ("char_start", WHOLE), ("char_end", WHOLE)]),
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
            ("parameters", TEXT),
        ]
    ),
    "topics": pa.schema([("model_id", TEXT), ("topic", WHOLE), ("label", TEXT)]),
    "topic_terms": pa.schema([("model_id", TEXT), ("topic", WHOLE), ("term", TEXT), ("rank", WHOLE), ("weight", REAL)]),
    "document_topics": pa.schema([("model_id", TEXT), ("document_id", TEXT), ("topic", WHOLE), ("share", REAL)]),
}

STAGES = {"read": READ, "segment": SEGMENT, "code": CODE, "fit": FIT}

# What a build puts together anew from the manifest, the lexicon and the fits.
ASSEMBLED = {
    "places": pa.schema(
        [
            ("city_code", TEXT),
            ("city", TEXT),
            ("short_name", TEXT),
            ("level", TEXT),
            ("parent_code", TEXT),
            ("province_code", TEXT),
            ("pinyin", TEXT),
            ("longitude", REAL),
            ("latitude", REAL),
            ("is_former", FLAG),
        ]
    ),
    "themes": pa.schema(
        [
            ("scheme", TEXT),
            ("version", TEXT),
            ("theme_no", WHOLE),
            ("theme", TEXT),
            ("theme_zh", TEXT),
            ("name", TEXT),
            ("definition", TEXT),
            ("definition_zh", TEXT),
            ("source", TEXT),
            ("is_confirmed", FLAG),
            ("method", TEXT),  # classifier or terms
            ("true_positive_rate", REAL),  # of the classifier, by cross-validation on sentences drawn at random
            ("false_positive_rate", REAL),
        ]
    ),
    "theme_quality": pa.schema(
        [
            *[(name, TEXT) for name in ("scheme", "theme", "sense", "sample", "stratum", "period")],
            ("n", WHOLE),
            *[(name, REAL) for name in ("precision", "recall", "f1", "f1_low", "f1_high", "kappa", "accuracy")],
            ("coded_by", TEXT),
            ("model_sha256", TEXT),
        ]
    ),
    "theme_crosswalk": pa.schema(
        [(name, TEXT) for name in ("scheme_a", "theme_a", "scheme_b", "theme_b", "relation", "note")]
    ),
    "issue_kinds": pa.schema([("issue", TEXT), ("issue_zh", TEXT), ("meaning", TEXT), ("advice", TEXT)]),
    "documents": pa.schema(
        [
            ("document_id", TEXT),
            ("raw_sha256", TEXT),
            ("city_code", TEXT),
            ("kind", TEXT),
            ("year", WHOLE),
            ("reviewed_year", WHOLE),
            ("session_date", pa.date32()),
            ("scope", TEXT),
            ("title", TEXT),
            ("issuer", TEXT),
            ("doc_number", TEXT),
            ("index_number", TEXT),
            ("published_date", pa.date32()),
            ("is_main", FLAG),  # the one that stands for its place, year and kind
            ("url", TEXT),
            ("fetched_at", TEXT),
            ("is_sample", FLAG),
        ]
    ),
    "origins": pa.schema(
        [
            ("raw_sha256", TEXT),
            ("document_id", TEXT),
            ("path", TEXT),
            ("url", TEXT),
            ("fetched_at", TEXT),
            ("city_code", TEXT),  # as filed: what the path claims
            ("year", WHOLE),
            ("similarity", REAL),  # of its text to that of its document
        ]
    ),
    "formulas": pa.schema(
        [
            ("document_id", TEXT),
            ("position", WHOLE),
            ("char_start", WHOLE),
            ("char_end", WHOLE),
            ("n_chars", WHOLE),
            ("follows_document_id", TEXT),
        ]
    ),
    "versions": pa.schema(
        [
            ("document_id", TEXT),
            ("superseded_by", TEXT),
            ("raw_sha256", TEXT),
            ("url", TEXT),
            ("path", TEXT),
            ("fetched_at", TEXT),
            ("changed_chars", WHOLE),
        ]
    ),
    "issues": pa.schema(
        [("document_id", TEXT), ("raw_sha256", TEXT), ("path", TEXT), ("issue", TEXT), ("detail", TEXT)]
    ),
    "fetches": pa.schema(
        [
            ("run_id", TEXT),
            ("source", TEXT),
            ("path", TEXT),
            ("url", TEXT),
            ("city_code", TEXT),
            ("status", TEXT),
            ("blocked_reason", TEXT),
            ("fetched_at", TEXT),
            ("content_type", TEXT),
            ("bytes", WHOLE),
            ("raw_sha256", TEXT),
            ("role", TEXT),  # document, attachment, listing or robots
            ("form", TEXT),
            ("final_url", TEXT),
            ("headers", TEXT),
            ("encoding", TEXT),
            ("title", TEXT),  # this and the next three: as the listing says
            ("kind", TEXT),
            ("year", WHOLE),
            ("date", TEXT),
            ("found_on", TEXT),
        ]
    ),
    "runs": pa.schema(
        [
            ("run_id", TEXT),
            ("command", TEXT),
            ("started_at", TEXT),
            ("finished_at", TEXT),
            ("status", TEXT),
            ("git_commit", TEXT),
            ("parameters", TEXT),
            ("versions", TEXT),
            ("lexicon_sha256", TEXT),
            ("input_sha256", TEXT),
        ]
    ),
    **FIT,
}
