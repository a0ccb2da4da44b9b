"""Likeness schemas: the tables that compare places: who is like whom, who said it first, and for how long."""

import pyarrow as pa

from warehouse.stages import FLAG, REAL, TEXT, WHOLE

LIKENESS_TABLES = {
    "city_similarity": pa.schema(
        [
            ("year", WHOLE),
            ("city_code_a", TEXT),
            ("city_code_b", TEXT),
            ("cosine", REAL),
            ("jensen_shannon", REAL),
            ("mentions_a", WHOLE),  # that the profile rests on
            ("mentions_b", WHOLE),
        ]
    ),
    "city_clusters": pa.schema(
        [
            ("city_code", TEXT),
            ("year", WHOLE),
            ("cluster", WHOLE),
            ("silhouette", REAL),
            ("n_clusters", WHOLE),  # this and the next: of the year
            ("mean_silhouette", REAL),
            ("leading_theme", TEXT),
        ]
    ),
    "shared_passages": pa.schema(
        [
            ("document_a", TEXT),
            ("position_a", WHOLE),
            ("document_b", TEXT),
            ("position_b", WHOLE),
            ("source", TEXT),  # nation, province or place
            ("is_earliest", FLAG),
            ("similarity", REAL),
        ]
    ),
    "balanced_panels": pa.schema([("kind", TEXT), ("city_code", TEXT), ("year", WHOLE)]),
    "adoption_curves": pa.schema(
        [
            ("curve", TEXT),  # adoption or abandonment
            ("sense", TEXT),
            ("level", TEXT),  # NULL: cities of all levels
            ("first_year", WHOLE),  # in which years_since is 0; NULL: that of each place's own adoption
            ("years_since", WHOLE),
            ("n_at_risk", WHOLE),
            ("n_events", WHOLE),
            ("n_interval", WHOLE),
            ("n_censored", WHOLE),
            ("survival", REAL),
            ("survival_low", REAL),
            ("survival_high", REAL),
            ("n_left_censored", WHOLE),
        ]
    ),
}
