-- How many documents are doubted, of how many, and how many files no reader understood.
SELECT
    count(DISTINCT document_id) AS documents,
    (SELECT count(*) FROM out.documents) AS of_documents,
    count(DISTINCT raw_sha256) FILTER (WHERE document_id IS NULL) AS files
FROM out.document_issues;
