-- One row: a use of the word 韧性 with its sense.
CREATE OR REPLACE VIEW out.resilience_senses AS
SELECT
    senses.sentence_id,
    senses.document_id,
    documents.city_code,
    places.city,
    documents.year::INTEGER AS year,
    sentences.part,
    senses.sense,
    senses.char_start,
    senses.char_end
FROM core.senses AS senses
JOIN core.sentences AS sentences USING (sentence_id)
JOIN core.documents AS documents ON documents.document_id = senses.document_id
LEFT JOIN core.places AS places ON places.city_code = documents.city_code;

COMMENT ON VIEW out.resilience_senses IS 'One row: a use of the word 韧性 with its sense.';
COMMENT ON COLUMN out.resilience_senses.sentence_id IS 'Sentence, an id of out.sentences.';
COMMENT ON COLUMN out.resilience_senses.document_id IS 'Document, an id of out.documents.';
COMMENT ON COLUMN out.resilience_senses.city_code IS 'Six-digit administrative code of the place, as text; NULL where unknown.';
COMMENT ON COLUMN out.resilience_senses.city IS 'Full official name of the place, NULL where unknown.';
COMMENT ON COLUMN out.resilience_senses.year IS 'Year whose plan the document sets out, NULL where unknown.';
COMMENT ON COLUMN out.resilience_senses.part IS 'Part of the document: review, plan or other.';
COMMENT ON COLUMN out.resilience_senses.sense IS 'Sense of 韧性: urban, infrastructure, economy, ecology, society or other.';
COMMENT ON COLUMN out.resilience_senses.char_start IS 'First character of the word in out.sentences.text (code points, from 0).';
COMMENT ON COLUMN out.resilience_senses.char_end IS 'End of the word in out.sentences.text (code points, half-open: the character after the last).';
