-- 17. 哪些地方有网格化、积分制、责任清单等基层治理做法？
-- Cities with 网格化, 积分制, 责任清单
-- views: practices
-- --cities: places; all where none is given
-- --years: years planned for; all where none is given
-- --terms 网格化,积分制,责任清单: practices, by name or by a word of their sentence
-- --limit 20: rows at most; 0 for all
-- note: 一行为一地的一词：首末年份、文件数，引其最深一句；词语齐全的地方在前。
--     One row a place and word, with its deepest sentence; places that have all the words come first.
-- note: 深度：1 仅提及，2 有自己的目标或任务，3 有具体手段，4 有成效。
--     Depth: 1 a word, 2 an own goal or task, 3 an instrument, 4 a result.
WITH asked AS (
    SELECT word AS term, list_position($terms::VARCHAR[], word) AS term_no
    FROM (SELECT DISTINCT unnest($terms::VARCHAR[]) AS word)
),
found AS (
    SELECT asked.term, asked.term_no, practices.*
    FROM out.practices AS practices
    JOIN asked ON contains(concat(practices.practice, coalesce(practices.sentence, '')), asked.term)
    WHERE practices.category = '基层治理类'
        AND (len($cities::VARCHAR[]) = 0 OR list_contains($cities::VARCHAR[], practices.city_code))
        AND (len($years::INTEGER[]) = 0 OR list_contains($years::INTEGER[], practices.year))
),
spans AS (
    SELECT
        city_code,
        term,
        min(year) AS first_year,
        max(year) AS last_year,
        count(DISTINCT document_id) AS n_documents,
        count(*) OVER (PARTITION BY city_code) AS n_terms
    FROM found
    GROUP BY city_code, term
),
deepest AS (
    SELECT * FROM found
    QUALIFY row_number() OVER (PARTITION BY city_code, term ORDER BY depth DESC, year, sentence_id, practice) = 1
)
SELECT
    deepest.city,
    city_code,
    term,
    spans.first_year,
    spans.last_year,
    spans.n_documents,
    deepest.depth,
    deepest.year,
    deepest.practice,
    deepest.origin,
    deepest.part,
    deepest.sentence AS text,
    deepest.document_title AS title,
    deepest.sentence_id,
    deepest.url
FROM deepest
JOIN spans USING (city_code, term)
ORDER BY spans.n_terms DESC, city_code, deepest.term_no
LIMIT $limit;
