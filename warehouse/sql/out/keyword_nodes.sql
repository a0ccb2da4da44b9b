-- One row: a keyword of a keyword map.
CREATE OR REPLACE VIEW out.keyword_nodes AS
SELECT
    map_id,
    keyword,
    count,
    degree,
    betweenness,
    cluster::INTEGER AS cluster,
    first_year::INTEGER AS first_year,
    mean_year
FROM core.keyword_nodes;

COMMENT ON VIEW out.keyword_nodes IS 'One row: a keyword of a keyword map (rencheng map), of a literature or of policy documents; none until a map was made.';
COMMENT ON COLUMN out.keyword_nodes.map_id IS 'Map the row belongs to, an id of out.keyword_maps.';
COMMENT ON COLUMN out.keyword_nodes.keyword IS 'Keyword, synonyms merged.';
COMMENT ON COLUMN out.keyword_nodes.count IS 'Records kept that carry the keyword; of policy documents, windows (documents, paragraphs or sentences) that hold it (count).';
COMMENT ON COLUMN out.keyword_nodes.degree IS 'Keywords it is linked to (count).';
COMMENT ON COLUMN out.keyword_nodes.betweenness IS 'Betweenness centrality (Freeman, normalised, 0 to 1).';
COMMENT ON COLUMN out.keyword_nodes.cluster IS 'Number of the cluster within the map, from 0, the largest first.';
COMMENT ON COLUMN out.keyword_nodes.first_year IS 'Earliest year of the records or documents that carry the keyword.';
COMMENT ON COLUMN out.keyword_nodes.mean_year IS 'Mean year of the records or windows that carry the keyword.';
