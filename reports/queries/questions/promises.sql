-- 23. 计划中点名的手段，后来兑现、重提、放弃还是再未提及？
-- Which planned instruments were kept, repeated, dropped?
-- views: promises, sentences
-- --cities: places; all where none is given
-- --years: years of the plan; all where none is given
-- --terms: words that the instrument must hold, one of them; all where none is given
-- --limit 20: rows at most; 0 for all
-- note: 只看收集到的后续报告。Told from the later reports that were collected.
SELECT
    promises.city,
    promises.city_code,
    promises.planned_year,
    promises.instrument,
    promises.outcome,
    outcomes.year AS outcome_year,
    planned.text,
    outcomes.text AS outcome_text,
    promises.sentence_id,
    promises.outcome_sentence_id
FROM out.promises AS promises
LEFT JOIN out.sentences AS planned ON planned.sentence_id = promises.sentence_id
LEFT JOIN out.sentences AS outcomes ON outcomes.sentence_id = promises.outcome_sentence_id
WHERE (len($cities::VARCHAR[]) = 0 OR list_contains($cities::VARCHAR[], promises.city_code))
    AND (len($years::INTEGER[]) = 0 OR list_contains($years::INTEGER[], promises.planned_year))
    AND (
        len($terms::VARCHAR[]) = 0
        OR len(list_filter($terms::VARCHAR[], lambda word: contains(promises.instrument, word))) > 0
    )
ORDER BY promises.city_code, promises.planned_year, promises.instrument, promises.sentence_id
LIMIT $limit;
