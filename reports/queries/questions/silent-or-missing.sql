-- 6. 是报告没有提及，还是没有收集到报告？
-- Is it silent, or was nothing collected?
-- views: coverage, fetches, documents, city_themes, places
-- --cities: places; all that are expected where none is given
-- --years: years planned for; all that are expected where none is given
-- --theme resilience_goal: theme asked about
-- --scheme urban_resilience: scheme of themes
-- --kind work_report: kind of document
-- --limit 40: rows at most; 0 for all
-- note: 提及 mentioned、未提及 silent、未收集 not collected、被拦截 blocked、无法读取 unreadable：从不混同 are never the same.
-- note: 标题和名词解释不计。Headings and glossaries are left out.
WITH expected AS (
    SELECT city_code, year, status
    FROM out.coverage
    WHERE kind = $kind
        AND (len($cities::VARCHAR[]) = 0 OR list_contains($cities::VARCHAR[], city_code))
        AND (len($years::INTEGER[]) = 0 OR list_contains($years::INTEGER[], year))
),
asked AS (
    SELECT codes.city_code, years.year
    FROM (SELECT unnest($cities::VARCHAR[]) AS city_code) AS codes
    CROSS JOIN (SELECT unnest($years::INTEGER[]) AS year) AS years
),
grid AS (
    SELECT city_code, year FROM expected
    UNION
    SELECT city_code, year FROM asked
),
counted AS (
    SELECT city_code, year, sum(mentions)::BIGINT AS mentions, sum(n_chars)::BIGINT AS n_chars
    FROM out.city_themes
    WHERE scheme = $scheme AND kind = $kind AND theme = $theme
    GROUP BY ALL
),
held AS (
    SELECT city_code, year, count(*) AS n_documents FROM out.documents WHERE kind = $kind GROUP BY ALL
),
refused AS (
    SELECT city_code, year, max(blocked_reason) AS blocked_reason
    FROM out.fetches
    WHERE blocked_reason IS NOT NULL AND coalesce(kind, $kind) = $kind
    GROUP BY ALL
)
SELECT
    places.city,
    grid.city_code,
    grid.year,
    CASE
        WHEN expected.status = 'collected' AND counted.mentions > 0 THEN 'mentioned'
        WHEN expected.status = 'collected' THEN 'silent'
        ELSE coalesce(expected.status, 'not_collected')
    END AS status,
    counted.mentions,
    counted.n_chars,
    coalesce(held.n_documents, 0) AS n_documents,
    refused.blocked_reason
FROM grid
JOIN out.places AS places USING (city_code)
LEFT JOIN expected USING (city_code, year)
LEFT JOIN counted USING (city_code, year)
LEFT JOIN held USING (city_code, year)
LEFT JOIN refused USING (city_code, year)
ORDER BY grid.city_code, grid.year
LIMIT $limit;
