-- Places with years that are expected and not there, the most gaps first.
SELECT
    city_code,
    city,
    kind,
    count(*) FILTER (WHERE status = 'collected') AS collected,
    count(*) FILTER (WHERE status <> 'collected') AS missing,
    list(year || CASE status WHEN 'not_collected' THEN '' ELSE ' (' || status || ')' END ORDER BY year)
        FILTER (WHERE status <> 'collected') AS missing_years
FROM out.coverage
WHERE len($city_codes::VARCHAR[]) = 0 OR list_contains($city_codes::VARCHAR[], city_code)
GROUP BY ALL
HAVING missing > 0 OR len($city_codes::VARCHAR[]) > 0
ORDER BY missing DESC, city_code, kind;
