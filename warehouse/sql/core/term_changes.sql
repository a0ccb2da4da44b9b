-- No primary key: the place is NULL where the cities of the panel are taken together.
CREATE TABLE core.term_changes AS
SELECT * FROM staged_term_changes
ORDER BY city_code NULLS FIRST, term, year;
