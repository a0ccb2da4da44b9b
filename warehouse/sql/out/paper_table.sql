-- One row: a city of a line of the founding paper's own Table 1.
CREATE OR REPLACE VIEW out.paper_table AS
SELECT
    printed.row_no::INTEGER AS row_no,
    printed.city_no::INTEGER AS city_no,
    printed.category,
    printed.city_code,
    places.city,
    printed.practice,
    nullif(array_to_string(list_transform(printed.documents, lambda title: '《' || title || '》'), '、'), '') AS documents,
    printed.rests_on,
    printed.programme,
    printed.kind,
    printed.note
FROM core.paper_table AS printed
INNER JOIN core.places AS places USING (city_code)
ORDER BY printed.row_no, printed.city_no;

COMMENT ON VIEW out.paper_table IS 'One row: a city of a line of the founding paper''s own Table 1, which people made by hand: facts to lay beside out.table_1, not results.';
COMMENT ON COLUMN out.paper_table.row_no IS 'Number of the printed line, from 1.';
COMMENT ON COLUMN out.paper_table.city_no IS 'Place of the city within the line, from 1.';
COMMENT ON COLUMN out.paper_table.category IS 'Category as printed: 国际合作类 or 自主探索类.';
COMMENT ON COLUMN out.paper_table.city_code IS 'Six-digit administrative code of the city, as text.';
COMMENT ON COLUMN out.paper_table.city IS 'Full official name of the city.';
COMMENT ON COLUMN out.paper_table.practice IS 'Practice of the line, in our words.';
COMMENT ON COLUMN out.paper_table.documents IS 'Titles of documents as printed, in 《》 with 、 between, NULL where none is printed.';
COMMENT ON COLUMN out.paper_table.rests_on IS 'What the line rests on: membership (a list, see programme) or document (see kind).';
COMMENT ON COLUMN out.paper_table.programme IS 'Programme whose list it rests on, NULL if a document.';
COMMENT ON COLUMN out.paper_table.kind IS 'Kind of document it rests on, as in out.documents, NULL if a list.';
COMMENT ON COLUMN out.paper_table.note IS 'What a reader must know of the line, in Chinese, NULL if nothing.';
