-- Where a published file comes from: the build, the software, the newest document, and whether it holds samples.
WITH build AS (
    SELECT *
    FROM out.runs
    WHERE command = 'build'
    ORDER BY started_at DESC, run_id DESC
    LIMIT 1
)
SELECT
    (SELECT run_id FROM build) AS run_id,
    (SELECT coalesce(finished_at, started_at)::DATE FROM build) AS built_on,
    (SELECT git_commit FROM build) AS git_commit,
    (SELECT versions FROM build) AS versions,
    (SELECT max(fetched_at)::DATE FROM out.documents) AS collected_on,
    (SELECT count(*) FROM out.documents) AS documents,
    (SELECT coalesce(bool_or(is_sample), false) FROM out.documents) AS is_sample;
