-- 3. 各地最新一份报告中，每个主题占多少？
-- Share of each theme in each city's latest report
-- views: city_themes
-- --cities: places; all where none is given
-- --theme: one theme; all where none is given
-- --scheme urban_resilience: scheme of themes
-- --kind work_report: kind of document
-- --limit 28: rows at most; 0 for all
-- note: 各地最新一份报告的年份不同，见年份一栏。句子占比：编为该主题的句子；每万字提及：该主题的词语。
--     The newest report is not of the same year everywhere. Share of sentences coded with the theme; mentions of its terms.
-- note: 标题和名词解释不计。Headings and glossaries are left out.
WITH measured AS (
    SELECT
        city,
        city_code,
        year,
        theme,
        theme_zh,
        theme_no,
        sum(n_chars) AS n_chars,
        sum(n_sentences) AS n_sentences,
        sum(mentions) AS mentions,
        sum(sentences) AS sentences
    FROM out.city_themes
    WHERE scheme = $scheme
        AND kind = $kind
        AND (len($cities::VARCHAR[]) = 0 OR list_contains($cities::VARCHAR[], city_code))
    GROUP BY ALL
    HAVING sum(n_sentences) > 0
),
latest AS (
    SELECT * FROM measured
    QUALIFY rank() OVER (PARTITION BY city_code ORDER BY year DESC) = 1
)
SELECT
    city,
    city_code,
    year,
    theme,
    theme_zh,
    n_sentences::BIGINT AS n_sentences,
    sentences::BIGINT AS sentences,
    100.0 * sentences / n_sentences AS sentence_percent,
    10000.0 * mentions / nullif(n_chars, 0) AS mentions_per_10k_chars
FROM latest
WHERE $theme::VARCHAR IS NULL OR theme = $theme
ORDER BY city_code, theme_no
LIMIT $limit;
