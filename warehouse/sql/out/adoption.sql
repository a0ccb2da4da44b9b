-- One row: a place and year, with how far it takes up resilience in the urban sense.
-- Empty in this release: adoption is traced once cities are compared.
CREATE OR REPLACE VIEW out.adoption AS
SELECT
    NULL::VARCHAR AS city_code,
    NULL::VARCHAR AS city,
    NULL::INTEGER AS year,
    NULL::INTEGER AS depth,
    NULL::VARCHAR AS origin,
    NULL::BOOLEAN AS persists,
    NULL::BOOLEAN AS is_censored
WHERE false;

COMMENT ON VIEW out.adoption IS 'One row: a place and year, with how far it takes up resilience in the urban sense. Empty in this release: adoption is traced once cities are compared.';
COMMENT ON COLUMN out.adoption.city_code IS 'Six-digit administrative code of the place, as text.';
COMMENT ON COLUMN out.adoption.city IS 'Full official name of the place.';
COMMENT ON COLUMN out.adoption.year IS 'Year whose plan the document sets out.';
COMMENT ON COLUMN out.adoption.depth IS 'Deepest use in the documents of the year: 0 silent, 1 word or formula, 2 own goal or task, 3 instrument named, 4 result reported.';
COMMENT ON COLUMN out.adoption.origin IS 'Origin of the wording: own or formula; NULL where silent.';
COMMENT ON COLUMN out.adoption.persists IS 'Whether a later document of the place still uses it, NULL where none was collected.';
COMMENT ON COLUMN out.adoption.is_censored IS 'Whether missing documents before or after leave open when the place took it up or gave it up.';
