-- A mention is part of a formula when all of it lies in a repeated phrase.
CREATE TABLE core.mentions AS
SELECT
    documents.document_id || '-' || printf('%05d', mentions.position) AS sentence_id,
    documents.document_id,
    mentions.* EXCLUDE (raw_sha256),
    phrases.char_start IS NOT NULL AS is_formula
FROM staged_mentions AS mentions
JOIN staged_documents AS documents USING (raw_sha256)
LEFT JOIN core.formula_phrases AS phrases
    ON phrases.document_id = documents.document_id
    AND phrases.position = mentions.position
    AND phrases.char_start <= mentions.char_start
    AND phrases.char_end >= mentions.char_end
ORDER BY documents.document_id, mentions.position, scheme, theme, mentions.char_start;
