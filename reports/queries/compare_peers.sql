-- Each place asked for beside the others of its year: their number, mean and median by theme, and its rank among them and
-- itself (1 the highest, equal values share a rank). $against: province (cities of the same province), level, or all;
-- cities stand beside cities, provinces beside provinces. Decimals are added exactly, so that the order of rows changes no
-- digit.
WITH measured AS (
    SELECT
        city_code,
        year,
        theme,
        CASE $measure
            WHEN 'share' THEN sum(sentences) / nullif(sum(n_sentences), 0)
            WHEN 'share_standardised' THEN sum((sentence_share_standardised * n_sentences)::DECIMAL(38, 12))
                / nullif(sum(n_sentences), 0)
            ELSE 10000.0 * sum(mentions) / nullif(sum(n_chars), 0)
        END AS measure
    FROM out.city_themes
    WHERE kind = $kind AND scheme = $scheme AND list_contains($parts::VARCHAR[], part)
        AND list_contains($years::INTEGER[], year)
    GROUP BY city_code, year, theme
),
placed AS (
    SELECT
        measured.*,
        CASE $against
            WHEN 'province' THEN CASE WHEN places.level NOT IN ('nation', 'province') THEN places.province_code END
            WHEN 'level' THEN places.level
            ELSE CASE WHEN places.level IN ('nation', 'province') THEN places.level ELSE 'city' END
        END AS company
    FROM measured
    JOIN out.places AS places USING (city_code)
    WHERE measured.measure IS NOT NULL
)
SELECT
    asked.city_code,
    asked.year,
    asked.theme,
    count(others.measure) AS n_others,
    avg(others.measure::DECIMAL(38, 9)) AS mean,
    median(others.measure) AS median,
    1 + count(*) FILTER (WHERE others.measure > asked.measure) AS rank
FROM placed AS asked
LEFT JOIN placed AS others
    ON others.year = asked.year
    AND others.theme = asked.theme
    AND others.company = asked.company
    AND others.city_code <> asked.city_code
WHERE list_contains($city_codes::VARCHAR[], asked.city_code)
GROUP BY asked.city_code, asked.year, asked.theme
ORDER BY ALL;
