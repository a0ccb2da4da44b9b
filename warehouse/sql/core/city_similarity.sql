CREATE TABLE core.city_similarity AS
SELECT * FROM staged_city_similarity
ORDER BY year, city_code_a, city_code_b;
