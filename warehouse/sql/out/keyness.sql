-- One row: a term that marks a place against all others.
-- Empty in this release: keyness is measured once tokens are modelled.
CREATE OR REPLACE VIEW out.keyness AS
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

COMMENT ON VIEW out.keyness IS 'One row: a term that marks a place against all others. Empty in this release: keyness is measured once tokens are modelled.';
COMMENT ON COLUMN out.keyness.city_code IS 'Six-digit administrative code of the place, as text.';
COMMENT ON COLUMN out.keyness.city IS 'Full official name of the place.';
COMMENT ON COLUMN out.keyness.year IS 'Year of the texts compared, NULL where all years are taken together.';
COMMENT ON COLUMN out.keyness.term IS 'Term, as segmented.';
COMMENT ON COLUMN out.keyness.count IS 'Occurrences of the term in the texts it marks.';
COMMENT ON COLUMN out.keyness.log_likelihood IS 'Log-likelihood G² of the term against the other places (no unit, 0 or more).';
COMMENT ON COLUMN out.keyness.log_ratio IS 'Binary logarithm of the relative frequency of the term over that of the other places (1 is twice as frequent).';
COMMENT ON COLUMN out.keyness.document_frequency IS 'Documents that hold the term, among all compared.';
