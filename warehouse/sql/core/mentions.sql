CREATE TABLE core.mentions AS
SELECT
    documents.document_id || '-' || printf('%05d', position) AS sentence_id,
    documents.document_id,
    mentions.* EXCLUDE (raw_sha256)
FROM staged_mentions AS mentions
JOIN staged_documents AS documents USING (raw_sha256)
ORDER BY document_id, position, scheme, theme, char_start;
