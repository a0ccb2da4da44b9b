-- One row: a later sentence beside the earliest that says the same, all but word for word, by kind of source.
CREATE OR REPLACE VIEW out.shared_passages AS
SELECT
    passages.sentence_a,
    passages.sentence_b,
    passages.document_a,
    passages.document_b,
    documents_a.city_code AS city_code_a,
    places_a.city AS city_a,
    documents_b.city_code AS city_code_b,
    places_b.city AS city_b,
    documents_a.year::INTEGER AS year_a,
    documents_b.year::INTEGER AS year_b,
    documents_a.session_date AS session_date_a,
    documents_b.session_date AS session_date_b,
    passages.similarity,
    passages.source,
    passages.is_earliest,
    sentences_b.section_kind AS section_kind_b,
    sentences_b.is_heading AS is_heading_b
FROM core.shared_passages AS passages
JOIN core.documents AS documents_a ON documents_a.document_id = passages.document_a
JOIN core.documents AS documents_b ON documents_b.document_id = passages.document_b
JOIN core.places AS places_a ON places_a.city_code = documents_a.city_code
JOIN core.places AS places_b ON places_b.city_code = documents_b.city_code
JOIN core.sentences AS sentences_b ON sentences_b.sentence_id = passages.sentence_b;

COMMENT ON VIEW out.shared_passages IS 'One row: a later sentence of 12 characters and more, and the earliest sentence that says the same, all but word for word: one each of the State Council, of the own province and of any other place (so a wording of a hundred places makes a hundred rows, not 4,950). What a place said itself before the other is its own; figures must be the same; glossaries are left out.';
COMMENT ON COLUMN out.shared_passages.sentence_a IS 'The earlier sentence, an id of out.sentences.';
COMMENT ON COLUMN out.shared_passages.sentence_b IS 'The later sentence, an id of out.sentences.';
COMMENT ON COLUMN out.shared_passages.document_a IS 'Document of the earlier sentence, an id of out.documents.';
COMMENT ON COLUMN out.shared_passages.document_b IS 'Document of the later sentence, an id of out.documents.';
COMMENT ON COLUMN out.shared_passages.city_code_a IS 'Six-digit administrative code of the earlier place, as text.';
COMMENT ON COLUMN out.shared_passages.city_a IS 'Full official name of the earlier place.';
COMMENT ON COLUMN out.shared_passages.city_code_b IS 'Six-digit administrative code of the later place, as text.';
COMMENT ON COLUMN out.shared_passages.city_b IS 'Full official name of the later place.';
COMMENT ON COLUMN out.shared_passages.year_a IS 'Year whose plan the earlier document sets out.';
COMMENT ON COLUMN out.shared_passages.year_b IS 'Year whose plan the later document sets out.';
COMMENT ON COLUMN out.shared_passages.session_date_a IS 'Day the earlier document was delivered (ISO date), NULL where unknown: then the day of publication decides, or 1 February.';
COMMENT ON COLUMN out.shared_passages.session_date_b IS 'Day the later document was delivered (ISO date), NULL where unknown.';
COMMENT ON COLUMN out.shared_passages.similarity IS 'Likeness of the two sentences: Jaccard similarity of their shingles of three characters (0.7 to 1 identical).';
COMMENT ON COLUMN out.shared_passages.source IS 'Who said it earlier: nation (the State Council), province (that of the later place) or place (any other).';
COMMENT ON COLUMN out.shared_passages.is_earliest IS 'Whether no other source of the later sentence is earlier.';
COMMENT ON COLUMN out.shared_passages.section_kind_b IS 'Kind of section of the later sentence, as in out.sentences: opening and closing hold ceremony.';
COMMENT ON COLUMN out.shared_passages.is_heading_b IS 'Whether the later sentence is a heading.';
