-- The terms that mark years against all years before; the first $top of each place and year. Without places: of all
-- cities together.
SELECT city, city_code, year, term, count, log_ratio, log_likelihood, document_frequency, n_documents
FROM out.year_keyness
WHERE (list_contains($city_codes::VARCHAR[], city_code) OR (len($city_codes::VARCHAR[]) = 0 AND city_code IS NULL))
    AND list_contains($years::INTEGER[], year)
    AND document_frequency >= $least_documents
QUALIFY row_number() OVER (PARTITION BY city_code, year ORDER BY log_likelihood DESC, term) <= $top
ORDER BY list_position($city_codes::VARCHAR[], city_code), year, log_likelihood DESC, term;
