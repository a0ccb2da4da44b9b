-- The years at which a term changes its rate: in places, or without places in the cities of the panel together.
SELECT city, city_code, term, year, before, after, log_likelihood, first_year, last_year, n_places
FROM out.term_changes
WHERE term = $term
    AND (list_contains($city_codes::VARCHAR[], city_code) OR (len($city_codes::VARCHAR[]) = 0 AND city_code IS NULL))
ORDER BY list_position($city_codes::VARCHAR[], city_code), year;
