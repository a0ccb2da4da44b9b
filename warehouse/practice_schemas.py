"""Practice schemas: statements about resilience and community governance, and what Table 1 prints for them."""

import pyarrow as pa

from warehouse.stages import REAL, TEXT, WHOLE

PRACTICE_TABLES = {
    "practice_uses": pa.schema(
        [
            ("document_id", TEXT),
            ("position", WHOLE),
            ("subject", TEXT),  # resilience, or a theme of community_practices
            ("char_start", WHOLE),
            ("char_end", WHOLE),
            ("depth", WHOLE),
            ("follows_document_id", TEXT),  # NULL: own words
            ("instrument_kind", TEXT),
            ("instrument", TEXT),
        ]
    ),
    "practice_quality": pa.schema([("basis", TEXT), ("depth", WHOLE), ("confidence", REAL)]),
    "practice_names": pa.schema([(name, TEXT) for name in ("basis", "id", "category", "practice")]),
}
