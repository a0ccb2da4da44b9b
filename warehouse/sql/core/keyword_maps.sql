CREATE TABLE core.keyword_maps AS
SELECT * FROM staged_keyword_maps
ORDER BY map_id;
ALTER TABLE core.keyword_maps ADD PRIMARY KEY (map_id);
