-- 4. 防灾减灾（或其他主题）2016 至 2025 年如何变化：分地方，并看固定样本
-- How has 防灾减灾 moved 2016 to 2025, by city and on the balanced panel?
-- views: city_themes, panel, places
-- --cities: places shown one by one beside the two groups
-- --years 2016-2025: years planned for
-- --theme hazard: theme
-- --scheme urban_resilience: scheme of themes
-- --kind work_report: kind of document
-- note: 各年收集到的城市不同，看趋势以固定样本为准（十年中至少有九年报告的同一批城市）。
--     The cities differ from year to year: trust the balanced panel, which keeps those with nine years in ten.
-- note: 两组均为各城市的平均（省与国务院不计）。Both groups are means over cities, without provinces and the State Council.
WITH measured AS (
    SELECT
        themes.city_code,
        themes.city,
        themes.year,
        sum(themes.n_chars)::BIGINT AS n_chars,
        10000.0 * sum(themes.mentions) / nullif(sum(themes.n_chars), 0) AS per_10k,
        100.0 * sum(themes.sentences) / nullif(sum(themes.n_sentences), 0) AS percent
    FROM out.city_themes AS themes
    WHERE themes.scheme = $scheme
        AND themes.kind = $kind
        AND themes.theme = $theme
        AND (len($years::INTEGER[]) = 0 OR list_contains($years::INTEGER[], themes.year))
    GROUP BY ALL
),
of_cities AS (
    SELECT measured.*
    FROM measured
    JOIN out.places AS places USING (city_code)
    WHERE places.level NOT IN ('nation', 'province')
),
balanced AS (
    SELECT panel.year, panel.mentions_per_10k_chars AS per_10k, 100.0 * panel.sentence_share AS percent, panel.city_code
    FROM out.panel AS panel
    JOIN out.places AS places USING (city_code)
    WHERE panel.is_balanced
        AND panel.scheme = $scheme
        AND panel.kind = $kind
        AND panel.theme = $theme
        AND places.level NOT IN ('nation', 'province')
        AND (len($years::INTEGER[]) = 0 OR list_contains($years::INTEGER[], panel.year))
),
final AS (
    SELECT 1 AS line_no, 'balanced_panel' AS line, NULL AS city_code, year, count(*) AS n_cities,
        avg(per_10k ORDER BY city_code) AS per_10k, avg(percent ORDER BY city_code) AS percent
    FROM balanced
    GROUP BY year
    UNION ALL
    SELECT 2, 'all_cities', NULL, year, count(*),
        avg(per_10k ORDER BY city_code), avg(percent ORDER BY city_code)
    FROM of_cities
    GROUP BY year
    UNION ALL
    SELECT 3, city, city_code, year, 1, per_10k, percent
    FROM measured
    WHERE list_contains($cities::VARCHAR[], city_code)
)
SELECT line AS whose, city_code, year, n_cities, per_10k AS mentions_per_10k_chars, percent AS sentence_percent
FROM final
ORDER BY line_no, city_code, year;
