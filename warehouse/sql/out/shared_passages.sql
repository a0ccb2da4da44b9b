-- One row: a pair of near-identical sentences of two documents.
-- Empty in this release: shared passages are found once cities are compared.
CREATE OR REPLACE VIEW out.shared_passages AS
SELECT
    NULL::VARCHAR AS sentence_a,
    NULL::VARCHAR AS sentence_b,
    NULL::VARCHAR AS document_a,
    NULL::VARCHAR AS document_b,
    NULL::VARCHAR AS city_code_a,
    NULL::VARCHAR AS city_a,
    NULL::VARCHAR AS city_code_b,
    NULL::VARCHAR AS city_b,
    NULL::INTEGER AS year_a,
    NULL::INTEGER AS year_b,
    NULL::DATE AS session_date_a,
    NULL::DATE AS session_date_b,
    NULL::DOUBLE AS similarity
WHERE false;

COMMENT ON VIEW out.shared_passages IS 'One row: a pair of near-identical sentences of two documents. Empty in this release: shared passages are found once cities are compared.';
COMMENT ON COLUMN out.shared_passages.sentence_a IS 'First sentence, an id of out.sentences.';
COMMENT ON COLUMN out.shared_passages.sentence_b IS 'Second sentence, an id of out.sentences.';
COMMENT ON COLUMN out.shared_passages.document_a IS 'Document of the first sentence, an id of out.documents.';
COMMENT ON COLUMN out.shared_passages.document_b IS 'Document of the second sentence, an id of out.documents.';
COMMENT ON COLUMN out.shared_passages.city_code_a IS 'Six-digit administrative code of the first place, as text.';
COMMENT ON COLUMN out.shared_passages.city_a IS 'Full official name of the first place.';
COMMENT ON COLUMN out.shared_passages.city_code_b IS 'Six-digit administrative code of the second place, as text.';
COMMENT ON COLUMN out.shared_passages.city_b IS 'Full official name of the second place.';
COMMENT ON COLUMN out.shared_passages.year_a IS 'Year whose plan the first document sets out.';
COMMENT ON COLUMN out.shared_passages.year_b IS 'Year whose plan the second document sets out.';
COMMENT ON COLUMN out.shared_passages.session_date_a IS 'Day the first document was delivered (ISO date), NULL where unknown.';
COMMENT ON COLUMN out.shared_passages.session_date_b IS 'Day the second document was delivered (ISO date), NULL where unknown.';
COMMENT ON COLUMN out.shared_passages.similarity IS 'Likeness of the two sentences (0 nothing shared, 1 identical).';
