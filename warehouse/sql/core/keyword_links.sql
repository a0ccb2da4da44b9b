CREATE TABLE core.keyword_links AS
SELECT * FROM staged_keyword_links
ORDER BY map_id, source, target;
ALTER TABLE core.keyword_links ADD PRIMARY KEY (map_id, source, target);
