-- A practice is shown by a document: of its sentences that say it the deepest, of equals the one in the words of the
-- place before a borrowed one, then the first. Resilience of the city counts as written into the document, and once more
-- for every kind of instrument named for it. States and provinces are no cities: what they say is told in out.adoption.
CREATE TABLE core.practices AS
WITH statements AS (
    SELECT
        uses.*,
        documents.kind,
        documents.city_code
    FROM core.practice_uses AS uses
    JOIN core.documents AS documents USING (document_id)
    JOIN core.places AS places USING (city_code)
    WHERE places.level NOT IN ('nation', 'province')
),
based AS (
    SELECT 'document' AS basis, kind AS id, * FROM statements WHERE subject = 'resilience'
    UNION ALL
    SELECT 'instrument' AS basis, instrument_kind AS id, *
    FROM statements
    WHERE subject = 'resilience' AND instrument_kind IS NOT NULL
    UNION ALL
    SELECT 'community' AS basis, subject AS id, * FROM statements WHERE subject <> 'resilience'
),
deepest AS (
    SELECT *, count(*) OVER (PARTITION BY document_id, basis, id) AS n_statements
    FROM based
    QUALIFY row_number() OVER (
        PARTITION BY document_id, basis, id ORDER BY depth DESC, follows_document_id IS NOT NULL, sentence_id
    ) = 1
)
SELECT
    deepest.city_code,
    names.category,
    names.practice,
    CASE WHEN basis = 'community' THEN id ELSE kind END AS practice_type,
    deepest.document_id,
    deepest.sentence_id,
    deepest.char_start,
    deepest.char_end,
    deepest.depth,
    deepest.follows_document_id,
    deepest.instrument_kind,
    deepest.instrument,
    deepest.n_statements,
    judged.confidence
FROM deepest
JOIN staged_practice_names AS names USING (basis, id)
LEFT JOIN staged_practice_quality AS judged ON judged.basis = deepest.basis AND judged.depth = deepest.depth
ORDER BY city_code, category, practice, document_id;
