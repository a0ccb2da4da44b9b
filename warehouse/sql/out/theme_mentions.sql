-- One row: a term of a theme found in a sentence.
CREATE OR REPLACE VIEW out.theme_mentions AS
SELECT
    mentions.sentence_id,
    mentions.document_id,
    documents.city_code,
    places.city,
    documents.year::INTEGER AS year,
    sentences.part,
    mentions.scheme,
    mentions.theme,
    themes.theme_zh,
    mentions.term,
    mentions.char_start,
    mentions.char_end,
    mentions.is_formula
FROM core.mentions AS mentions
JOIN core.sentences AS sentences USING (sentence_id)
JOIN core.documents AS documents ON documents.document_id = mentions.document_id
JOIN core.themes AS themes ON themes.scheme = mentions.scheme AND themes.theme = mentions.theme
LEFT JOIN core.places AS places ON places.city_code = documents.city_code;

COMMENT ON VIEW out.theme_mentions IS 'One row: a term of a theme found in a sentence.';
COMMENT ON COLUMN out.theme_mentions.sentence_id IS 'Sentence, an id of out.sentences.';
COMMENT ON COLUMN out.theme_mentions.document_id IS 'Document, an id of out.documents.';
COMMENT ON COLUMN out.theme_mentions.city_code IS 'Six-digit administrative code of the place, as text; NULL where unknown.';
COMMENT ON COLUMN out.theme_mentions.city IS 'Full official name of the place, NULL where unknown.';
COMMENT ON COLUMN out.theme_mentions.year IS 'Year whose plan the document sets out, NULL where unknown.';
COMMENT ON COLUMN out.theme_mentions.part IS 'Part of the document: review, plan or other.';
COMMENT ON COLUMN out.theme_mentions.scheme IS 'Scheme of themes, an id of out.themes.';
COMMENT ON COLUMN out.theme_mentions.theme IS 'Theme of the scheme, an id of out.themes.';
COMMENT ON COLUMN out.theme_mentions.theme_zh IS 'Name of the theme in Chinese.';
COMMENT ON COLUMN out.theme_mentions.term IS 'Term found.';
COMMENT ON COLUMN out.theme_mentions.char_start IS 'First character of the term in out.sentences.text (code points, from 0).';
COMMENT ON COLUMN out.theme_mentions.char_end IS 'End of the term in out.sentences.text (code points, half-open: the character after the last).';
COMMENT ON COLUMN out.theme_mentions.is_formula IS 'Whether the term stands in a phrase repeated from an earlier document of another place (out.formula_phrases).';
