-- First and last year of some places for which there is a document of the kind.
SELECT min(year) AS first_year, max(year) AS last_year
FROM out.coverage
WHERE list_contains($city_codes::VARCHAR[], city_code) AND kind = $kind AND status = 'collected';
