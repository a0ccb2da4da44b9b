-- One row: a keyword of a map.
-- Empty in this release: keywords are counted by the literature map.
CREATE OR REPLACE VIEW out.keyword_nodes AS
SELECT
    NULL::VARCHAR AS map_id,
    NULL::VARCHAR AS keyword,
    NULL::BIGINT AS count,
    NULL::BIGINT AS degree,
    NULL::DOUBLE AS betweenness,
    NULL::INTEGER AS cluster,
    NULL::INTEGER AS first_year
WHERE false;

COMMENT ON VIEW out.keyword_nodes IS 'One row: a keyword of a map. Empty in this release: keywords are counted by the literature map.';
COMMENT ON COLUMN out.keyword_nodes.map_id IS 'Map the row belongs to: an id derived from its records and parameters.';
COMMENT ON COLUMN out.keyword_nodes.keyword IS 'Keyword, synonyms merged.';
COMMENT ON COLUMN out.keyword_nodes.count IS 'Records or text windows that hold the keyword (count).';
COMMENT ON COLUMN out.keyword_nodes.degree IS 'Keywords it is linked to (count).';
COMMENT ON COLUMN out.keyword_nodes.betweenness IS 'Betweenness centrality (Freeman, normalised, 0 to 1).';
COMMENT ON COLUMN out.keyword_nodes.cluster IS 'Number of the cluster within the map (no order meant).';
COMMENT ON COLUMN out.keyword_nodes.first_year IS 'Earliest year the keyword occurs.';
