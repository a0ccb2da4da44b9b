"""Rows to tables: the Parquet cache, the schema, the checks and publishing. The only writer of DuckDB."""
