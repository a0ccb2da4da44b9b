-- 17. 哪些地方有网格化、积分制、责任清单等基层治理做法？
-- Cities with 网格化, 积分制, 责任清单
-- views: practices
-- --cities: places; all where none is given
-- --years: years planned for; all where none is given
-- --terms 网格化,积分制,责任清单: practices, by name or by a word of their sentence
-- --limit 20: rows at most; 0 for all
-- note: 深度：1 仅提及，2 有自己的目标或任务，3 有具体手段，4 有成效。
--     Depth: 1 a word, 2 an own goal or task, 3 an instrument, 4 a result.
SELECT
    city,
    city_code,
    practice,
    practice_type,
    year,
    depth,
    origin,
    part,
    document_title AS title,
    heading,
    sentence AS text,
    sentence_id,
    url
FROM out.practices
WHERE category = '基层治理类'
    AND (len($cities::VARCHAR[]) = 0 OR list_contains($cities::VARCHAR[], city_code))
    AND (len($years::INTEGER[]) = 0 OR list_contains($years::INTEGER[], year))
    AND len(list_filter($terms::VARCHAR[], lambda word: contains(concat(practice, coalesce(sentence, '')), word))) > 0
ORDER BY city_code, practice, year, sentence_id
LIMIT $limit;
