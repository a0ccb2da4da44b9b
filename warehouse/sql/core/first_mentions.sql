-- The first report of a place, by year and day of the session, that holds a term, a theme or a sense of 韧性. Headings
-- count, glossaries never do. All reports of earlier years are silent, so the last of them tells the last year without.
CREATE TABLE core.first_mentions AS
WITH reports AS (
    SELECT
        document_id,
        city_code,
        year,
        session_date,
        -- A day that nobody knows: most work reports are read in January and February.
        coalesce(session_date, published_date, make_date(year::INTEGER, 2, 1)) AS day,
        row_number() OVER places_reports AS report_no,
        max(year) OVER (
            PARTITION BY city_code ORDER BY year RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS year_before,
        min(year) OVER (PARTITION BY city_code) AS first_collected_year
    FROM core.documents
    WHERE kind = 'work_report' AND city_code IS NOT NULL AND year IS NOT NULL
    WINDOW places_reports AS (
        PARTITION BY city_code
        ORDER BY year, coalesce(session_date, published_date, make_date(year::INTEGER, 2, 1)), document_id
    )
),
glossaries AS (
    SELECT document_id, position FROM core.sentences WHERE section_kind = 'glossary'
),
-- Report and position in one number: the smallest is the first.
used AS (
    SELECT reports.city_code, scheme, theme, term, NULL AS sense, 1000000 * reports.report_no + position AS place
    FROM core.mentions
    JOIN reports USING (document_id)
    ANTI JOIN glossaries USING (document_id, position)
    UNION ALL
    SELECT reports.city_code, NULL, NULL, NULL, sense, 1000000 * reports.report_no + position
    FROM core.senses
    JOIN reports USING (document_id)
    ANTI JOIN glossaries USING (document_id, position)
),
by_term AS (
    SELECT city_code, scheme, theme, term, sense, min(place) AS place FROM used GROUP BY ALL
),
earliest AS (
    FROM by_term
    UNION ALL
    SELECT city_code, scheme, theme, NULL, NULL, min(place) FROM by_term WHERE theme IS NOT NULL GROUP BY ALL
),
final AS (
    SELECT
        earliest.city_code,
        scheme,
        theme,
        term,
        sense,
        reports.year,
        reports.session_date,
        reports.day,
        reports.document_id,
        reports.document_id || '-' || printf('%05d', place % 1000000) AS sentence_id,
        reports.first_collected_year,
        reports.year_before AS last_year_without,
        reports.year - reports.year_before - 1 AS years_missing,
        reports.year_before IS NULL AS is_censored
    FROM earliest
    JOIN reports ON reports.city_code = earliest.city_code AND reports.report_no = earliest.place // 1000000
)
SELECT * FROM final
ORDER BY city_code, scheme NULLS FIRST, theme NULLS FIRST, term NULLS FIRST, sense NULLS FIRST;
