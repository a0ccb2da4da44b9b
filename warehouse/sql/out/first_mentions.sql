-- One row: a place and a term, theme or sense, with its earliest mention in a work report.
CREATE OR REPLACE VIEW out.first_mentions AS
SELECT
    mentions.city_code,
    places.city,
    mentions.scheme,
    mentions.theme,
    mentions.term,
    mentions.sense,
    mentions.year::INTEGER AS year,
    mentions.session_date,
    mentions.document_id,
    mentions.sentence_id,
    mentions.first_collected_year::INTEGER AS first_collected_year,
    mentions.last_year_without::INTEGER AS last_year_without,
    mentions.years_missing,
    mentions.is_censored,
    themes.theme_zh,
    places.province,
    places.level
FROM core.first_mentions AS mentions
JOIN core.places AS places USING (city_code)
LEFT JOIN core.themes AS themes USING (scheme, theme);

COMMENT ON VIEW out.first_mentions IS 'One row: a place and a term, theme or sense, with its earliest mention in a work report, by year and day of the session. Headings count, glossaries never do. Rows of a term name its theme too; rows of a whole theme have no term, rows of a sense neither.';
COMMENT ON COLUMN out.first_mentions.city_code IS 'Six-digit administrative code of the place, as text.';
COMMENT ON COLUMN out.first_mentions.city IS 'Full official name of the place.';
COMMENT ON COLUMN out.first_mentions.scheme IS 'Scheme of themes, an id of out.themes; NULL where the row is about a sense.';
COMMENT ON COLUMN out.first_mentions.theme IS 'Theme first mentioned, or the theme of the term, an id of out.themes; NULL where the row is about a sense.';
COMMENT ON COLUMN out.first_mentions.term IS 'Term first mentioned, NULL where the row is about a whole theme or a sense.';
COMMENT ON COLUMN out.first_mentions.sense IS 'Sense of 韧性 first mentioned: urban, infrastructure, economy, ecology, society or other; NULL where the row is about a term or theme.';
COMMENT ON COLUMN out.first_mentions.year IS 'Year of the earliest report collected that holds it.';
COMMENT ON COLUMN out.first_mentions.session_date IS 'Day that report was delivered (ISO date), NULL where unknown.';
COMMENT ON COLUMN out.first_mentions.document_id IS 'Document of the earliest mention, an id of out.documents.';
COMMENT ON COLUMN out.first_mentions.sentence_id IS 'Sentence of the earliest mention, an id of out.sentences.';
COMMENT ON COLUMN out.first_mentions.first_collected_year IS 'Earliest year of which a report of the place was collected.';
COMMENT ON COLUMN out.first_mentions.last_year_without IS 'Year of the last report before it, which is silent (the same year where a year has two reports); NULL where there is none.';
COMMENT ON COLUMN out.first_mentions.years_missing IS 'Years between last_year_without and the mention of which nothing was collected (count): the first use may lie in any of them; NULL where no report precedes.';
COMMENT ON COLUMN out.first_mentions.is_censored IS 'Whether no collected report precedes the mention, so that it may be older than what was collected.';
COMMENT ON COLUMN out.first_mentions.theme_zh IS 'Name of the theme in Chinese, NULL where the row is about a sense.';
COMMENT ON COLUMN out.first_mentions.province IS 'Full official name of the province the place lies in.';
COMMENT ON COLUMN out.first_mentions.level IS 'Level of the place: nation, province, municipality, subprovincial, prefecture or county.';
