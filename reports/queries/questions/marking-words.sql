-- 10. 与其他地方相比，哪些词最能标志某地（如成都）？
-- Words that mark Chengdu against the rest
-- views: keyness
-- --cities: places; all where none is given
-- --years: years, each report against those of its year; all years together where none is given
-- --limit 20: rows at most; 0 for all
-- note: 地方自己的名字（成都、成都市）不列。The place's own name is left out.
-- note: log ratio 1 即频率为对照的两倍；G² 说明把握有多大。1 is twice as frequent; G² says how certain.
SELECT city, city_code, year, term, count, log_ratio, log_likelihood, document_frequency, n_documents
FROM out.keyness
WHERE (len($cities::VARCHAR[]) = 0 OR list_contains($cities::VARCHAR[], city_code))
    AND CASE WHEN len($years::INTEGER[]) = 0 THEN year IS NULL ELSE list_contains($years::INTEGER[], year) END
    AND NOT contains(city, term)
ORDER BY log_likelihood DESC, city_code, year, term
LIMIT $limit;
