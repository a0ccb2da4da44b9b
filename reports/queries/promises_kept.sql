-- By place: promises whose next three years are collected, and how many were kept, with the interval of Wilson (1927)
-- at 95 %; the same promises as promises_of.sql, of any outcome.
WITH counted AS (
    SELECT promises.city, promises.city_code, count(*) AS n, count(*) FILTER (WHERE promises.outcome = 'kept') AS kept
    FROM out.promises AS promises
    JOIN out.sentences AS planned USING (sentence_id)
    WHERE (len($city_codes::VARCHAR[]) = 0 OR list_contains($city_codes::VARCHAR[], promises.city_code))
        AND (len($years::INTEGER[]) = 0 OR list_contains($years::INTEGER[], promises.planned_year))
        AND ($kind::VARCHAR IS NULL OR promises.instrument_kind = $kind)
        AND ($about::VARCHAR IS NULL OR contains(planned.text, $about))
        AND promises.years_collected = 3
    GROUP BY promises.city, promises.city_code
),
estimated AS (
    SELECT *, kept / n AS share, 1.959964 ^ 2 AS z2 FROM counted
)
SELECT
    city,
    city_code,
    n,
    kept,
    share,
    (share + z2 / (2 * n) - sqrt(z2 * (share * (1 - share) + z2 / (4 * n)) / n)) / (1 + z2 / n) AS low,
    (share + z2 / (2 * n) + sqrt(z2 * (share * (1 - share) + z2 / (4 * n)) / n)) / (1 + z2 / n) AS high
FROM estimated
ORDER BY list_position($city_codes::VARCHAR[], city_code), city_code;
