-- One row: a place and year, with the cluster of its theme profile.
-- Empty in this release: clusters are found once cities are compared.
CREATE OR REPLACE VIEW out.city_clusters AS
SELECT
    NULL::VARCHAR AS city_code,
    NULL::VARCHAR AS city,
    NULL::INTEGER AS year,
    NULL::INTEGER AS cluster,
    NULL::DOUBLE AS silhouette
WHERE false;

COMMENT ON VIEW out.city_clusters IS 'One row: a place and year, with the cluster of its theme profile. Empty in this release: clusters are found once cities are compared.';
COMMENT ON COLUMN out.city_clusters.city_code IS 'Six-digit administrative code of the place, as text.';
COMMENT ON COLUMN out.city_clusters.city IS 'Full official name of the place.';
COMMENT ON COLUMN out.city_clusters.year IS 'Year of the theme profiles.';
COMMENT ON COLUMN out.city_clusters.cluster IS 'Number of the cluster within the year (no order meant).';
COMMENT ON COLUMN out.city_clusters.silhouette IS 'Silhouette of the place in its cluster (-1 misplaced to 1 well placed).';
