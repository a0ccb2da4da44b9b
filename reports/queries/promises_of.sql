-- Promises of places with the sentences behind them, in order of place and year; without $city_codes of all places.
SELECT
    promises.city,
    promises.city_code,
    promises.planned_year,
    promises.instrument,
    promises.instrument_kind,
    promises.outcome,
    promises.outcome_year,
    promises.years_repeated,
    planned.text AS sentence,
    told.text AS outcome_sentence,
    promises.verb,
    promises.years_collected,
    promises.is_censored,
    promises.themes,
    promises.sentence_id,
    promises.outcome_sentence_id
FROM out.promises AS promises
JOIN out.sentences AS planned USING (sentence_id)
LEFT JOIN out.sentences AS told ON told.sentence_id = promises.outcome_sentence_id
WHERE (len($city_codes::VARCHAR[]) = 0 OR list_contains($city_codes::VARCHAR[], promises.city_code))
    AND (len($years::INTEGER[]) = 0 OR list_contains($years::INTEGER[], promises.planned_year))
    AND ($kind::VARCHAR IS NULL OR promises.instrument_kind = $kind)
    AND ($outcome::VARCHAR IS NULL OR coalesce(promises.outcome, 'unknown') = $outcome)
    AND ($about::VARCHAR IS NULL OR contains(planned.text, $about))
ORDER BY
    list_position($city_codes::VARCHAR[], promises.city_code),
    promises.city_code,
    promises.planned_year,
    planned.position,
    promises.char_start;
