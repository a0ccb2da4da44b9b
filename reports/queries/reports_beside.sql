-- Places with the main work reports they have, and those of others of their rank (cities, provinces) in the same years.
-- $city_codes: the places.
WITH dated AS (
    SELECT city_code, year, CASE WHEN level IN ('nation', 'province') THEN level ELSE 'city' END AS rank
    FROM out.documents
    WHERE kind = 'work_report' AND is_main AND city_code IS NOT NULL AND year IS NOT NULL
)
SELECT
    places.city_code,
    places.city,
    places.level,
    count(DISTINCT own.year) AS reports,
    min(own.year) AS first_year,
    max(own.year) AS last_year,
    count(DISTINCT (others.city_code, others.year)) FILTER (WHERE others.year IS NOT NULL) AS others
FROM out.places AS places
LEFT JOIN dated AS own ON own.city_code = places.city_code
LEFT JOIN dated AS others
    ON others.year = own.year AND others.rank = own.rank AND others.city_code <> own.city_code
WHERE list_contains($city_codes::VARCHAR[], places.city_code)
GROUP BY places.city_code, places.city, places.level
ORDER BY list_position($city_codes::VARCHAR[], places.city_code);
