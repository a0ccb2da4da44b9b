-- Practices that could be known on a day, for each place and practice the strongest row, or every row of the practice.
-- $as_of: the day, NULL for today. $categories, $city_codes: empty for all. $min_depth: least depth of a sentence; what
-- rests on a list stands whatever its depth. $is_every: all rows of a practice, the strongest first. Where a document has
-- no address, path tells the file it was read from; own_title is the title of a document that Table 1 names otherwise.
WITH known AS (
    SELECT *
    FROM out.practices_known
    WHERE (sentence_id IS NULL OR depth >= $min_depth)
        AND ($as_of::DATE IS NULL OR known_on <= $as_of::DATE)
        AND (len($categories::VARCHAR[]) = 0 OR list_contains($categories::VARCHAR[], category))
        AND (len($city_codes::VARCHAR[]) = 0 OR list_contains($city_codes::VARCHAR[], city_code))
),
final AS (
    SELECT
        * REPLACE (
            max(source) OVER (PARTITION BY category, city_code, practice) AS source,
            arg_max(source_date, source) OVER (PARTITION BY category, city_code, practice) AS source_date
        ),
        row_number() OVER (
            PARTITION BY category, city_code, practice
            ORDER BY strength DESC, confidence DESC NULLS LAST, known_on NULLS LAST, sentence_id, source
        ) AS rank
    FROM known
),
files AS (
    SELECT
        documents.document_id,
        documents.title AS own_title,
        min(origins.path) FILTER (WHERE documents.url IS NULL) AS path
    FROM out.documents AS documents
    LEFT JOIN out.document_origins AS origins USING (document_id, raw_sha256)
    GROUP BY documents.document_id, documents.title
),
headings AS (
    SELECT sentence_id, is_heading FROM out.sentences WHERE sentence_id IN (SELECT sentence_id FROM known)
)
SELECT
    category,
    city_code,
    city,
    printed_city,
    practice,
    practice_type,
    depth,
    origin,
    document_title,
    CASE WHEN own_title <> document_title THEN own_title END AS own_title,
    printed_document,
    document_id,
    kind,
    document_date,
    known_on,
    year,
    part,
    heading,
    page_no,
    sentence_id,
    sentence,
    is_heading,
    url,
    path,
    source,
    source_date,
    confidence
FROM final
LEFT JOIN files USING (document_id)
LEFT JOIN headings USING (sentence_id)
WHERE rank = 1 OR $is_every
ORDER BY
    list_position(['国际合作类', '自主探索类', '试点示范类', '基层治理类'], category) NULLS LAST,
    category,
    city_code,
    practice,
    rank;
