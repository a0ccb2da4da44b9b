-- No primary key: the year is NULL where all years are taken together.
CREATE TABLE core.keyness AS
SELECT * FROM staged_keyness
ORDER BY city_code, year NULLS FIRST, log_likelihood DESC, term;
