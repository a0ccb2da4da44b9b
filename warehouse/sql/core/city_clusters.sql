CREATE TABLE core.city_clusters AS
SELECT * FROM staged_city_clusters
ORDER BY year, cluster, city_code;
ALTER TABLE core.city_clusters ADD PRIMARY KEY (city_code, year);
