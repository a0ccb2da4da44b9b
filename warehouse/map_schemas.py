"""Map schemas: the tables of keyword maps, which a build publishes and a map's own file holds."""

import pyarrow as pa

from warehouse.stages import REAL, TEXT, WHOLE

NAMES = pa.list_(TEXT)

MAP_TABLES = {
    "records": pa.schema(
        [
            ("map_id", TEXT),
            ("record_id", TEXT),
            ("file", TEXT),
            ("type", TEXT),
            ("title", TEXT),
            ("authors", NAMES),
            ("institutions", NAMES),
            ("journal", TEXT),
            ("year", WHOLE),
            ("keywords", NAMES),
            ("funds", NAMES),
        ]
    ),
    "record_ledger": pa.schema(
        [
            ("map_id", TEXT),
            ("record_id", TEXT),
            ("status", TEXT),
            ("reason", TEXT),
            ("duplicate_of", TEXT),
            ("similarity", REAL),
            ("detail", TEXT),
        ]
    ),
    "keyword_nodes": pa.schema(
        [
            ("map_id", TEXT),
            ("keyword", TEXT),
            ("count", WHOLE),
            ("degree", WHOLE),
            ("betweenness", REAL),
            ("cluster", WHOLE),
            ("first_year", WHOLE),
            ("mean_year", REAL),
        ]
    ),
    "keyword_links": pa.schema(
        [("map_id", TEXT), ("source", TEXT), ("target", TEXT), ("count", WHOLE), ("strength", REAL)]
    ),
    "keyword_bursts": pa.schema(
        [("map_id", TEXT), ("keyword", TEXT), ("begin", WHOLE), ("end", WHOLE), ("strength", REAL)]
    ),
    "keyword_maps": pa.schema(
        [
            ("map_id", TEXT),
            ("title", TEXT),
            ("source", TEXT),
            ("unit", TEXT),
            ("keyword_origin", TEXT),
            ("n_units", WHOLE),
            ("n_kept", WHOLE),
            ("first_year", WHOLE),
            ("last_year", WHOLE),
            ("n_keywords", WHOLE),
            ("n_links", WHOLE),
            ("density", REAL),
            ("modularity", REAL),
            ("silhouette", REAL),
            ("command", TEXT),
        ]
    ),
}
