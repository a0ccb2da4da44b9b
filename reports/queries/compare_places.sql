-- Size and status of each place and year asked for, in the order of $city_codes; one row a place and year.
-- $years may be empty: then the newest year of each place counts. Zero, undated and not collected are told apart.
WITH asked AS (
    SELECT unnest($city_codes::VARCHAR[]) AS city_code, generate_subscripts($city_codes::VARCHAR[], 1) AS place_no
),
parts AS (
    SELECT DISTINCT city_code, year, part, n_documents, n_sentences, n_chars
    FROM out.city_themes
    WHERE kind = $kind AND scheme = $scheme AND list_contains($parts::VARCHAR[], part)
),
sizes AS (
    SELECT
        city_code,
        year,
        max(n_documents) AS n_documents,
        sum(n_sentences)::BIGINT AS n_sentences,
        sum(n_chars)::BIGINT AS n_chars
    FROM parts
    GROUP BY ALL
),
newest AS (
    SELECT city_code, max(year) AS year FROM sizes GROUP BY city_code
),
grid AS (
    SELECT place_no, city_code, unnest($years::INTEGER[]) AS year FROM asked
    UNION ALL
    SELECT asked.place_no, asked.city_code, newest.year
    FROM asked
    LEFT JOIN newest USING (city_code)
    WHERE len($years::INTEGER[]) = 0
),
samples AS (
    SELECT DISTINCT city_code, year FROM out.documents WHERE is_sample AND kind = $kind
),
undated AS (
    SELECT DISTINCT city_code FROM out.documents WHERE year IS NULL AND kind = $kind
),
final AS (
    SELECT
        grid.place_no,
        grid.city_code,
        grid.year,
        CASE
            WHEN sizes.city_code IS NOT NULL THEN 'collected'
            WHEN coverage.status IS NOT NULL THEN coverage.status
            WHEN undated.city_code IS NOT NULL THEN 'year_unknown'
            ELSE 'not_collected'
        END AS status,
        samples.city_code IS NOT NULL AS is_sample,
        sizes.n_documents,
        sizes.n_sentences,
        sizes.n_chars
    FROM grid
    LEFT JOIN sizes USING (city_code, year)
    LEFT JOIN (FROM out.coverage WHERE kind = $kind) AS coverage USING (city_code, year)
    LEFT JOIN samples USING (city_code, year)
    LEFT JOIN undated ON undated.city_code = grid.city_code
)
SELECT * FROM final
ORDER BY place_no, year;
