-- Sentences that hold all of $words, newest years first, with the documents they stand in; `total` counts them all.
-- The first word is looked for alone before the others: give the one that is rarest.
WITH held AS (
    SELECT sentence_id, document_id, city_code, city, year, part, heading, text, position
    FROM out.sentences
    WHERE contains(text, ($words::VARCHAR[])[1])
        AND len(list_filter(($words::VARCHAR[])[2:], lambda word: NOT contains(text, word))) = 0
        AND (len($city_codes::VARCHAR[]) = 0 OR list_contains($city_codes::VARCHAR[], city_code))
        AND (len($years::INTEGER[]) = 0 OR list_contains($years::INTEGER[], year))
        AND ($part::VARCHAR IS NULL OR part = $part)
),
shown AS (
    SELECT *, count(*) OVER () AS total
    FROM held
    ORDER BY year DESC, city_code, document_id, position
    LIMIT $most
)
SELECT
    shown.city,
    shown.city_code,
    shown.year,
    shown.part,
    shown.heading,
    shown.text,
    shown.sentence_id,
    documents.title,
    documents.url,
    shown.total
FROM shown
JOIN out.documents AS documents USING (document_id)
ORDER BY shown.year DESC, shown.city_code, shown.document_id, shown.position;
