-- What is collected of places: documents that could be known on a day (of unknown day: from the end of their year), and
-- whether a portal refused one. $city_codes: the places; $as_of: the day, NULL for today.
WITH known AS (
    SELECT city_code, kind, count(*) AS documents
    FROM out.documents
    WHERE list_contains($city_codes::VARCHAR[], city_code)
        AND ($as_of::DATE IS NULL OR known_since <= $as_of::DATE)
    GROUP BY ALL
),
refused AS (
    SELECT DISTINCT city_code FROM out.coverage WHERE status = 'blocked'
)
SELECT
    places.city_code,
    places.city,
    places.printed_name AS printed_city,
    coalesce(sum(known.documents), 0)::INTEGER AS documents,
    coalesce(sum(known.documents) FILTER (WHERE known.kind = 'work_report'), 0)::INTEGER AS reports,
    bool_or(refused.city_code IS NOT NULL) AS is_refused
FROM out.places AS places
LEFT JOIN known USING (city_code)
LEFT JOIN refused USING (city_code)
WHERE list_contains($city_codes::VARCHAR[], places.city_code)
GROUP BY ALL
ORDER BY places.city_code;
