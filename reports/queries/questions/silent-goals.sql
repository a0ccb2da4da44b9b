-- 5. 某地从未提及城市韧性框架的哪些目标？
-- Which City Resilience Framework goals does city X never mention?
-- views: themes, city_themes
-- --cities: places; all where none is given
-- --years: years planned for; all where none is given
-- --scheme city_resilience_framework: scheme of themes
-- --kind work_report: kind of document
-- --limit 40: rows at most; 0 for all
-- note: 所问各年合计：年份多的地方几乎都提到过，可问一年（--year 2022）。
--     All years asked about are taken together: over many most goals appear, so ask of one year (--year 2022).
-- note: 只说明收集到的报告中没有该目标的词语；缺年见 silent-or-missing。
--     Silent in what was collected; silent-or-missing tells the years that are not.
WITH counted AS (
    SELECT
        city,
        city_code,
        theme,
        sum(mentions) AS mentions,
        count(DISTINCT year) AS n_years,
        min(year) AS first_year,
        max(year) AS last_year,
        sum(n_chars)::BIGINT AS n_chars
    FROM out.city_themes
    WHERE scheme = $scheme
        AND kind = $kind
        AND (len($cities::VARCHAR[]) = 0 OR list_contains($cities::VARCHAR[], city_code))
        AND (len($years::INTEGER[]) = 0 OR list_contains($years::INTEGER[], year))
    GROUP BY ALL
)
SELECT
    counted.city,
    counted.city_code,
    themes.theme,
    themes.theme_zh,
    themes.name,
    counted.n_years,
    counted.first_year,
    counted.last_year,
    counted.n_chars
FROM counted
JOIN out.themes AS themes ON themes.scheme = $scheme AND themes.theme = counted.theme
WHERE counted.mentions = 0
ORDER BY counted.city_code, themes.theme_no
LIMIT $limit;
