-- 21. 各主题编码得有多好，分时期如何？
-- How good is the coding of each theme, by period?
-- views: theme_quality, themes
-- --theme: one theme; all where none is given
-- --scheme urban_resilience: scheme of themes
-- note: 空的层次和时期指全部合计。Where stratum or period is empty, all are taken together.
SELECT
    quality.theme,
    themes.theme_zh,
    quality.sample,
    quality.stratum,
    quality.period,
    quality.n,
    quality.precision,
    quality.recall,
    quality.f1,
    quality.f1_low,
    quality.f1_high,
    quality.kappa,
    quality.coded_by
FROM out.theme_quality AS quality
JOIN out.themes AS themes USING (scheme, theme)
WHERE quality.scheme = $scheme AND ($theme::VARCHAR IS NULL OR quality.theme = $theme)
ORDER BY quality.sample, quality.stratum NULLS FIRST, quality.period NULLS FIRST, themes.theme_no;
