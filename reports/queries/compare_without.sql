-- Measures of every theme by place and year from single sentences, formulas or the epidemic left out as asked; one row
-- a place, year and theme, with the sizes that remain. A mention in a repeated phrase of another sentence goes too.
WITH kept AS (
    SELECT sentences.sentence_id, sentences.city_code, sentences.year, sentences.n_chars
    FROM out.sentences AS sentences
    JOIN out.documents AS documents USING (document_id)
    WHERE list_contains($city_codes::VARCHAR[], sentences.city_code)
        AND documents.kind = $kind
        AND documents.is_main
        AND sentences.is_measured
        AND list_contains($parts::VARCHAR[], sentences.part)
        AND NOT ($without_formulas AND sentences.is_formula)
        AND NOT ($without_epidemic AND sentences.is_epidemic)
),
sizes AS (
    SELECT city_code, year, sum(n_chars)::BIGINT AS n_chars, count(*) AS n_sentences FROM kept GROUP BY ALL
),
mentioned AS (
    SELECT kept.city_code, kept.year, mentions.theme, count(*) AS mentions
    FROM out.theme_mentions AS mentions
    JOIN kept USING (sentence_id)
    WHERE mentions.scheme = $scheme AND NOT ($without_formulas AND mentions.is_formula)
    GROUP BY ALL
),
coded AS (
    SELECT kept.city_code, kept.year, themes.theme, count(*) AS sentences
    FROM out.sentence_themes AS themes
    JOIN kept USING (sentence_id)
    WHERE themes.scheme = $scheme
    GROUP BY ALL
)
SELECT
    sizes.city_code,
    sizes.year,
    themes.theme,
    sizes.n_chars,
    sizes.n_sentences,
    coalesce(mentioned.mentions, 0) AS mentions,
    10000.0 * coalesce(mentioned.mentions, 0) / nullif(sizes.n_chars, 0) AS per_10k,
    coalesce(coded.sentences, 0) / nullif(sizes.n_sentences, 0) AS share
FROM sizes
CROSS JOIN (SELECT theme FROM out.themes WHERE scheme = $scheme) AS themes
LEFT JOIN mentioned USING (city_code, year, theme)
LEFT JOIN coded USING (city_code, year, theme)
ORDER BY ALL;
