-- Places with years that are expected and not there, the most gaps first; all of the places asked for, if any are.
WITH asked AS (
    SELECT city_code, city
    FROM out.places
    WHERE len($city_codes::VARCHAR[]) > 0 AND list_contains($city_codes::VARCHAR[], city_code)
),
known AS (
    SELECT city_code, city, kind, year, status
    FROM out.coverage
    WHERE len($city_codes::VARCHAR[]) = 0 OR list_contains($city_codes::VARCHAR[], city_code)
),
undated AS (
    SELECT city_code, city, kind, year, 'year_unknown' AS status
    FROM out.documents
    WHERE year IS NULL AND city_code IN (SELECT city_code FROM asked)
),
unknown AS (
    SELECT city_code, city, 'work_report' AS kind, NULL::INTEGER AS year, 'not_collected' AS status
    FROM asked
    ANTI JOIN known USING (city_code)
    ANTI JOIN undated USING (city_code)
),
final AS (
    FROM known UNION ALL FROM undated UNION ALL FROM unknown
)
SELECT
    city_code,
    city,
    kind,
    count(*) FILTER (WHERE status = 'collected') AS collected,
    count(*) FILTER (WHERE status <> 'collected') AS missing,
    list({'year': year, 'status': status} ORDER BY year) FILTER (WHERE status <> 'collected') AS missing_years
FROM final
GROUP BY ALL
HAVING missing > 0 OR len($city_codes::VARCHAR[]) > 0
ORDER BY missing DESC, city_code, kind;
