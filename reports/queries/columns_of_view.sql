-- The columns of a view of `out.*` with their types and what they hold.
SELECT column_name AS "column", data_type AS "type", "comment"
FROM duckdb_columns()
WHERE schema_name = 'out' AND table_name = $view
ORDER BY column_index;
