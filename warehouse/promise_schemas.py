"""Promise schemas: the table of promises with their outcomes."""

import pyarrow as pa

from warehouse.stages import FLAG, TEXT, WHOLE

PROMISE_TABLES = {
    "promises": pa.schema(
        [
            ("document_id", TEXT),
            ("position", WHOLE),
            ("char_start", WHOLE),  # this and the next: within the sentence, code points, half-open
            ("char_end", WHOLE),
            ("kind", TEXT),
            ("verb", TEXT),
            ("instrument", TEXT),
            ("outcome", TEXT),  # NULL: reports that would tell are not collected
            ("outcome_document_id", TEXT),
            ("outcome_position", WHOLE),
            ("outcome_year", WHOLE),
            ("years_repeated", pa.list_(WHOLE)),
            ("years_collected", WHOLE),
            ("is_censored", FLAG),
        ]
    ),
}
