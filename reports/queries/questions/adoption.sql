-- 14. 城市意义上的韧性逐年被采用与放弃的情况（含截尾）
-- Adoption and abandonment of urban resilience by year, with censoring
-- views: adoption
-- --cities: places; all where none is given
-- --years: years planned for; all where none is given
-- note: 采用：深度 1 及以上；新采用：此前各份报告均无；放弃：上一份报告有而本年无。
--     Adopted: depth 1 and more; new: silent in all reports before; abandoned: the report before had it and this one has not.
-- note: 截尾：因缺年而无法确定何时采用或放弃的地方数。Censored: places of which missing reports leave open when.
WITH followed AS (
    SELECT
        city_code,
        year,
        depth,
        origin,
        persists,
        is_censored,
        lag(depth) OVER before AS depth_before,
        max(depth) OVER (PARTITION BY city_code ORDER BY year ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
            AS deepest_before
    FROM out.adoption
    WHERE len($cities::VARCHAR[]) = 0 OR list_contains($cities::VARCHAR[], city_code)
    WINDOW before AS (PARTITION BY city_code ORDER BY year)
)
SELECT
    year,
    count(*) AS n_cities,
    count(*) FILTER (WHERE depth >= 1) AS n_adopted,
    count(*) FILTER (WHERE depth >= 2) AS n_deep,
    count(*) FILTER (WHERE depth >= 1 AND origin = 'own') AS n_own,
    count(*) FILTER (WHERE depth >= 1 AND coalesce(deepest_before, 0) = 0) AS n_new,
    count(*) FILTER (WHERE depth = 0 AND depth_before >= 1) AS n_abandoned,
    count(*) FILTER (WHERE depth >= 1 AND persists) AS n_persisting,
    count(*) FILTER (WHERE is_censored) AS n_censored
FROM followed
WHERE len($years::INTEGER[]) = 0 OR list_contains($years::INTEGER[], year)
GROUP BY year
ORDER BY year;
