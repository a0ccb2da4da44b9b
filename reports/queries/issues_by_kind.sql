-- Doubts by kind, with how many documents have them and one file to look at.
WITH origins AS (
    SELECT raw_sha256, min(coalesce(path, url)) AS origin FROM out.document_origins GROUP BY raw_sha256
)
SELECT
    issues.issue,
    count(*) AS doubts,
    count(DISTINCT coalesce(issues.document_id, issues.raw_sha256)) AS documents,
    min(coalesce(issues.path, origins.origin)) AS example
FROM out.document_issues AS issues
LEFT JOIN origins USING (raw_sha256)
GROUP BY issues.issue
ORDER BY doubts DESC, issues.issue;
