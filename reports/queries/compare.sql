-- Measures of every theme by place and year, over the parts asked for; one row a place, year and theme.
SELECT
    themes.city_code,
    themes.year,
    themes.theme,
    10000.0 * sum(themes.mentions) / nullif(sum(themes.n_chars), 0) AS per_10k,
    sum(themes.sentences) / nullif(sum(themes.n_sentences), 0) AS share,
    sum(themes.sentence_share_standardised * themes.n_sentences) / nullif(sum(themes.n_sentences), 0)
        AS share_standardised
FROM out.city_themes AS themes
WHERE list_contains($city_codes::VARCHAR[], themes.city_code)
    AND themes.kind = $kind
    AND themes.scheme = $scheme
    AND list_contains($parts::VARCHAR[], themes.part)
GROUP BY ALL
ORDER BY ALL;
