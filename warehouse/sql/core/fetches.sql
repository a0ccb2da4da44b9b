CREATE TABLE core.fetches AS
SELECT * REPLACE (fetched_at::TIMESTAMPTZ AT TIME ZONE 'UTC' AS fetched_at)
FROM staged_fetches
ORDER BY raw_sha256, path, url, run_id;
