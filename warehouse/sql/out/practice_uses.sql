-- One row: a sentence that speaks of the resilience of the city or of a practice of community governance.
CREATE OR REPLACE VIEW out.practice_uses AS
SELECT
    uses.sentence_id,
    uses.document_id,
    documents.city_code,
    places.city,
    documents.year::INTEGER AS year,
    sentences.part,
    uses.subject,
    uses.depth::INTEGER AS depth,
    CASE WHEN uses.follows_document_id IS NULL THEN 'own' ELSE 'formula' END AS origin,
    uses.follows_document_id,
    uses.instrument_kind,
    uses.instrument,
    uses.char_start,
    uses.char_end
FROM core.practice_uses AS uses
JOIN core.sentences AS sentences USING (sentence_id)
JOIN core.documents AS documents ON documents.document_id = uses.document_id
JOIN core.places AS places ON places.city_code = documents.city_code;

COMMENT ON VIEW out.practice_uses IS 'One row: a sentence that speaks of the resilience of the city (韧性 in the urban sense) or of a practice of community governance, with its depth. Glossaries are left out, headings are not.';
COMMENT ON COLUMN out.practice_uses.sentence_id IS 'Sentence, an id of out.sentences.';
COMMENT ON COLUMN out.practice_uses.document_id IS 'Document, an id of out.documents.';
COMMENT ON COLUMN out.practice_uses.city_code IS 'Six-digit administrative code of the place, as text.';
COMMENT ON COLUMN out.practice_uses.city IS 'Full official name of the place.';
COMMENT ON COLUMN out.practice_uses.year IS 'Year whose plan the document sets out, NULL where unknown.';
COMMENT ON COLUMN out.practice_uses.part IS 'Part of the document: review, plan or other.';
COMMENT ON COLUMN out.practice_uses.subject IS 'Subject: resilience (of the city), or a theme of the scheme community_practices.';
COMMENT ON COLUMN out.practice_uses.depth IS 'Depth: 1 the word in a formula, a list or a clause without content of its own, 2 an own goal or task with content, or a heading, 3 an instrument named, 4 a result reported.';
COMMENT ON COLUMN out.practice_uses.origin IS 'Origin of the wording around the subject: own, or formula where it repeats an earlier document of another place.';
COMMENT ON COLUMN out.practice_uses.follows_document_id IS 'Earlier document that the wording repeats, NULL where it is own.';
COMMENT ON COLUMN out.practice_uses.instrument_kind IS 'Kind of the instrument named: plan, regulation, standard, evaluation, pilot, platform, fund or office; NULL where none is.';
COMMENT ON COLUMN out.practice_uses.instrument IS 'Instrument as named in the sentence, or the title of the document that is one; NULL where none is.';
COMMENT ON COLUMN out.practice_uses.char_start IS 'First character of the word or term in out.sentences.text (code points, from 0).';
COMMENT ON COLUMN out.practice_uses.char_end IS 'End of the word or term in out.sentences.text (code points, half-open: the character after the last).';
