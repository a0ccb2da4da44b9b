-- One row: a sentence coded with a theme.
CREATE OR REPLACE VIEW out.sentence_themes AS
SELECT
    coded.sentence_id,
    coded.document_id,
    documents.city_code,
    places.city,
    documents.year::INTEGER AS year,
    sentences.part,
    coded.scheme,
    coded.theme,
    themes.theme_zh,
    coded.score,
    coded.method
FROM core.sentence_themes AS coded
JOIN core.sentences AS sentences USING (sentence_id)
JOIN core.documents AS documents ON documents.document_id = coded.document_id
JOIN core.themes AS themes ON themes.scheme = coded.scheme AND themes.theme = coded.theme
LEFT JOIN core.places AS places ON places.city_code = documents.city_code;

COMMENT ON VIEW out.sentence_themes IS 'One row: a sentence coded with a theme.';
COMMENT ON COLUMN out.sentence_themes.sentence_id IS 'Sentence, an id of out.sentences.';
COMMENT ON COLUMN out.sentence_themes.document_id IS 'Document, an id of out.documents.';
COMMENT ON COLUMN out.sentence_themes.city_code IS 'Six-digit administrative code of the place, as text; NULL where unknown.';
COMMENT ON COLUMN out.sentence_themes.city IS 'Full official name of the place, NULL where unknown.';
COMMENT ON COLUMN out.sentence_themes.year IS 'Year whose plan the document sets out, NULL where unknown.';
COMMENT ON COLUMN out.sentence_themes.part IS 'Part of the document: review, plan or other.';
COMMENT ON COLUMN out.sentence_themes.scheme IS 'Scheme of themes, an id of out.themes.';
COMMENT ON COLUMN out.sentence_themes.theme IS 'Theme of the scheme, an id of out.themes.';
COMMENT ON COLUMN out.sentence_themes.theme_zh IS 'Name of the theme in Chinese.';
COMMENT ON COLUMN out.sentence_themes.score IS 'By the classifier the distance from its decision (above 0), by terms their mentions in the sentence (count).';
COMMENT ON COLUMN out.sentence_themes.method IS 'Method of coding: classifier for the default scheme, terms for the others.';
