CREATE TABLE core.balanced_panels AS
SELECT * FROM staged_balanced_panels
ORDER BY kind, city_code, year;
ALTER TABLE core.balanced_panels ADD PRIMARY KEY (kind, city_code, year);
