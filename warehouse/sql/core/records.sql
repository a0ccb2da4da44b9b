CREATE TABLE core.records AS
SELECT * FROM staged_records
ORDER BY map_id, record_id;
ALTER TABLE core.records ADD PRIMARY KEY (map_id, record_id);
