-- One row: a year at which the use of a term changes.
-- Empty in this release: change points are found once tokens are modelled.
CREATE OR REPLACE VIEW out.term_changes AS
SELECT
    NULL::VARCHAR AS city_code,
    NULL::VARCHAR AS city,
    NULL::INTEGER AS year,
    NULL::VARCHAR AS term,
    NULL::DOUBLE AS before,
    NULL::DOUBLE AS after
WHERE false;

COMMENT ON VIEW out.term_changes IS 'One row: a year at which the use of a term changes. Empty in this release: change points are found once tokens are modelled.';
COMMENT ON COLUMN out.term_changes.city_code IS 'Six-digit administrative code of the place, as text; NULL where all places are taken together.';
COMMENT ON COLUMN out.term_changes.city IS 'Full official name of the place, NULL where all places are taken together.';
COMMENT ON COLUMN out.term_changes.year IS 'First year of the changed use.';
COMMENT ON COLUMN out.term_changes.term IS 'Term, as segmented.';
COMMENT ON COLUMN out.term_changes.before IS 'Uses of the term before that year (per 10,000 Han characters).';
COMMENT ON COLUMN out.term_changes.after IS 'Uses of the term from that year on (per 10,000 Han characters).';
