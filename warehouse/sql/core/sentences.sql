CREATE TABLE core.sentences AS
SELECT
    documents.document_id || '-' || printf('%05d', position) AS sentence_id,
    documents.document_id,
    sentences.* EXCLUDE (raw_sha256),
    sentence_tokens.n_tokens,
    NOT sentences.is_heading AND sentences.section_kind <> 'glossary' AS is_measured
FROM staged_sentences AS sentences
JOIN staged_documents AS documents USING (raw_sha256)
JOIN staged_sentence_tokens AS sentence_tokens USING (raw_sha256, position)
ORDER BY document_id, position;
