-- Shared passages and first mentions whose sentence does not exist, and passages that are not of a later day and another place.
CREATE OR REPLACE VIEW checks.passages_misplaced AS
WITH dated AS (
    SELECT
        document_id,
        city_code,
        coalesce(session_date, published_date, make_date(year::INTEGER, 2, 1)) AS day
    FROM core.documents
    WHERE year IS NOT NULL
),
named AS (
    SELECT sentence_a AS sentence_id FROM core.shared_passages
    UNION
    SELECT sentence_b FROM core.shared_passages
    UNION
    SELECT sentence_id FROM core.first_mentions
)
SELECT sentence_id, 'no such sentence' AS fault
FROM named
ANTI JOIN core.sentences USING (sentence_id)
UNION ALL
SELECT passages.sentence_b, 'does not follow ' || passages.sentence_a
FROM core.shared_passages AS passages
LEFT JOIN dated AS earlier ON earlier.document_id = passages.document_a
LEFT JOIN dated AS later ON later.document_id = passages.document_b
WHERE (earlier.day < later.day AND earlier.city_code <> later.city_code) IS DISTINCT FROM true;
