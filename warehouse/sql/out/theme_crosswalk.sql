-- One row: a theme of one scheme and a theme of another that correspond.
-- Empty in this release: the crosswalk is filled when the further schemes are coded.
CREATE OR REPLACE VIEW out.theme_crosswalk AS
SELECT
    NULL::VARCHAR AS scheme,
    NULL::VARCHAR AS theme,
    NULL::VARCHAR AS scheme_b,
    NULL::VARCHAR AS theme_b
WHERE false;

COMMENT ON VIEW out.theme_crosswalk IS 'One row: a theme of one scheme and a theme of another that correspond. Empty in this release: the crosswalk is filled when the further schemes are coded.';
COMMENT ON COLUMN out.theme_crosswalk.scheme IS 'Scheme of themes, an id of out.themes.';
COMMENT ON COLUMN out.theme_crosswalk.theme IS 'Theme of the scheme, an id of out.themes.';
COMMENT ON COLUMN out.theme_crosswalk.scheme_b IS 'Scheme of the corresponding theme, an id of out.themes.';
COMMENT ON COLUMN out.theme_crosswalk.theme_b IS 'Corresponding theme of scheme_b, an id of out.themes.';
