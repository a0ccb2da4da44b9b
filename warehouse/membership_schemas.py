"""Membership schemas: the tables of programmes, of the places in them, and of the founding paper's own Table 1."""

import pyarrow as pa

from warehouse.stages import FLAG, TEXT, WHOLE

DAY = pa.date32()

MEMBERSHIP_TABLES = {
    "programmes": pa.schema(
        [
            ("programme_no", WHOLE),  # order of the file
            ("programme", TEXT),
            ("programme_zh", TEXT),
            ("name", TEXT),
            ("category", TEXT),
            ("practice_type", TEXT),
            ("designates", TEXT),
            ("designated_by", TEXT),
            ("practice", TEXT),
            ("since", DAY),
            ("until", DAY),
            ("named_in_all", WHOLE),
            ("is_complete", FLAG),
            ("source", TEXT),
            ("source_date", DAY),
            ("is_confirmed", FLAG),
            ("note", TEXT),
        ]
    ),
    "memberships": pa.schema(
        [
            ("programme", TEXT),
            ("city_code", TEXT),
            ("unit", TEXT),
            ("since", DAY),
            ("until", DAY),
            ("date_precision", TEXT),
            ("source", TEXT),
            ("source_date", DAY),
            ("is_confirmed", FLAG),
            ("own_text", TEXT),
            ("note", TEXT),
        ]
    ),
    "paper_table": pa.schema(
        [
            ("row_no", WHOLE),
            ("city_no", WHOLE),
            ("category", TEXT),
            ("city_code", TEXT),
            ("practice", TEXT),
            ("documents", pa.list_(TEXT)),
            ("rests_on", TEXT),
            ("programme", TEXT),
            ("kind", TEXT),
            ("note", TEXT),
        ]
    ),
}
