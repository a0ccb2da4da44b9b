-- The views of `out.*` with the number of their columns and what they hold.
SELECT views.view_name AS "view", count(*) AS "columns", any_value(views.comment) AS "comment"
FROM duckdb_views() AS views
JOIN duckdb_columns() AS columns ON columns.schema_name = 'out' AND columns.table_name = views.view_name
WHERE views.schema_name = 'out'
GROUP BY views.view_name
ORDER BY views.view_name;
