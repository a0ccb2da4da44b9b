CREATE TABLE core.document_issues AS
SELECT DISTINCT * FROM (
    SELECT * FROM staged_issues
    UNION ALL BY NAME
    SELECT documents.document_id, reading_issues.*
    FROM staged_reading_issues AS reading_issues
    JOIN staged_documents AS documents USING (raw_sha256)
)
ORDER BY document_id, issue, detail, path;
