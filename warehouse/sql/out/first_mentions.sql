-- One row: a place and a term, theme or sense, with its earliest mention.
-- Empty in this release: first mentions are found once cities are compared.
CREATE OR REPLACE VIEW out.first_mentions AS
SELECT
    NULL::VARCHAR AS city_code,
    NULL::VARCHAR AS city,
    NULL::VARCHAR AS scheme,
    NULL::VARCHAR AS theme,
    NULL::VARCHAR AS term,
    NULL::VARCHAR AS sense,
    NULL::INTEGER AS year,
    NULL::DATE AS session_date,
    NULL::VARCHAR AS document_id,
    NULL::VARCHAR AS sentence_id,
    NULL::INTEGER AS first_collected_year,
    NULL::INTEGER AS last_year_without,
    NULL::BIGINT AS years_missing,
    NULL::BOOLEAN AS is_censored
WHERE false;

COMMENT ON VIEW out.first_mentions IS 'One row: a place and a term, theme or sense, with its earliest mention. Empty in this release: first mentions are found once cities are compared.';
COMMENT ON COLUMN out.first_mentions.city_code IS 'Six-digit administrative code of the place, as text.';
COMMENT ON COLUMN out.first_mentions.city IS 'Full official name of the place.';
COMMENT ON COLUMN out.first_mentions.scheme IS 'Scheme of themes, an id of out.themes.';
COMMENT ON COLUMN out.first_mentions.theme IS 'Theme first mentioned, or the theme of the term, an id of out.themes; NULL where the row is about a sense.';
COMMENT ON COLUMN out.first_mentions.term IS 'Term first mentioned, NULL where the row is about a whole theme or a sense.';
COMMENT ON COLUMN out.first_mentions.sense IS 'Sense of 韧性 first mentioned: urban, infrastructure, economy, ecology, society or other; NULL where the row is about a term or theme.';
COMMENT ON COLUMN out.first_mentions.year IS 'Year of the earliest document collected that holds it.';
COMMENT ON COLUMN out.first_mentions.session_date IS 'Day that document was delivered (ISO date), NULL where unknown.';
COMMENT ON COLUMN out.first_mentions.document_id IS 'Document of the earliest mention.';
COMMENT ON COLUMN out.first_mentions.sentence_id IS 'Sentence of the earliest mention.';
COMMENT ON COLUMN out.first_mentions.first_collected_year IS 'Earliest year of which a document of the place was collected.';
COMMENT ON COLUMN out.first_mentions.last_year_without IS 'Latest year before the mention of which a collected document is silent, NULL where there is none.';
COMMENT ON COLUMN out.first_mentions.years_missing IS 'Years between last_year_without and the mention of which nothing was collected (count).';
COMMENT ON COLUMN out.first_mentions.is_censored IS 'Whether no collected document precedes the mention, so that it may be older than what was collected.';
