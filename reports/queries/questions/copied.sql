-- 11. 哪些句子重复国务院、本省或其他城市的表述，谁先说的？
-- Sentences that repeat the State Council, the province or other cities, and who said it first
-- views: shared_passages, sentences (is_formula), documents, places
-- --cities: places that repeat; all where none is given
-- --years: years of the repeating document; all where none is given
-- --limit 20: rows at most; 0 for all
-- note: 近同：与更早文件的句子几乎相同（相似度 1 为完全相同）；套话：三分之二以上的字见于更早文件的短语。
--     Passage: nearly the same sentence as an earlier one (1 is the same); formula: two thirds of it are phrases of an
--     earlier document.
-- note: 先说者为最早的一个；国务院、本省也说过的，另列年份。只就收集到的文件而言。
--     First is the earliest of all; the years in which the State Council or the own province said it stand beside. Told
--     among what was collected only.
-- note: 近同在前，依次为国务院、本省、其他地方说过的；新者、长句在前，标题和开头结尾的客套在后。
--     Passages first: of the State Council, the province, others; then newest, longest; headings and ceremony last.
WITH asked AS (
    SELECT
        sentence_id,
        city_code,
        city,
        year,
        text,
        n_chars,
        follows_document_id,
        is_formula,
        coalesce(is_heading OR section_kind IN ('opening', 'closing'), FALSE) AS is_ceremony
    FROM out.sentences
    WHERE (len($cities::VARCHAR[]) = 0 OR list_contains($cities::VARCHAR[], city_code))
        AND (len($years::INTEGER[]) = 0 OR list_contains($years::INTEGER[], year))
),
earliest AS (
    SELECT
        sentence_b AS sentence_id,
        sentence_a AS first_sentence_id,
        city_code_a AS first_city_code,
        city_a AS first_city,
        year_a AS first_year,
        similarity,
        min(year_a) FILTER (WHERE source = 'nation') OVER said AS nation_year,
        min(year_a) FILTER (WHERE source = 'province') OVER said AS province_year
    FROM out.shared_passages
    WINDOW said AS (PARTITION BY sentence_b)
    QUALIFY row_number() OVER (PARTITION BY sentence_b ORDER BY is_earliest DESC, city_code_a, sentence_a) = 1
),
repeated AS (
    SELECT
        'passage' AS way, asked.city_code, asked.city, asked.year, earliest.first_city_code, earliest.first_city,
        earliest.first_year, earliest.nation_year, earliest.province_year, earliest.similarity, asked.text,
        asked.sentence_id, earliest.first_sentence_id, asked.is_ceremony, asked.n_chars
    FROM asked
    JOIN earliest USING (sentence_id)
    UNION ALL
    SELECT
        'formula', asked.city_code, asked.city, asked.year, followed.city_code, followed.city, followed.year, NULL,
        NULL, NULL, asked.text, asked.sentence_id, NULL, asked.is_ceremony, asked.n_chars
    FROM asked
    JOIN out.documents AS followed ON followed.document_id = asked.follows_document_id
    ANTI JOIN earliest ON earliest.sentence_id = asked.sentence_id
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
    repeated.nation_year,
    repeated.province_year,
    repeated.similarity,
    repeated.text,
    repeated.sentence_id,
    repeated.first_sentence_id
FROM repeated
LEFT JOIN out.places AS first_places ON first_places.city_code = repeated.first_city_code
ORDER BY
    repeated.is_ceremony,
    repeated.way DESC,
    CASE WHEN repeated.nation_year IS NOT NULL THEN 1 WHEN repeated.province_year IS NOT NULL THEN 2 ELSE 3 END,
    repeated.year DESC,
    repeated.n_chars DESC,
    repeated.city_code,
    repeated.sentence_id
LIMIT $limit;
