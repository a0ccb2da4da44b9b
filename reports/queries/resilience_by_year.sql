-- Reports that name 韧性, in any sense and in the urban sense, by year: over the cities that have every year of the span
-- (a balanced panel) and over all cities. Headings count, glossaries do not. Provinces and the State Council stand apart.
WITH reports AS (
    SELECT document_id, city_code, year
    FROM out.documents
    WHERE kind = 'work_report'
        AND is_main
        AND year BETWEEN $first_year AND $last_year
        AND (level IN ('subprovincial', 'prefecture', 'county') OR (level = 'municipality' AND $with_municipalities))
),
balanced AS (
    SELECT city_code
    FROM reports
    GROUP BY city_code
    HAVING count(DISTINCT year) = $last_year - $first_year + 1
),
uses AS (
    SELECT senses.document_id, bool_or(senses.sense = 'urban') AS is_urban
    FROM out.resilience_senses AS senses
    JOIN out.sentences AS sentences USING (sentence_id, document_id)
    WHERE sentences.section_kind <> 'glossary'
    GROUP BY senses.document_id
),
marked AS (
    SELECT
        reports.year,
        reports.city_code IN (FROM balanced) AS is_balanced,
        uses.document_id IS NOT NULL AS has_any,
        coalesce(uses.is_urban, false) AS has_urban
    FROM reports
    LEFT JOIN uses USING (document_id)
)
SELECT
    year,
    count(*) FILTER (WHERE is_balanced) AS n_balanced,
    100 * avg(has_any::INTEGER) FILTER (WHERE is_balanced) AS any_balanced,
    100 * avg(has_urban::INTEGER) FILTER (WHERE is_balanced) AS urban_balanced,
    count(*) AS n_all,
    100 * avg(has_any::INTEGER) AS any_all,
    100 * avg(has_urban::INTEGER) AS urban_all
FROM marked
GROUP BY year
ORDER BY year;
