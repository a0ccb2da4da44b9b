CREATE TABLE core.senses AS
SELECT
    documents.document_id || '-' || printf('%05d', position) AS sentence_id,
    documents.document_id,
    senses.* EXCLUDE (raw_sha256)
FROM staged_senses AS senses
JOIN staged_documents AS documents USING (raw_sha256)
ORDER BY document_id, position, char_start;
