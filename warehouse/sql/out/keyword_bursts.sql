-- One row: a burst of a keyword of a map.
-- Empty in this release: bursts are found by the literature map.
CREATE OR REPLACE VIEW out.keyword_bursts AS
SELECT
    NULL::VARCHAR AS map_id,
    NULL::VARCHAR AS keyword,
    NULL::INTEGER AS begin,
    NULL::INTEGER AS "end",
    NULL::DOUBLE AS strength
WHERE false;

COMMENT ON VIEW out.keyword_bursts IS 'One row: a burst of a keyword of a map. Empty in this release: bursts are found by the literature map.';
COMMENT ON COLUMN out.keyword_bursts.map_id IS 'Map the row belongs to: an id derived from its records and parameters.';
COMMENT ON COLUMN out.keyword_bursts.keyword IS 'Keyword, synonyms merged.';
COMMENT ON COLUMN out.keyword_bursts.begin IS 'First year of the burst.';
COMMENT ON COLUMN out.keyword_bursts."end" IS 'Last year of the burst.';
COMMENT ON COLUMN out.keyword_bursts.strength IS 'Weight of the burst (Kleinberg 2002, no unit).';
