-- Doubts by kind, with how many documents have them and one file to look at.
SELECT
    issue,
    count(*) AS doubts,
    count(DISTINCT coalesce(document_id, raw_sha256)) AS documents,
    coalesce(min(path), min(raw_sha256)) AS example
FROM out.document_issues
GROUP BY issue
ORDER BY doubts DESC, issue;
