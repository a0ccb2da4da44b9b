-- 7. 各主题说“做了什么”与“要做什么”各占多少？
-- Talk of deeds against talk of plans, by theme
-- views: city_themes (part)
-- --cities: places, each for itself; all together where none is given
-- --years: years planned for; all where none is given
-- --theme: one theme; all where none is given
-- --scheme urban_resilience: scheme of themes
-- --kind work_report: kind of document
-- note: 对比 = log2(回顾每万字 / 计划每万字)，两边各加 0.5 次；正数偏回顾，1 即两倍。
--     Balance: log2 of the rate in the review over that in the plan, half a mention added to both; above 0 deeds, 1 is twice.
WITH counted AS (
    SELECT
        CASE WHEN len($cities::VARCHAR[]) > 0 THEN city END AS city,
        CASE WHEN len($cities::VARCHAR[]) > 0 THEN city_code END AS city_code,
        theme,
        theme_zh,
        theme_no,
        sum(mentions) FILTER (WHERE part = 'review') AS review_mentions,
        sum(mentions) FILTER (WHERE part = 'plan') AS plan_mentions,
        sum(n_chars) FILTER (WHERE part = 'review') AS review_chars,
        sum(n_chars) FILTER (WHERE part = 'plan') AS plan_chars
    FROM out.city_themes
    WHERE scheme = $scheme
        AND kind = $kind
        AND (len($cities::VARCHAR[]) = 0 OR list_contains($cities::VARCHAR[], city_code))
        AND (len($years::INTEGER[]) = 0 OR list_contains($years::INTEGER[], year))
        AND ($theme::VARCHAR IS NULL OR theme = $theme)
    GROUP BY ALL
)
SELECT
    coalesce(city, 'all_places') AS whose,
    city_code,
    theme,
    theme_zh,
    review_mentions::BIGINT AS review_mentions,
    plan_mentions::BIGINT AS plan_mentions,
    10000.0 * review_mentions / nullif(review_chars, 0) AS review_per_10k,
    10000.0 * plan_mentions / nullif(plan_chars, 0) AS plan_per_10k,
    log2(((review_mentions + 0.5) / nullif(review_chars, 0)) / ((plan_mentions + 0.5) / nullif(plan_chars, 0)))
        AS balance
FROM counted
ORDER BY city_code, theme_no;
