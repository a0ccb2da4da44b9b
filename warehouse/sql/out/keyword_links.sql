-- One row: a link between two keywords of a map.
-- Empty in this release: links are drawn by the literature map.
CREATE OR REPLACE VIEW out.keyword_links AS
SELECT
    NULL::VARCHAR AS map_id,
    NULL::VARCHAR AS source,
    NULL::VARCHAR AS target,
    NULL::BIGINT AS count,
    NULL::DOUBLE AS strength
WHERE false;

COMMENT ON VIEW out.keyword_links IS 'One row: a link between two keywords of a map. Empty in this release: links are drawn by the literature map.';
COMMENT ON COLUMN out.keyword_links.map_id IS 'Map the row belongs to: an id derived from its records and parameters.';
COMMENT ON COLUMN out.keyword_links.source IS 'Keyword at one end (links have no direction).';
COMMENT ON COLUMN out.keyword_links.target IS 'Keyword at the other end.';
COMMENT ON COLUMN out.keyword_links.count IS 'Records or text windows that hold both keywords (count).';
COMMENT ON COLUMN out.keyword_links.strength IS 'Strength of the link by the measure the map was made with (no unit; cosine, Jaccard, Dice, association strength, inclusion or equivalence).';
