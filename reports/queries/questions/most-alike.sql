-- 9. 哪些地方的主题结构最相近？
-- Which cities are most alike in their themes?
-- views: city_similarity, city_clusters, places
-- decimals: 3
-- --cities: places of which one must be in the pair; all cities (no provinces) where none is given
-- --years: years compared; the newest where none is given
-- --limit 20: rows at most; 0 for all
-- note: 余弦 1 为结构相同；JS 散度 0 为相同；依据为两份报告的主题词次数，次数少则说明不了什么。
--     Cosine: 1 is the same proportions; Jensen–Shannon divergence: 0 is the same; of few mentions likeness tells little.
-- note: 类型：聚类中最突出的主题（词数不足 30 者不聚类）；轮廓系数低于 0.25 时，聚类只是切分连续体。
--     Type: the theme that stands out in the cluster (none under 30 mentions); below a silhouette of 0.25 the clusters
--     cut a continuum.
WITH wanted AS (
    SELECT unnest($years::INTEGER[]) AS year
    UNION ALL
    SELECT max(year) FROM out.city_similarity HAVING len($years::INTEGER[]) = 0
),
cities AS (
    SELECT city_code FROM out.places WHERE level NOT IN ('nation', 'province')
),
pairs AS (
    SELECT *
    FROM out.city_similarity
    WHERE year IN (SELECT year FROM wanted)
        AND CASE
            WHEN len($cities::VARCHAR[]) = 0
                THEN city_code_a < city_code_b
                AND city_code_a IN (SELECT city_code FROM cities)
                AND city_code_b IN (SELECT city_code FROM cities)
            ELSE list_contains($cities::VARCHAR[], city_code_a)
                AND NOT (list_contains($cities::VARCHAR[], city_code_b) AND city_code_b < city_code_a)
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
    pairs.mentions_a,
    pairs.mentions_b,
    clusters_a.cluster AS cluster_a,
    clusters_a.leading_theme_zh AS type_a,
    clusters_b.cluster AS cluster_b,
    clusters_b.leading_theme_zh AS type_b,
    coalesce(clusters_a.mean_silhouette, clusters_b.mean_silhouette) AS mean_silhouette
FROM pairs
LEFT JOIN out.city_clusters AS clusters_a ON clusters_a.city_code = pairs.city_code_a AND clusters_a.year = pairs.year
LEFT JOIN out.city_clusters AS clusters_b ON clusters_b.city_code = pairs.city_code_b AND clusters_b.year = pairs.year
ORDER BY pairs.cosine DESC, pairs.jensen_shannon, pairs.year, pairs.city_code_a, pairs.city_code_b
LIMIT $limit;
