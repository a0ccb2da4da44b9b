-- One row: a theme of one scheme and a theme of another that correspond.
CREATE OR REPLACE VIEW out.theme_crosswalk AS
SELECT scheme_a AS scheme, theme_a AS theme, scheme_b, theme_b, relation, note
FROM core.theme_crosswalk;

COMMENT ON VIEW out.theme_crosswalk IS 'One row: a theme of one scheme and a theme of another that correspond.';
COMMENT ON COLUMN out.theme_crosswalk.scheme IS 'Scheme of themes, an id of out.themes.';
COMMENT ON COLUMN out.theme_crosswalk.theme IS 'Theme of the scheme, an id of out.themes.';
COMMENT ON COLUMN out.theme_crosswalk.scheme_b IS 'Scheme of the corresponding theme, an id of out.themes.';
COMMENT ON COLUMN out.theme_crosswalk.theme_b IS 'Corresponding theme of scheme_b, an id of out.themes.';
COMMENT ON COLUMN out.theme_crosswalk.relation IS 'What the first theme is to the second: same, broader, narrower or related; by our judgement.';
COMMENT ON COLUMN out.theme_crosswalk.note IS 'Why they correspond, and where they differ.';
