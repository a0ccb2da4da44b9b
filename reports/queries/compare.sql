-- Measures of every theme by place and year, over the parts asked for; one row a place, year and theme.
-- $years may be empty: then the newest year of each place counts.
WITH wanted AS (
    SELECT unnest($city_codes::VARCHAR[]) AS city_code
),
chosen AS (
    SELECT themes.*
    FROM out.city_themes AS themes
    JOIN wanted USING (city_code)
    WHERE themes.kind = $kind
        AND themes.scheme = $scheme
        AND list_contains($parts::VARCHAR[], themes.part)
),
newest AS (
    SELECT city_code, max(year) AS year FROM chosen GROUP BY city_code
),
final AS (
    SELECT
        chosen.city_code,
        chosen.city,
        chosen.year,
        chosen.theme,
        any_value(chosen.theme_zh) AS theme_zh,
        any_value(chosen.theme_no) AS theme_no,
        max(chosen.n_documents) AS n_documents,
        sum(chosen.n_chars)::BIGINT AS n_chars,
        sum(chosen.n_sentences)::BIGINT AS n_sentences,
        sum(chosen.mentions)::BIGINT AS mentions,
        sum(chosen.sentences)::BIGINT AS sentences,
        10000.0 * sum(chosen.mentions) / nullif(sum(chosen.n_chars), 0) AS per_10k,
        sum(chosen.sentences) / nullif(sum(chosen.n_sentences), 0) AS share
    FROM chosen
    JOIN newest USING (city_code)
    WHERE list_contains($years::INTEGER[], chosen.year)
        OR (len($years::INTEGER[]) = 0 AND chosen.year = newest.year)
    GROUP BY ALL
)
SELECT * FROM final
ORDER BY city_code, year, theme_no;
