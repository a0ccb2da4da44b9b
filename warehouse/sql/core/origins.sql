CREATE TABLE core.origins AS
SELECT * REPLACE (fetched_at::TIMESTAMPTZ AT TIME ZONE 'UTC' AS fetched_at)
FROM staged_origins
ORDER BY document_id, path, url, raw_sha256;
