CREATE TABLE core.keyword_bursts AS
SELECT * FROM staged_keyword_bursts
ORDER BY map_id, keyword, "begin";
ALTER TABLE core.keyword_bursts ADD PRIMARY KEY (map_id, keyword, "begin");
