-- One row: a place, year, kind of document, scheme and theme, ready for regression.
-- Empty in this release: the panel is drawn once themes are measured.
CREATE OR REPLACE VIEW out.panel AS
SELECT
    NULL::VARCHAR AS city_code,
    NULL::VARCHAR AS city,
    NULL::INTEGER AS year,
    NULL::VARCHAR AS kind,
    NULL::VARCHAR AS scheme,
    NULL::VARCHAR AS theme,
    NULL::BOOLEAN AS is_balanced,
    NULL::BOOLEAN AS is_first_of_term,
    NULL::DATE AS session_date,
    NULL::BIGINT AS n_chars,
    NULL::DOUBLE AS mentions_per_10k_chars,
    NULL::DOUBLE AS sentence_share,
    NULL::DOUBLE AS token_share,
    NULL::DOUBLE AS coding_f1
WHERE false;

COMMENT ON VIEW out.panel IS 'One row: a place, year, kind of document, scheme and theme, ready for regression. Empty in this release: the panel is drawn once themes are measured.';
COMMENT ON COLUMN out.panel.city_code IS 'Six-digit administrative code of the place, as text.';
COMMENT ON COLUMN out.panel.city IS 'Full official name of the place.';
COMMENT ON COLUMN out.panel.year IS 'Year whose plan the document sets out.';
COMMENT ON COLUMN out.panel.kind IS 'Kind of document: work_report, master_plan, territorial_plan, special_plan, action_plan, five_year_plan, regulation or article.';
COMMENT ON COLUMN out.panel.scheme IS 'Scheme of themes, an id of out.themes.';
COMMENT ON COLUMN out.panel.theme IS 'Theme of the scheme, an id of out.themes.';
COMMENT ON COLUMN out.panel.is_balanced IS 'Whether the place belongs to the balanced panel: a document of this kind in every year of it.';
COMMENT ON COLUMN out.panel.is_first_of_term IS 'Whether the document opens a term of government and so looks back and ahead five years.';
COMMENT ON COLUMN out.panel.session_date IS 'Day the document was delivered (ISO date), NULL where unknown.';
COMMENT ON COLUMN out.panel.n_chars IS 'Length of the text measured (Han characters, headings and glossaries left out).';
COMMENT ON COLUMN out.panel.mentions_per_10k_chars IS 'Mentions of the theme per 10,000 Han characters.';
COMMENT ON COLUMN out.panel.sentence_share IS 'Sentences coded with the theme as a share of all sentences (0 to 1).';
COMMENT ON COLUMN out.panel.token_share IS 'Tokens of the terms of the theme as a share of all tokens (0 to 1).';
COMMENT ON COLUMN out.panel.coding_f1 IS 'F1 of the coding of the theme on coded sentences (0 to 1), the coding error to regress with; NULL where not measured.';
