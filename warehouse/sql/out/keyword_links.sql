-- One row: a link between two keywords of a keyword map.
CREATE OR REPLACE VIEW out.keyword_links AS
SELECT map_id, source, target, count, strength
FROM core.keyword_links;

COMMENT ON VIEW out.keyword_links IS 'One row: a link between two keywords of a keyword map (rencheng map), of a literature or of policy documents; none until a map was made.';
COMMENT ON COLUMN out.keyword_links.map_id IS 'Map the row belongs to, an id of out.keyword_maps.';
COMMENT ON COLUMN out.keyword_links.source IS 'Keyword at one end, the first by code points (links have no direction).';
COMMENT ON COLUMN out.keyword_links.target IS 'Keyword at the other end.';
COMMENT ON COLUMN out.keyword_links.count IS 'Records kept, or windows of policy documents, that carry both keywords (count).';
COMMENT ON COLUMN out.keyword_links.strength IS 'Strength of the link by the measure the map was made with (no unit; cosine, Jaccard, Dice, association strength, inclusion or equivalence).';
