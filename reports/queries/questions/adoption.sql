-- 14. 城市意义上的韧性逐年被采用与放弃的情况（含截尾）
-- Adoption and abandonment of urban resilience by year, with censoring
-- views: adoption, places
-- --cities: places; all cities where none is given
-- --years: years planned for; from the first adoption on where none is given
-- note: 采用：当年报告提及（深度 1 及以上）；新采用：此前收集到的报告均无；首份即有：此前没有收集到报告，或更早；放弃：上一份报告有而本年无。
--     Adopted: the report of the year mentions it (depth 1 and more); new: silent in all reports collected before; in the
--     first report: none was collected before, so that it may be older; abandoned: the report before had it, this one not.
-- note: 年份可疑：新采用或放弃者中，上一年报告未收集的地方数，变化可能更早。
--     Year in doubt: of the new and the abandoned, those whose report of the year before was not collected.
-- note: 后来仍有：以后的报告又提及；最近几年尚无从知道。各年收集到的地方不同，看占比。
--     Persisting: a later report has it again, of the last years nobody knows yet. Places differ by year: compare shares.
WITH followed AS (
    SELECT
        city_code,
        year,
        depth,
        origin,
        persists,
        lag(year) OVER before AS year_before,
        lag(depth) OVER before AS depth_before,
        max(depth) OVER (PARTITION BY city_code ORDER BY year ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
            AS deepest_before
    FROM out.adoption
    WHERE CASE
        WHEN len($cities::VARCHAR[]) = 0
            THEN city_code NOT IN (SELECT city_code FROM out.places WHERE level IN ('nation', 'province'))
        ELSE list_contains($cities::VARCHAR[], city_code)
    END
    WINDOW before AS (PARTITION BY city_code ORDER BY year)
),
judged AS (
    SELECT
        *,
        depth >= 1 AND deepest_before = 0 AS is_new,
        depth = 0 AND depth_before >= 1 AS is_abandoned,
        year_before < year - 1 AS is_in_doubt
    FROM followed
),
counted AS (
    SELECT
        year,
        count(*) AS n_cities,
        count(*) FILTER (WHERE depth >= 1) AS n_adopted,
        100.0 * count(*) FILTER (WHERE depth >= 1) / count(*) AS adopted_percent,
        count(*) FILTER (WHERE depth >= 2) AS n_deep,
        count(*) FILTER (WHERE depth >= 1 AND origin = 'own') AS n_own,
        count(*) FILTER (WHERE is_new) AS n_new,
        count(*) FILTER (WHERE depth >= 1 AND deepest_before IS NULL) AS n_in_first_report,
        count(*) FILTER (WHERE is_abandoned) AS n_abandoned,
        count(*) FILTER (WHERE is_in_doubt AND (is_new OR is_abandoned)) AS n_in_doubt,
        count(*) FILTER (WHERE depth >= 1 AND persists) AS n_persisting
    FROM judged
    GROUP BY year
)
SELECT *
FROM counted
WHERE CASE
        WHEN len($years::INTEGER[]) > 0 THEN list_contains($years::INTEGER[], year)
        ELSE year >= coalesce((SELECT min(year) FROM counted WHERE n_adopted > 0), 0)
    END
ORDER BY year;
