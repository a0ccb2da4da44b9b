-- 13. 供给型、环境型、需求型政策工具各占多少？
-- Mix of supply, environment and demand tools
-- views: city_themes (scheme policy_tools)
-- --cities: places, each for itself; all together where none is given
-- --years: years planned for; all where none is given
-- --scheme policy_tools: scheme of themes
-- --kind work_report: kind of document
-- --limit 60: rows at most; 0 for all
-- note: 占比为三类词语提及次数之比，词典匹配，未经检验。
--     Shares are of the mentions of all three; coded by terms, how well was not measured.
WITH counted AS (
    SELECT
        CASE WHEN len($cities::VARCHAR[]) > 0 THEN city END AS city,
        CASE WHEN len($cities::VARCHAR[]) > 0 THEN city_code END AS city_code,
        year,
        theme,
        theme_zh,
        theme_no,
        sum(mentions)::BIGINT AS mentions,
        sum(n_chars) AS n_chars
    FROM out.city_themes
    WHERE scheme = $scheme
        AND kind = $kind
        AND (len($cities::VARCHAR[]) = 0 OR list_contains($cities::VARCHAR[], city_code))
        AND (len($years::INTEGER[]) = 0 OR list_contains($years::INTEGER[], year))
    GROUP BY ALL
)
SELECT
    coalesce(city, 'all_places') AS whose,
    city_code,
    year,
    theme,
    theme_zh,
    mentions,
    100.0 * mentions / nullif(sum(mentions) OVER (PARTITION BY city_code, year), 0) AS mention_percent,
    10000.0 * mentions / nullif(n_chars, 0) AS mentions_per_10k_chars
FROM counted
ORDER BY city_code, year DESC, theme_no
LIMIT $limit;
