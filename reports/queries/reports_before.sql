-- Years with how many places have a main work report of them, how many of these one before, and the reports before.
-- $years: the years. $city_codes: places, each by itself; none: all cities together (city_code NULL), without provinces
-- and the nation.
WITH dated AS (
    SELECT city_code, year
    FROM out.documents
    WHERE kind = 'work_report' AND is_main AND year IS NOT NULL
        AND (
            list_contains($city_codes::VARCHAR[], city_code)
            OR (len($city_codes::VARCHAR[]) = 0 AND level NOT IN ('nation', 'province'))
        )
),
wanted AS (
    SELECT places.city_code, years.year
    FROM (SELECT unnest(if(len($city_codes::VARCHAR[]) = 0, [NULL], $city_codes::VARCHAR[])) AS city_code) AS places
    CROSS JOIN (SELECT unnest($years::INTEGER[]) AS year) AS years
)
SELECT
    wanted.city_code,
    places.city,
    wanted.year,
    count(DISTINCT own.city_code) AS there,
    count(DISTINCT before.city_code) AS followed,
    count(DISTINCT (before.city_code, before.year)) FILTER (WHERE before.year IS NOT NULL) AS before
FROM wanted
LEFT JOIN out.places AS places ON places.city_code = wanted.city_code
LEFT JOIN dated AS own
    ON own.year = wanted.year AND (wanted.city_code IS NULL OR own.city_code = wanted.city_code)
LEFT JOIN dated AS before ON before.city_code = own.city_code AND before.year < own.year
GROUP BY wanted.city_code, places.city, wanted.year
ORDER BY list_position($city_codes::VARCHAR[], wanted.city_code), wanted.year;
