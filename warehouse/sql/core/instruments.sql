CREATE TABLE core.instruments AS
SELECT
    documents.document_id || '-' || printf('%05d', instruments.position) AS sentence_id,
    documents.document_id,
    instruments.* EXCLUDE (raw_sha256, is_promised)
FROM staged_instruments AS instruments
JOIN staged_documents AS documents USING (raw_sha256)
ORDER BY documents.document_id, instruments.position, instruments.char_start, instruments.char_end;
