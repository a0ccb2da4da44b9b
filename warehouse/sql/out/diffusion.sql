-- One row: a pair of places of which one took up a theme or term after the other.
-- Empty in this release: who followed whom is traced once cities are compared.
CREATE OR REPLACE VIEW out.diffusion AS
SELECT
    NULL::VARCHAR AS scheme,
    NULL::VARCHAR AS theme,
    NULL::VARCHAR AS term,
    NULL::VARCHAR AS leader_city_code,
    NULL::VARCHAR AS leader,
    NULL::VARCHAR AS follower_city_code,
    NULL::VARCHAR AS follower,
    NULL::BIGINT AS years_between
WHERE false;

COMMENT ON VIEW out.diffusion IS 'One row: a pair of places of which one took up a theme or term after the other. Empty in this release: who followed whom is traced once cities are compared.';
COMMENT ON COLUMN out.diffusion.scheme IS 'Scheme of the theme or term, an id of out.themes.';
COMMENT ON COLUMN out.diffusion.theme IS 'Theme taken up, an id of out.themes; NULL where the row is about a single term.';
COMMENT ON COLUMN out.diffusion.term IS 'Term taken up, NULL where the row is about a whole theme.';
COMMENT ON COLUMN out.diffusion.leader_city_code IS 'Six-digit administrative code of the place that used it first, as text.';
COMMENT ON COLUMN out.diffusion.leader IS 'Full official name of the place that used it first.';
COMMENT ON COLUMN out.diffusion.follower_city_code IS 'Six-digit administrative code of the place that followed, as text.';
COMMENT ON COLUMN out.diffusion.follower IS 'Full official name of the place that followed.';
COMMENT ON COLUMN out.diffusion.years_between IS 'Years from the first mention of the leader to that of the follower (count).';
