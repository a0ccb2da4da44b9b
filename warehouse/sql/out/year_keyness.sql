-- One row: a term that marks a year against the years before.
-- Empty in this release: keyness is measured once tokens are modelled.
CREATE OR REPLACE VIEW out.year_keyness AS
SELECT
    NULL::VARCHAR AS city_code,
    NULL::VARCHAR AS city,
    NULL::INTEGER AS year,
    NULL::VARCHAR AS term,
    NULL::BIGINT AS count,
    NULL::DOUBLE AS log_likelihood,
    NULL::DOUBLE AS log_ratio,
    NULL::BIGINT AS document_frequency
WHERE false;

COMMENT ON VIEW out.year_keyness IS 'One row: a term that marks a year against the years before. Empty in this release: keyness is measured once tokens are modelled.';
COMMENT ON COLUMN out.year_keyness.city_code IS 'Six-digit administrative code of the place, as text; NULL where all places are taken together.';
COMMENT ON COLUMN out.year_keyness.city IS 'Full official name of the place, NULL where all places are taken together.';
COMMENT ON COLUMN out.year_keyness.year IS 'Year that the term marks.';
COMMENT ON COLUMN out.year_keyness.term IS 'Term, as segmented.';
COMMENT ON COLUMN out.year_keyness.count IS 'Occurrences of the term in the texts it marks.';
COMMENT ON COLUMN out.year_keyness.log_likelihood IS 'Log-likelihood G² of the term against the years before (no unit, 0 or more).';
COMMENT ON COLUMN out.year_keyness.log_ratio IS 'Binary logarithm of the relative frequency of the term over that of the years before (1 is twice as frequent).';
COMMENT ON COLUMN out.year_keyness.document_frequency IS 'Documents that hold the term, among all compared.';
