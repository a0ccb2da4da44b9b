-- Places and years of which a document was written for demonstration.
SELECT DISTINCT city_code, year
FROM out.documents
WHERE is_sample AND kind = $kind AND list_contains($city_codes::VARCHAR[], city_code);
