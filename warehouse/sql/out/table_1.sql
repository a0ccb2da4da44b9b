-- One row: a line of the printed table, equal practices merged.
-- Empty in this release: Table 1 is made from practices once they are mined.
CREATE OR REPLACE VIEW out.table_1 AS
SELECT
    NULL::VARCHAR AS category,
    NULL::VARCHAR AS cities,
    NULL::VARCHAR AS practice,
    NULL::VARCHAR AS documents
WHERE false;

COMMENT ON VIEW out.table_1 IS 'One row: a line of the printed table, equal practices merged. Empty in this release: Table 1 is made from practices once they are mined.';
COMMENT ON COLUMN out.table_1.category IS 'Category: 国际合作类, 自主探索类, 试点示范类 or 基层治理类.';
COMMENT ON COLUMN out.table_1.cities IS 'Names of the cities, joined by 、.';
COMMENT ON COLUMN out.table_1.practice IS 'Practice the cities share.';
COMMENT ON COLUMN out.table_1.documents IS 'Titles of the documents in 《》, joined by 、.';
