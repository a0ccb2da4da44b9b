-- One row: a place, year, kind of document and scheme, with the breadth of its attention.
-- Empty in this release: breadth and entropy are measured once themes are measured.
CREATE OR REPLACE VIEW out.city_breadth AS
SELECT
    NULL::VARCHAR AS city_code,
    NULL::VARCHAR AS city,
    NULL::INTEGER AS year,
    NULL::VARCHAR AS kind,
    NULL::VARCHAR AS scheme,
    NULL::BIGINT AS themes_present,
    NULL::DOUBLE AS breadth,
    NULL::DOUBLE AS entropy
WHERE false;

COMMENT ON VIEW out.city_breadth IS 'One row: a place, year, kind of document and scheme, with the breadth of its attention. Empty in this release: breadth and entropy are measured once themes are measured.';
COMMENT ON COLUMN out.city_breadth.city_code IS 'Six-digit administrative code of the place, as text.';
COMMENT ON COLUMN out.city_breadth.city IS 'Full official name of the place.';
COMMENT ON COLUMN out.city_breadth.year IS 'Year whose plan the document sets out.';
COMMENT ON COLUMN out.city_breadth.kind IS 'Kind of document: work_report, master_plan, territorial_plan, special_plan, action_plan, five_year_plan, regulation or article.';
COMMENT ON COLUMN out.city_breadth.scheme IS 'Scheme of themes, an id of out.themes.';
COMMENT ON COLUMN out.city_breadth.themes_present IS 'Themes of the scheme found at least once (count).';
COMMENT ON COLUMN out.city_breadth.breadth IS 'Themes expected in a text of equal length (count, rarefied).';
COMMENT ON COLUMN out.city_breadth.entropy IS 'Shannon entropy of the shares of the themes (bits).';
