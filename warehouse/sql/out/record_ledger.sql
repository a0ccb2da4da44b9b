-- One row: a bibliographic record, with why it was kept or dropped.
-- Empty in this release: the ledger is kept by the literature map.
CREATE OR REPLACE VIEW out.record_ledger AS
SELECT
    NULL::VARCHAR AS record_id,
    NULL::VARCHAR AS status,
    NULL::VARCHAR AS reason,
    NULL::VARCHAR AS duplicate_of
WHERE false;

COMMENT ON VIEW out.record_ledger IS 'One row: a bibliographic record, with why it was kept or dropped. Empty in this release: the ledger is kept by the literature map.';
COMMENT ON COLUMN out.record_ledger.record_id IS 'Record, an id of out.records.';
COMMENT ON COLUMN out.record_ledger.status IS 'What became of the record: kept or dropped.';
COMMENT ON COLUMN out.record_ledger.reason IS 'Only reason it was dropped: duplicate, no keywords, not research, outside the years or unreadable; NULL where kept.';
COMMENT ON COLUMN out.record_ledger.duplicate_of IS 'Record it repeats, an id of out.records; NULL where it is no duplicate.';
