-- One row: a sentence of a document; a heading is a sentence of its own.
CREATE OR REPLACE VIEW out.sentences AS
SELECT
    sentences.sentence_id,
    sentences.document_id,
    documents.city_code,
    places.city,
    documents.year::INTEGER AS year,
    sentences.part,
    sentences.section_kind,
    sentences.is_heading,
    sentences.is_formula,
    sentences.heading,
    sentences.page_no::INTEGER AS page_no,
    sentences.char_start,
    sentences.char_end,
    sentences.n_chars,
    sentences.text,
    sentences.position,
    sentences.paragraph,
    sentences.n_tokens,
    sentences.is_measured,
    sentences.follows_document_id,
    sentences.is_epidemic
FROM core.sentences AS sentences
JOIN core.documents AS documents USING (document_id)
LEFT JOIN core.places AS places USING (city_code);

COMMENT ON VIEW out.sentences IS 'One row: a sentence of a document; a heading is a sentence of its own.';
COMMENT ON COLUMN out.sentences.sentence_id IS 'Sentence: document_id and position.';
COMMENT ON COLUMN out.sentences.document_id IS 'Document, an id of out.documents.';
COMMENT ON COLUMN out.sentences.city_code IS 'Six-digit administrative code of the place, as text; NULL where unknown.';
COMMENT ON COLUMN out.sentences.city IS 'Full official name of the place, NULL where unknown.';
COMMENT ON COLUMN out.sentences.year IS 'Year whose plan the document sets out, NULL where unknown.';
COMMENT ON COLUMN out.sentences.part IS 'Part of the document: review, plan or other.';
COMMENT ON COLUMN out.sentences.section_kind IS 'Kind of section: opening, review, problems, situation, plan_term, plan_year, plan_both, gov_building, promises, glossary or closing; body for documents that are neither work report nor plan.';
COMMENT ON COLUMN out.sentences.is_heading IS 'Whether the sentence is a heading.';
COMMENT ON COLUMN out.sentences.is_formula IS 'Whether two thirds of its Han characters repeat wordings of the State Council, the province or many places of its year, in earlier documents of other places.';
COMMENT ON COLUMN out.sentences.heading IS 'Nearest heading above the sentence, or the heading itself.';
COMMENT ON COLUMN out.sentences.page_no IS 'Page of the sentence in the file (from 1), NULL for files without pages (only PDF and OFD have them).';
COMMENT ON COLUMN out.sentences.char_start IS 'First character of the sentence in out.document_texts.text (code points, from 0).';
COMMENT ON COLUMN out.sentences.char_end IS 'End of the sentence in out.document_texts.text (code points, half-open: the character after the last).';
COMMENT ON COLUMN out.sentences.n_chars IS 'Length of the sentence (Han characters).';
COMMENT ON COLUMN out.sentences.text IS 'Text of the sentence.';
COMMENT ON COLUMN out.sentences.position IS 'Number of the sentence in the document (from 0).';
COMMENT ON COLUMN out.sentences.paragraph IS 'Number of the paragraph in the document (from 0, empty lines not counted).';
COMMENT ON COLUMN out.sentences.n_tokens IS 'Tokens of our segmentation that hold a letter, digit or Han character (count).';
COMMENT ON COLUMN out.sentences.is_measured IS 'Whether the sentence counts in out.city_themes: no heading and no glossary.';
COMMENT ON COLUMN out.sentences.follows_document_id IS 'Earlier document that a formula follows, an id of out.documents; NULL for other sentences.';
COMMENT ON COLUMN out.sentences.is_epidemic IS 'Whether the sentence speaks of an epidemic (a term of that hazard in scheme hazards).';
