-- One row: a line of the printed table, equal practices merged; cities in administrative order.
-- A cell rests on the strongest row known today; depth 2 and more, and lists. `rencheng table1` prints the same rows.
CREATE OR REPLACE VIEW out.table_1 AS
WITH cells AS (
    SELECT category, city_code, practice, printed_city, printed_document
    FROM out.practices_known
    WHERE sentence_id IS NULL OR depth >= 2
    QUALIFY row_number() OVER (
        PARTITION BY category, city_code, practice
        ORDER BY strength DESC, confidence DESC NULLS LAST, known_on NULLS LAST, sentence_id, source
    ) = 1
),
numbered AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY category, practice, printed_document ORDER BY city_code) = 1 AS is_first
    FROM cells
)
SELECT
    category,
    string_agg(printed_city, '、' ORDER BY city_code) AS cities,
    practice,
    string_agg(printed_document, '、' ORDER BY city_code) FILTER (WHERE is_first) AS documents
FROM numbered
GROUP BY category, practice
ORDER BY
    list_position(['国际合作类', '自主探索类', '试点示范类', '基层治理类'], category) NULLS LAST,
    count(*) DESC,
    min(city_code),
    practice;

COMMENT ON VIEW out.table_1 IS 'One row: a line of the printed table, equal practices merged.';
COMMENT ON COLUMN out.table_1.category IS 'Category: 国际合作类, 自主探索类, 试点示范类 or 基层治理类.';
COMMENT ON COLUMN out.table_1.cities IS 'Names of the cities in administrative order, joined by 、.';
COMMENT ON COLUMN out.table_1.practice IS 'Practice the cities share.';
COMMENT ON COLUMN out.table_1.documents IS 'Documents that show it best, one a city: titles in 《》, or 名录： and the source of a list, joined by 、.';
