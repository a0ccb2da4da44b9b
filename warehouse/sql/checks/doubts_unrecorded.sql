-- Documents without place or year, and files that no reader understood, of which no issue tells.
CREATE OR REPLACE VIEW checks.doubts_unrecorded AS
SELECT documents.document_id, documents.raw_sha256
FROM core.documents AS documents
WHERE (documents.city_code IS NULL OR (documents.year IS NULL AND documents.kind = 'work_report'))
    AND NOT EXISTS (SELECT 1 FROM core.document_issues AS issues WHERE issues.document_id = documents.document_id)
UNION ALL
SELECT origins.document_id, origins.raw_sha256
FROM core.origins AS origins
WHERE origins.document_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM core.document_issues AS issues WHERE issues.raw_sha256 = origins.raw_sha256);
