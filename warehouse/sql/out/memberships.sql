-- One row: a place in a programme, from a curated list.
-- Empty in this release: membership lists are entered once cities are compared.
CREATE OR REPLACE VIEW out.memberships AS
SELECT
    NULL::VARCHAR AS city_code,
    NULL::VARCHAR AS city,
    NULL::VARCHAR AS programme,
    NULL::DATE AS since,
    NULL::DATE AS until,
    NULL::VARCHAR AS source,
    NULL::DATE AS source_date
WHERE false;

COMMENT ON VIEW out.memberships IS 'One row: a place in a programme, from a curated list. Empty in this release: membership lists are entered once cities are compared.';
COMMENT ON COLUMN out.memberships.city_code IS 'Six-digit administrative code of the place, as text.';
COMMENT ON COLUMN out.memberships.city IS 'Full official name of the place.';
COMMENT ON COLUMN out.memberships.programme IS 'Programme the place belongs to, such as 100 Resilient Cities or MCR2030.';
COMMENT ON COLUMN out.memberships.since IS 'Day the membership began (ISO date; the first day where only the month or year is known).';
COMMENT ON COLUMN out.memberships.until IS 'Day the membership ended (ISO date; the last day where only the month or year is known), NULL while it lasts.';
COMMENT ON COLUMN out.memberships.source IS 'Source of the membership, a citation or an address.';
COMMENT ON COLUMN out.memberships.source_date IS 'Day that source was published or read (ISO date).';
