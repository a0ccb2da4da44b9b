-- The terms that mark places over all their years against others of their rank; the first $top of each place.
SELECT city, city_code, term, count, log_ratio, log_likelihood, document_frequency, n_documents
FROM out.keyness
WHERE list_contains($city_codes::VARCHAR[], city_code)
    AND year IS NULL
    AND document_frequency >= $least_documents
QUALIFY row_number() OVER (PARTITION BY city_code ORDER BY log_likelihood DESC, term) <= $top
ORDER BY list_position($city_codes::VARCHAR[], city_code), log_likelihood DESC, term;
