-- One row: a place and year with a work report, with how far it takes up resilience in the urban sense.
CREATE OR REPLACE VIEW out.adoption AS
WITH reports AS (
    SELECT DISTINCT city_code, year
    FROM core.documents
    WHERE kind = 'work_report' AND city_code IS NOT NULL AND year IS NOT NULL
),
deepest AS (
    SELECT documents.city_code, documents.year, uses.*
    FROM core.practice_uses AS uses
    JOIN core.documents AS documents USING (document_id)
    WHERE uses.subject = 'resilience' AND documents.kind = 'work_report'
    QUALIFY row_number() OVER (
        PARTITION BY documents.city_code, documents.year
        ORDER BY uses.depth DESC, uses.follows_document_id IS NOT NULL, uses.sentence_id
    ) = 1
),
joined AS (
    SELECT
        reports.city_code,
        reports.year,
        coalesce(deepest.depth, 0) AS depth,
        CASE
            WHEN deepest.depth IS NULL THEN NULL
            WHEN deepest.follows_document_id IS NULL THEN 'own'
            ELSE 'formula'
        END AS origin,
        deepest.sentence_id,
        lag(reports.year) OVER by_year AS year_before,
        lead(reports.year) OVER by_year AS year_after,
        max(coalesce(deepest.depth, 0)) OVER (
            PARTITION BY reports.city_code ORDER BY reports.year ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
        ) AS depth_later
    FROM reports
    LEFT JOIN deepest ON deepest.city_code = reports.city_code AND deepest.year = reports.year
    WINDOW by_year AS (PARTITION BY reports.city_code ORDER BY reports.year)
)
SELECT
    joined.city_code,
    places.city,
    joined.year::INTEGER AS year,
    joined.depth::INTEGER AS depth,
    joined.origin,
    joined.sentence_id,
    CASE WHEN joined.depth > 0 THEN joined.depth_later > 0 END AS persists,
    joined.year_before IS DISTINCT FROM joined.year - 1 OR joined.year_after IS DISTINCT FROM joined.year + 1 AS is_censored
FROM joined
JOIN core.places AS places USING (city_code);

COMMENT ON VIEW out.adoption IS 'One row: a place and year of which a work report was collected, with how far it takes up resilience in the urban sense.';
COMMENT ON COLUMN out.adoption.city_code IS 'Six-digit administrative code of the place, as text.';
COMMENT ON COLUMN out.adoption.city IS 'Full official name of the place.';
COMMENT ON COLUMN out.adoption.year IS 'Year whose plan the report sets out.';
COMMENT ON COLUMN out.adoption.depth IS 'Deepest use in the reports of the year: 0 silent, 1 word or formula, 2 own goal or task, 3 instrument named, 4 result reported.';
COMMENT ON COLUMN out.adoption.origin IS 'Origin of the wording of that use: own or formula; NULL where silent.';
COMMENT ON COLUMN out.adoption.sentence_id IS 'Sentence of that use, an id of out.sentences; NULL where silent.';
COMMENT ON COLUMN out.adoption.persists IS 'Whether a later report of the place uses it again; NULL where silent, or where no later report was collected.';
COMMENT ON COLUMN out.adoption.is_censored IS 'Whether the report of the year before or of the year after was not collected, so that a change between them cannot be dated.';
