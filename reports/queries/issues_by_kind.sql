-- Doubts by kind, with their names, how many documents have them and one file to look at.
WITH origins AS (
    SELECT raw_sha256, min(coalesce(path, url)) AS origin FROM out.document_origins GROUP BY raw_sha256
)
SELECT
    issues.issue,
    any_value(kinds.issue_zh) AS issue_zh,
    count(*) AS doubts,
    count(DISTINCT coalesce(issues.document_id, issues.raw_sha256)) AS documents,
    any_value(kinds.meaning) AS meaning,
    any_value(kinds.advice) AS advice,
    min(coalesce(issues.path, origins.origin)) AS example
FROM out.document_issues AS issues
LEFT JOIN out.issue_kinds AS kinds USING (issue)
LEFT JOIN origins ON origins.raw_sha256 = issues.raw_sha256
GROUP BY issues.issue
ORDER BY doubts DESC, issues.issue;
