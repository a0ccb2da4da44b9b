-- One row: a bibliographic record of a literature map, with why it was kept or dropped.
CREATE OR REPLACE VIEW out.record_ledger AS
SELECT map_id, record_id, status, reason, duplicate_of, similarity, detail
FROM core.record_ledger;

COMMENT ON VIEW out.record_ledger IS 'One row: a bibliographic record of a literature map, with why it was kept or dropped; none until a map was made.';
COMMENT ON COLUMN out.record_ledger.map_id IS 'Map the row belongs to: an id derived from its files and parameters.';
COMMENT ON COLUMN out.record_ledger.record_id IS 'Record, an id of out.records.';
COMMENT ON COLUMN out.record_ledger.status IS 'What became of the record: kept or dropped.';
COMMENT ON COLUMN out.record_ledger.reason IS 'Only reason it was dropped: unreadable, duplicate, not_research, outside_years (or without a year) or no_keywords; NULL where kept.';
COMMENT ON COLUMN out.record_ledger.duplicate_of IS 'Record it repeats, an id of out.records; NULL where it is no duplicate.';
COMMENT ON COLUMN out.record_ledger.similarity IS 'Likeness of the titles of a duplicate and what it repeats (0 to 1, 1 is exact); NULL where it is no duplicate.';
COMMENT ON COLUMN out.record_ledger.detail IS 'What the reason rests on, such as the type or the year; NULL where there is nothing to add.';
