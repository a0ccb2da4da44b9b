-- The columns of the views of out with what they hold, in their order.
SELECT views.view_name AS view, views.comment AS view_comment, columns.column_name AS "column", columns.comment
FROM duckdb_views() AS views
JOIN duckdb_columns() AS columns
    ON columns.schema_name = views.schema_name AND columns.table_name = views.view_name
WHERE views.schema_name = 'out'
ORDER BY view, columns.column_index;
