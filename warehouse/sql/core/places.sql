CREATE TABLE core.places AS
SELECT places.*, provinces.city AS province
FROM staged_places AS places
LEFT JOIN staged_places AS provinces ON provinces.city_code = places.province_code
ORDER BY places.city_code;
ALTER TABLE core.places ADD PRIMARY KEY (city_code);
