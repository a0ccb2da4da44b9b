-- Expected are the years between the first and the last that a place is known by, what a file claims to be, and what a
-- portal lists. Blocked is what a portal lists and refuses, and what is missing of a place whose listing is refused.
CREATE OR REPLACE VIEW out.coverage AS
WITH collected AS (
    SELECT DISTINCT city_code, year, kind
    FROM core.documents
    WHERE city_code IS NOT NULL AND year IS NOT NULL
),
claimed AS (
    SELECT DISTINCT
        origins.city_code,
        origins.year,
        coalesce(documents.kind, 'work_report') AS kind,
        origins.document_id IS NULL AS is_unreadable
    FROM core.origins AS origins
    LEFT JOIN core.documents AS documents USING (document_id)
    WHERE origins.city_code IS NOT NULL AND origins.year IS NOT NULL
),
asked AS (
    SELECT
        city_code,
        kind,
        year,
        role,
        url,
        arg_max(coalesce(blocked_reason, ''), (fetched_at, run_id)) <> '' AS is_blocked
    FROM core.fetches
    WHERE path IS NULL AND city_code IS NOT NULL AND kind IS NOT NULL AND role IN ('document', 'listing')
    GROUP BY ALL
),
listed AS (
    SELECT city_code, year, kind, bool_or(is_blocked) AS is_blocked
    FROM asked
    WHERE role = 'document' AND year IS NOT NULL AND (kind = 'work_report' OR is_blocked)
    GROUP BY ALL
),
refused AS (
    SELECT city_code, kind FROM asked WHERE role = 'listing' GROUP BY ALL HAVING bool_or(is_blocked)
),
spans AS (
    SELECT city_code, kind, unnest(range(min(year), max(year) + 1)) AS year
    FROM collected
    WHERE kind = 'work_report'
    GROUP BY ALL
),
expected AS (
    SELECT city_code, year, kind FROM collected
    UNION
    SELECT city_code, year, kind FROM claimed
    UNION
    SELECT city_code, year, kind FROM spans
    UNION
    SELECT city_code, year, kind FROM listed
),
unreadable AS (
    SELECT DISTINCT city_code, year, kind FROM claimed WHERE is_unreadable
)
SELECT
    expected.city_code,
    places.city,
    expected.year::INTEGER AS year,
    expected.kind,
    CASE
        WHEN collected.city_code IS NOT NULL THEN 'collected'
        WHEN unreadable.city_code IS NOT NULL THEN 'unreadable'
        WHEN listed.is_blocked OR refused.city_code IS NOT NULL THEN 'blocked'
        ELSE 'not_collected'
    END AS status
FROM expected
JOIN core.places AS places USING (city_code)
LEFT JOIN collected USING (city_code, year, kind)
LEFT JOIN unreadable USING (city_code, year, kind)
LEFT JOIN listed USING (city_code, year, kind)
LEFT JOIN refused USING (city_code, kind);

COMMENT ON VIEW out.coverage IS 'One row: a place, year and kind of document that a source, folder or neighbour year lets us expect.';
COMMENT ON COLUMN out.coverage.city_code IS 'Six-digit administrative code of the place, as text.';
COMMENT ON COLUMN out.coverage.city IS 'Full official name of the place.';
COMMENT ON COLUMN out.coverage.year IS 'Year whose plan the document sets out, or as its path claims.';
COMMENT ON COLUMN out.coverage.kind IS 'Kind of document: work_report, master_plan, territorial_plan, special_plan, action_plan, five_year_plan, regulation, article or other.';
COMMENT ON COLUMN out.coverage.status IS 'Status: collected, not_collected, blocked (a portal lists it and refuses it, or refuses the listing) or unreadable.';
