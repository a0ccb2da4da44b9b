-- 2. 哪些地方把韧性城市写进了总体规划或国土空间规划？
-- Which put it in a master or territorial plan?
-- views: resilience_senses, documents (kind), sentences
-- --cities: places; all where none is given
-- --kind: kind of document; master_plan and territorial_plan where none is given
-- --limit 20: rows at most; 0 for all
-- note: 每份文件一行，引其首个城市意义上的“韧性”；名词解释不计。One row a document, with its first urban use; glossaries never count.
WITH uses AS (
    SELECT senses.document_id, senses.sentence_id, senses.char_start
    FROM out.resilience_senses AS senses
    WHERE senses.sense = 'urban'
),
placed AS (
    SELECT uses.document_id, sentences.sentence_id, sentences.position, sentences.heading, sentences.text
    FROM uses
    JOIN out.sentences AS sentences USING (sentence_id)
    WHERE sentences.section_kind <> 'glossary'
),
first_uses AS (
    SELECT
        document_id,
        count(*) AS mentions,
        arg_min(sentence_id, position) AS sentence_id,
        arg_min_null(heading, position) AS heading,
        arg_min(text, position) AS text
    FROM placed
    GROUP BY document_id
)
SELECT
    documents.city,
    documents.city_code,
    documents.kind,
    documents.year,
    documents.title,
    first_uses.mentions,
    first_uses.heading,
    first_uses.text,
    first_uses.sentence_id,
    documents.url
FROM out.documents AS documents
JOIN first_uses USING (document_id)
WHERE (len($cities::VARCHAR[]) = 0 OR list_contains($cities::VARCHAR[], documents.city_code))
    AND (
        documents.kind = $kind::VARCHAR
        OR ($kind::VARCHAR IS NULL AND documents.kind IN ('master_plan', 'territorial_plan'))
    )
ORDER BY documents.year, documents.city_code, documents.document_id
LIMIT $limit;
