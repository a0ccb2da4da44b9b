-- 9. 哪些地方的主题结构最相近？
-- Which cities are most alike in their themes?
-- views: city_similarity, city_clusters
-- --cities: places of which one must be in the pair; all where none is given
-- --years: years compared; the newest where none is given
-- --limit 20: rows at most; 0 for all
-- note: 余弦 1 为结构相同；JS 散度 0 为相同。Cosine: 1 is the same proportions; Jensen–Shannon divergence: 0 is the same.
WITH wanted AS (
    SELECT unnest($years::INTEGER[]) AS year
    UNION ALL
    SELECT max(year) FROM out.city_similarity HAVING len($years::INTEGER[]) = 0
),
pairs AS (
    SELECT *
    FROM out.city_similarity
    WHERE year IN (SELECT year FROM wanted)
        AND CASE
            WHEN len($cities::VARCHAR[]) = 0 THEN city_code_a < city_code_b
            ELSE list_contains($cities::VARCHAR[], city_code_a)
        END
)
SELECT
    pairs.year,
    pairs.city_a,
    pairs.city_code_a,
    pairs.city_b,
    pairs.city_code_b,
    pairs.cosine,
    pairs.jensen_shannon,
    clusters_a.cluster AS cluster_a,
    clusters_b.cluster AS cluster_b
FROM pairs
LEFT JOIN out.city_clusters AS clusters_a ON clusters_a.city_code = pairs.city_code_a AND clusters_a.year = pairs.year
LEFT JOIN out.city_clusters AS clusters_b ON clusters_b.city_code = pairs.city_code_b AND clusters_b.year = pairs.year
ORDER BY pairs.cosine DESC, pairs.jensen_shannon, pairs.year, pairs.city_code_a, pairs.city_code_b
LIMIT $limit;
