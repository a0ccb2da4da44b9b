CREATE TABLE core.record_ledger AS
SELECT * FROM staged_record_ledger
ORDER BY map_id, record_id;
ALTER TABLE core.record_ledger ADD PRIMARY KEY (map_id, record_id);
