-- 16. 报告走哪些治理路径（党建领导……法治保障）？
-- Which governance paths (党建领导 … 法治保障)?
-- views: city_themes (scheme community_paths)
-- --cities: places, each for itself; all together where none is given
-- --years: years planned for; all where none is given
-- --theme: one theme of the scheme; all where none is given
-- --scheme community_paths: scheme of themes
-- --kind work_report: kind of document
-- --limit 60: rows at most; 0 for all
-- note: 词典匹配，未经检验；标题和名词解释不计。Coded by terms, how well was not measured; headings and glossaries are left out.
SELECT
    CASE WHEN len($cities::VARCHAR[]) > 0 THEN city ELSE 'all_places' END AS whose,
    CASE WHEN len($cities::VARCHAR[]) > 0 THEN city_code END AS city_code,
    theme,
    theme_zh,
    sum(mentions)::BIGINT AS mentions,
    10000.0 * sum(mentions) / nullif(sum(n_chars), 0) AS mentions_per_10k_chars,
    sum(sentences)::BIGINT AS sentences,
    count(DISTINCT city_code) FILTER (WHERE mentions > 0) AS n_cities,
    min(year) FILTER (WHERE mentions > 0) AS first_year,
    max(year) FILTER (WHERE mentions > 0) AS last_year
FROM out.city_themes
WHERE scheme = $scheme
    AND kind = $kind
    AND (len($cities::VARCHAR[]) = 0 OR list_contains($cities::VARCHAR[], city_code))
    AND (len($years::INTEGER[]) = 0 OR list_contains($years::INTEGER[], year))
    AND ($theme::VARCHAR IS NULL OR theme = $theme)
GROUP BY 1, 2, theme, theme_zh
HAVING sum(mentions) > 0
ORDER BY 2, mentions DESC, theme
LIMIT $limit;
