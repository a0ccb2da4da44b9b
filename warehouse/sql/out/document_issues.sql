-- One row: a doubt about a document or file.
CREATE OR REPLACE VIEW out.document_issues AS
SELECT document_id, issue, detail, raw_sha256, path
FROM core.document_issues;

COMMENT ON VIEW out.document_issues IS 'One row: a doubt about a document or file.';
COMMENT ON COLUMN out.document_issues.document_id IS 'Document in doubt, an id of out.documents; NULL for files that no reader understood.';
COMMENT ON COLUMN out.document_issues.issue IS 'Kind of doubt, an issue of out.issue_kinds.';
COMMENT ON COLUMN out.document_issues.detail IS 'What was found, in words.';
COMMENT ON COLUMN out.document_issues.raw_sha256 IS 'SHA-256 of the bytes of the file or page, in hexadecimal.';
COMMENT ON COLUMN out.document_issues.path IS 'Path of the file in doubt; NULL for pages fetched and where the doubt is about the bytes alone.';
