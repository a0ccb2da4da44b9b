-- One row: a burst of a keyword of a keyword map.
CREATE OR REPLACE VIEW out.keyword_bursts AS
SELECT
    map_id,
    keyword,
    "begin"::INTEGER AS "begin",
    "end"::INTEGER AS "end",
    strength
FROM core.keyword_bursts;

COMMENT ON VIEW out.keyword_bursts IS 'One row: a burst of a keyword of a keyword map (rencheng map), of a literature or of policy documents; none until a map was made, or where no keyword bursts.';
COMMENT ON COLUMN out.keyword_bursts.map_id IS 'Map the row belongs to, an id of out.keyword_maps.';
COMMENT ON COLUMN out.keyword_bursts.keyword IS 'Keyword, synonyms merged.';
COMMENT ON COLUMN out.keyword_bursts."begin" IS 'First year of the burst.';
COMMENT ON COLUMN out.keyword_bursts."end" IS 'Last year of the burst.';
COMMENT ON COLUMN out.keyword_bursts.strength IS 'Weight of the burst: the cost it saves (Kleinberg 2003, s = 2, γ = 1, no unit).';
