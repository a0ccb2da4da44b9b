CREATE TABLE core.keyword_nodes AS
SELECT * FROM staged_keyword_nodes
ORDER BY map_id, keyword;
ALTER TABLE core.keyword_nodes ADD PRIMARY KEY (map_id, keyword);
