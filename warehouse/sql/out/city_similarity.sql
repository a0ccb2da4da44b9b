-- One row: an ordered pair of places in a year, with the likeness of their theme profiles.
-- Empty in this release: likeness is measured once cities are compared.
CREATE OR REPLACE VIEW out.city_similarity AS
SELECT
    NULL::INTEGER AS year,
    NULL::VARCHAR AS city_code_a,
    NULL::VARCHAR AS city_a,
    NULL::VARCHAR AS city_code_b,
    NULL::VARCHAR AS city_b,
    NULL::DOUBLE AS cosine,
    NULL::DOUBLE AS jensen_shannon
WHERE false;

COMMENT ON VIEW out.city_similarity IS 'One row: an ordered pair of places in a year, with the likeness of their theme profiles. Empty in this release: likeness is measured once cities are compared.';
COMMENT ON COLUMN out.city_similarity.year IS 'Year of the two profiles.';
COMMENT ON COLUMN out.city_similarity.city_code_a IS 'Six-digit administrative code of the first place, as text.';
COMMENT ON COLUMN out.city_similarity.city_a IS 'Full official name of the first place.';
COMMENT ON COLUMN out.city_similarity.city_code_b IS 'Six-digit administrative code of the second place, as text.';
COMMENT ON COLUMN out.city_similarity.city_b IS 'Full official name of the second place.';
COMMENT ON COLUMN out.city_similarity.cosine IS 'Cosine of the two theme profiles (0 nothing shared, 1 same proportions).';
COMMENT ON COLUMN out.city_similarity.jensen_shannon IS 'Jensen–Shannon divergence of the two theme profiles (base 2; 0 same, 1 nothing shared).';
