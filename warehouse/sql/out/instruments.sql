-- One row: an instrument of government that a sentence names.
CREATE OR REPLACE VIEW out.instruments AS
SELECT
    instruments.sentence_id,
    instruments.document_id,
    documents.city_code,
    places.city,
    documents.year::INTEGER AS year,
    sentences.part,
    instruments.kind,
    instruments.verb,
    instruments.instrument,
    instruments.char_start,
    instruments.char_end
FROM core.instruments AS instruments
JOIN core.documents AS documents USING (document_id)
JOIN core.sentences AS sentences USING (sentence_id)
LEFT JOIN core.places AS places USING (city_code);

COMMENT ON VIEW out.instruments IS 'One row: an instrument of government (plan, regulation, standard, evaluation, pilot, platform, fund, office) that a sentence names. Found by verbs and nouns; whose instrument it is, the name does not always tell.';
COMMENT ON COLUMN out.instruments.sentence_id IS 'Sentence, an id of out.sentences.';
COMMENT ON COLUMN out.instruments.document_id IS 'Document, an id of out.documents.';
COMMENT ON COLUMN out.instruments.city_code IS 'Six-digit administrative code of the place, as text; NULL where unknown.';
COMMENT ON COLUMN out.instruments.city IS 'Full official name of the place, NULL where unknown.';
COMMENT ON COLUMN out.instruments.year IS 'Year whose plan the document sets out, NULL where unknown.';
COMMENT ON COLUMN out.instruments.part IS 'Part of the document: review, plan or other.';
COMMENT ON COLUMN out.instruments.kind IS 'Kind of instrument: plan, regulation, standard, evaluation, pilot, platform, fund or office, by the noun that ends its name.';
COMMENT ON COLUMN out.instruments.verb IS 'What the sentence does with it (编制, 落实 …); NULL for a title in 《》 that no verb leads to.';
COMMENT ON COLUMN out.instruments.instrument IS 'Its name as it stands in the sentence.';
COMMENT ON COLUMN out.instruments.char_start IS 'First character of the name in out.sentences.text (code points, from 0).';
COMMENT ON COLUMN out.instruments.char_end IS 'End of the name in out.sentences.text (code points, half-open: the character after the last).';
