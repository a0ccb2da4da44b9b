-- Places with at least one document of the kind, in order of their codes.
SELECT DISTINCT city_code, city
FROM out.documents
WHERE kind = $kind AND city_code IS NOT NULL AND year IS NOT NULL
ORDER BY city_code;
