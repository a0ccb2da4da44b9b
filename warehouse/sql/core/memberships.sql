CREATE TABLE core.memberships AS
SELECT * FROM staged_memberships
ORDER BY programme, city_code, unit NULLS FIRST;
