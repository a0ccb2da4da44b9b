CREATE TABLE core.versions AS
SELECT * REPLACE (fetched_at::TIMESTAMPTZ AT TIME ZONE 'UTC' AS fetched_at)
FROM staged_versions
ORDER BY document_id, superseded_by, path, url;
