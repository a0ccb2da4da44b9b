-- One row: a place and year, with the cluster of its theme profile: that of out.city_similarity.
CREATE OR REPLACE VIEW out.city_clusters AS
SELECT
    clusters.city_code,
    places.city,
    clusters.year::INTEGER AS year,
    clusters.cluster::INTEGER AS cluster,
    clusters.silhouette,
    clusters.n_clusters,
    clusters.mean_silhouette,
    clusters.leading_theme,
    themes.theme_zh AS leading_theme_zh
FROM core.city_clusters AS clusters
JOIN core.places AS places USING (city_code)
JOIN core.themes AS themes ON themes.scheme = 'urban_resilience' AND themes.theme = clusters.leading_theme;

COMMENT ON VIEW out.city_clusters IS 'One row: a place and year, with the cluster of its theme profile (that of out.city_similarity, of 30 mentions and more), by k-means on square roots of shares; the number of clusters is that of the highest mean silhouette among those that leave no cluster with fewer than three places.';
COMMENT ON COLUMN out.city_clusters.city_code IS 'Six-digit administrative code of the place, as text.';
COMMENT ON COLUMN out.city_clusters.city IS 'Full official name of the place.';
COMMENT ON COLUMN out.city_clusters.year IS 'Year of the theme profiles.';
COMMENT ON COLUMN out.city_clusters.cluster IS 'Number of the cluster within the year, the largest first; numbers of two years have nothing in common.';
COMMENT ON COLUMN out.city_clusters.silhouette IS 'Silhouette of the place in its cluster (-1 misplaced to 1 well placed).';
COMMENT ON COLUMN out.city_clusters.n_clusters IS 'Clusters of the year (count).';
COMMENT ON COLUMN out.city_clusters.mean_silhouette IS 'Mean silhouette of the year (-1 to 1): below 0.25 the clusters cut a continuum rather than find types.';
COMMENT ON COLUMN out.city_clusters.leading_theme IS 'Theme whose mean share in the cluster exceeds that of all places of the year most, an id of out.themes.';
COMMENT ON COLUMN out.city_clusters.leading_theme_zh IS 'Name of that theme in Chinese.';
