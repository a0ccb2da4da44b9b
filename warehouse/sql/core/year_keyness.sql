-- No primary key: the place is NULL where all cities are taken together.
CREATE TABLE core.year_keyness AS
SELECT * FROM staged_year_keyness
ORDER BY city_code NULLS FIRST, year, log_likelihood DESC, term;
