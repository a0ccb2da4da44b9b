-- Documents written for demonstration among those of some places.
SELECT count(*) AS n
FROM out.documents
WHERE is_sample AND list_contains($city_codes::VARCHAR[], city_code);
