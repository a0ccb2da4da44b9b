-- 23. 计划中点名的手段，后来兑现、重申、搁置还是再未提及？
-- Which planned instruments were kept, repeated, dropped?
-- views: promises, sentences
-- --cities: places; all where none is given
-- --years: years of the plan; all where none is given
-- --terms: words that the instrument must hold, one of them; all where none is given
-- --limit 20: rows at most; 0 for all
-- note: 报告的说法，不等于实际执行；只看其后三年的报告。兑现：回顾称其已有，或计划要求落实；搁置：次年重申，其后两年不提；未知：三年报告不全。
--     What reports of the next three years say, not what was done. Kept: a review has it, or a plan carries it out;
--     dropped: named again in the next year, then in neither of two; unknown: not all three reports were collected.
-- note: 结果已知、三年报告齐全者在前，新者在前；报告不全时先知道的多是兑现。`rencheng promises` 另计兑现率。
--     Known outcomes with all three reports first, then newest: with fewer, what is known early mostly is what was kept.
--     `rencheng promises` tells shares kept.
SELECT
    promises.city,
    promises.city_code,
    promises.planned_year,
    promises.instrument,
    coalesce(promises.outcome, 'unknown') AS outcome,
    promises.outcome_year,
    promises.years_collected,
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
ORDER BY
    promises.outcome IS NULL,
    coalesce(promises.years_collected, 0) < 3,
    promises.planned_year DESC,
    promises.city_code,
    promises.instrument,
    promises.sentence_id
LIMIT $limit;
