-- Every doubt of one kind.
SELECT
    issues.document_id,
    documents.city,
    documents.year,
    issues.detail,
    coalesce(issues.path, origins.path) AS path
FROM out.document_issues AS issues
LEFT JOIN out.documents AS documents USING (document_id)
LEFT JOIN (
    SELECT raw_sha256, min(path) AS path FROM out.document_origins GROUP BY raw_sha256
) AS origins ON origins.raw_sha256 = issues.raw_sha256
WHERE issues.issue = $issue
ORDER BY documents.city_code, documents.year, issues.detail, path;
