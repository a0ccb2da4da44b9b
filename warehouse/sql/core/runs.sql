CREATE TABLE core.runs AS
SELECT * REPLACE (
    started_at::TIMESTAMPTZ AT TIME ZONE 'UTC' AS started_at,
    finished_at::TIMESTAMPTZ AT TIME ZONE 'UTC' AS finished_at
)
FROM staged_runs
ORDER BY started_at, run_id;
ALTER TABLE core.runs ADD PRIMARY KEY (run_id);
