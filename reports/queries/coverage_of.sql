-- What is known of a place, year and kind.
SELECT city_code, year, status
FROM out.coverage
WHERE list_contains($city_codes::VARCHAR[], city_code) AND kind = $kind
ORDER BY city_code, year;
