-- A document is read from one of its raw files; the others are origins of the same text.
CREATE TABLE core.documents AS
WITH tokens AS (
    SELECT raw_sha256, sum(n_tokens)::BIGINT AS n_tokens
    FROM staged_sentence_tokens
    GROUP BY raw_sha256
)
SELECT
    documents.* REPLACE (documents.fetched_at::TIMESTAMPTZ AT TIME ZONE 'UTC' AS fetched_at),
    readings.n_chars,
    readings.n_sentences,
    coalesce(tokens.n_tokens, 0) AS n_tokens,
    readings.format,
    readings.encoding,
    readings.text,
    readings.aside
FROM staged_documents AS documents
JOIN staged_readings AS readings USING (raw_sha256)
LEFT JOIN tokens USING (raw_sha256)
ORDER BY document_id;
ALTER TABLE core.documents ADD PRIMARY KEY (document_id);
