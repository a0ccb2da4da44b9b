"""Schemas: the Arrow tables that a build hands over to be published: the columns are named here, once."""

import pyarrow as pa

from warehouse.likeness_schemas import LIKENESS_TABLES
from warehouse.map_schemas import MAP_TABLES
from warehouse.membership_schemas import MEMBERSHIP_TABLES
from warehouse.practice_schemas import PRACTICE_TABLES
from warehouse.promise_schemas import PROMISE_TABLES
from warehouse.stages import FIT, FLAG, REAL, TEXT, WHOLE

MARKED = [
    ("city_code", TEXT),  # NULL: all cities together
    ("year", WHOLE),  # NULL: all years together
    ("term", TEXT),
    ("count", WHOLE),
    ("log_likelihood", REAL),
    ("log_ratio", REAL),
    ("q_value", REAL),
    ("document_frequency", WHOLE),
    ("n_documents", WHOLE),  # compared
]

# Put together anew from the manifest, the lexicon and the fits.
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
    "keyness": pa.schema(MARKED),
    "year_keyness": pa.schema(MARKED),
    "term_changes": pa.schema(
        [
            ("city_code", TEXT),  # NULL: the cities of the panel together
            ("year", WHOLE),
            ("term", TEXT),
            ("before", REAL),  # this and the next: per 10,000 Han characters
            ("after", REAL),
            ("log_likelihood", REAL),
            ("is_lexicon", FLAG),
            ("first_year", WHOLE),
            ("last_year", WHOLE),
            ("n_places", WHOLE),
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
    "topic_choices": pa.schema([("algorithm", TEXT), ("k", WHOLE), ("c_v", REAL), ("stability", REAL)]),
    **FIT,
    **LIKENESS_TABLES,
    **MAP_TABLES,
    **PRACTICE_TABLES,
    **MEMBERSHIP_TABLES,
    **PROMISE_TABLES,
}
