-- Places with a document of which nothing tells the year.
SELECT DISTINCT city_code
FROM out.documents
WHERE year IS NULL AND kind = $kind AND list_contains($city_codes::VARCHAR[], city_code);
