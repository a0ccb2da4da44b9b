-- What there is of what promises were asked for: main work reports, promises of these places and years, those of them
-- that fit the other conditions whatever their outcome, and those of them without an outcome.
WITH chosen AS (
    SELECT
        promises.outcome,
        ($kind::VARCHAR IS NULL OR promises.instrument_kind = $kind)
        AND ($about::VARCHAR IS NULL OR contains(planned.text, $about)) AS is_fitting
    FROM out.promises AS promises
    JOIN out.sentences AS planned USING (sentence_id)
    WHERE (len($city_codes::VARCHAR[]) = 0 OR list_contains($city_codes::VARCHAR[], promises.city_code))
        AND (len($years::INTEGER[]) = 0 OR list_contains($years::INTEGER[], promises.planned_year))
)
SELECT
    (
        SELECT count(*)
        FROM out.documents
        WHERE kind = 'work_report' AND is_main AND year IS NOT NULL
            AND (len($city_codes::VARCHAR[]) = 0 OR list_contains($city_codes::VARCHAR[], city_code))
            AND (len($years::INTEGER[]) = 0 OR list_contains($years::INTEGER[], year))
    ) AS reports,
    count(*) AS promises,
    count(*) FILTER (WHERE is_fitting) AS fitting,
    count(*) FILTER (WHERE is_fitting AND outcome IS NULL) AS unknown
FROM chosen;
