CREATE TABLE core.paper_table AS
SELECT * FROM staged_paper_table
ORDER BY row_no, city_no;
ALTER TABLE core.paper_table ADD PRIMARY KEY (row_no, city_no);
