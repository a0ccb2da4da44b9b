-- 11. 哪些句子重复国务院、本省或其他城市的表述，谁先说的？
-- Sentences that repeat the State Council, the province or other cities, and who said it first
-- views: shared_passages, sentences (is_formula), documents, places
-- --cities: places that repeat; all where none is given
-- --years: years of the repeating document; all where none is given
-- --limit 20: rows at most; 0 for all
-- note: 套话：三分之二以上的字见于更早文件的短语；近同：与更早文件的句子几乎相同（相似度 1 为完全相同）。
--     Formula: two thirds of it are phrases of an earlier document; passage: nearly the same sentence as an earlier one.
-- note: “先说”只就收集到的文件而言。Who was first is told among what was collected only.
WITH asked AS (
    SELECT sentence_id, city_code, city, year, text, follows_document_id, is_formula
    FROM out.sentences
    WHERE (len($cities::VARCHAR[]) = 0 OR list_contains($cities::VARCHAR[], city_code))
        AND (len($years::INTEGER[]) = 0 OR list_contains($years::INTEGER[], year))
),
ordered AS (
    SELECT
        sentence_a,
        sentence_b,
        document_a,
        document_b,
        city_code_a,
        city_code_b,
        city_a,
        city_b,
        year_a,
        year_b,
        similarity,
        coalesce(session_date_a, make_date(year_a, 1, 1)) <= coalesce(session_date_b, make_date(year_b, 1, 1)) AS is_a_first
    FROM out.shared_passages
    WHERE city_code_a <> city_code_b
),
passages AS (
    SELECT
        CASE WHEN is_a_first THEN sentence_b ELSE sentence_a END AS sentence_id,
        CASE WHEN is_a_first THEN sentence_a ELSE sentence_b END AS first_sentence_id,
        CASE WHEN is_a_first THEN city_code_a ELSE city_code_b END AS first_city_code,
        CASE WHEN is_a_first THEN city_a ELSE city_b END AS first_city,
        CASE WHEN is_a_first THEN year_a ELSE year_b END AS first_year,
        similarity
    FROM ordered
),
earliest AS (
    SELECT * FROM passages
    QUALIFY row_number() OVER (
        PARTITION BY sentence_id ORDER BY similarity DESC, first_year, first_city_code, first_sentence_id
    ) = 1
),
repeated AS (
    SELECT
        'passage' AS way, asked.city_code, asked.city, asked.year, earliest.first_city_code, earliest.first_city,
        earliest.first_year, earliest.similarity, asked.text, asked.sentence_id, earliest.first_sentence_id
    FROM asked
    JOIN earliest USING (sentence_id)
    UNION ALL
    SELECT
        'formula', asked.city_code, asked.city, asked.year, followed.city_code, followed.city, followed.year, NULL,
        asked.text, asked.sentence_id, NULL
    FROM asked
    JOIN out.documents AS followed ON followed.document_id = asked.follows_document_id
    WHERE asked.is_formula AND followed.city_code <> asked.city_code
)
SELECT
    repeated.way,
    repeated.city,
    repeated.city_code,
    repeated.year,
    CASE first_places.level WHEN 'nation' THEN 'state_council' WHEN 'province' THEN 'province' ELSE 'other_city' END
        AS said_by,
    repeated.first_city,
    repeated.first_city_code,
    repeated.first_year,
    repeated.similarity,
    repeated.text,
    repeated.sentence_id,
    repeated.first_sentence_id
FROM repeated
LEFT JOIN out.places AS first_places ON first_places.city_code = repeated.first_city_code
ORDER BY repeated.year DESC, repeated.city_code, repeated.sentence_id, repeated.way
LIMIT $limit;
