-- Measures of every theme by place and year, over the parts asked for; one row a place, year and theme.
-- The intervals of the parts, which are independent, are joined by the method of variance estimates recovery (Zou and
-- Donner 2008, doi:10.1002/sim.3095): the distances of their ends from the measures, weighted by size, add up as squares.
-- Decimals are added exactly, so that the order of rows changes no digit.
SELECT
    themes.city_code,
    themes.year,
    themes.theme,
    sum(themes.n_chars)::BIGINT AS n_chars,
    sum(themes.mentions)::BIGINT AS mentions,
    10000.0 * sum(themes.mentions) / nullif(sum(themes.n_chars), 0) AS per_10k,
    sum(themes.sentences) / nullif(sum(themes.n_sentences), 0) AS share,
    sum((themes.sentence_share_standardised * themes.n_sentences)::DECIMAL(38, 12))
        / nullif(sum(themes.n_sentences), 0) AS share_standardised,
    CASE WHEN sum(themes.n_chars) > 0 AND bool_and(themes.n_chars = 0 OR themes.mentions_per_10k_chars_low IS NOT NULL)
        THEN greatest(0, (
        10000.0 * sum(themes.mentions) - sqrt(sum(
            pow(themes.n_chars * (themes.mentions_per_10k_chars - themes.mentions_per_10k_chars_low), 2)::DECIMAL(38, 9)
        ))
    ) / nullif(sum(themes.n_chars), 0)) END AS per_10k_low,
    CASE WHEN bool_and(themes.n_chars = 0 OR themes.mentions_per_10k_chars_high IS NOT NULL) THEN (
        10000.0 * sum(themes.mentions) + sqrt(sum(
            pow(themes.n_chars * (themes.mentions_per_10k_chars_high - themes.mentions_per_10k_chars), 2)::DECIMAL(38, 9)
        ))
    ) / nullif(sum(themes.n_chars), 0) END AS per_10k_high,
    CASE WHEN sum(themes.n_sentences) > 0 AND bool_and(themes.n_sentences = 0 OR themes.sentence_share_low IS NOT NULL)
        THEN greatest(0, (
        sum(themes.sentences) - sqrt(sum(
            pow(themes.n_sentences * (themes.sentence_share - themes.sentence_share_low), 2)::DECIMAL(38, 9)
        ))
    ) / nullif(sum(themes.n_sentences), 0)) END AS share_low,
    CASE WHEN sum(themes.n_sentences) > 0 AND bool_and(themes.n_sentences = 0 OR themes.sentence_share_high IS NOT NULL)
        THEN least(1, (
        sum(themes.sentences) + sqrt(sum(
            pow(themes.n_sentences * (themes.sentence_share_high - themes.sentence_share), 2)::DECIMAL(38, 9)
        ))
    ) / nullif(sum(themes.n_sentences), 0)) END AS share_high
FROM out.city_themes AS themes
WHERE list_contains($city_codes::VARCHAR[], themes.city_code)
    AND themes.kind = $kind
    AND themes.scheme = $scheme
    AND list_contains($parts::VARCHAR[], themes.part)
GROUP BY ALL
ORDER BY ALL;
