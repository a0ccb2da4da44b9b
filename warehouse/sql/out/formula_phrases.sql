-- One row: a phrase that repeats an earlier document of another place.
CREATE OR REPLACE VIEW out.formula_phrases AS
SELECT
    phrases.sentence_id,
    phrases.document_id,
    documents.city_code,
    places.city,
    documents.year::INTEGER AS year,
    phrases.char_start,
    phrases.char_end,
    phrases.n_chars,
    phrases.follows_document_id,
    followed.city_code AS follows_city_code,
    followed_places.city AS follows_city,
    followed.year::INTEGER AS follows_year
FROM core.formula_phrases AS phrases
JOIN core.documents AS documents ON documents.document_id = phrases.document_id
JOIN core.places AS places ON places.city_code = documents.city_code
JOIN core.documents AS followed ON followed.document_id = phrases.follows_document_id
JOIN core.places AS followed_places ON followed_places.city_code = followed.city_code;

COMMENT ON VIEW out.formula_phrases IS 'One row: a phrase of eight Han characters and more that repeats an earlier document of another place: the State Council, the own province, or any if many places say it that year.';
COMMENT ON COLUMN out.formula_phrases.sentence_id IS 'Sentence, an id of out.sentences.';
COMMENT ON COLUMN out.formula_phrases.document_id IS 'Document, an id of out.documents.';
COMMENT ON COLUMN out.formula_phrases.city_code IS 'Six-digit administrative code of the place, as text.';
COMMENT ON COLUMN out.formula_phrases.city IS 'Full official name of the place.';
COMMENT ON COLUMN out.formula_phrases.year IS 'Year whose plan the document sets out.';
COMMENT ON COLUMN out.formula_phrases.char_start IS 'First character of the phrase in out.sentences.text (code points, from 0).';
COMMENT ON COLUMN out.formula_phrases.char_end IS 'End of the phrase in out.sentences.text (code points, half-open: the character after the last).';
COMMENT ON COLUMN out.formula_phrases.n_chars IS 'Length of the phrase (Han characters).';
COMMENT ON COLUMN out.formula_phrases.follows_document_id IS 'Earlier document that says it: that of the State Council or the province where one does, else the first collected.';
COMMENT ON COLUMN out.formula_phrases.follows_city_code IS 'Code of the place of that document, as text.';
COMMENT ON COLUMN out.formula_phrases.follows_city IS 'Full official name of the place of that document.';
COMMENT ON COLUMN out.formula_phrases.follows_year IS 'Year whose plan that document sets out.';
