-- Documents of a kind (or of all) and of some places (or all), from which a map of policy documents is made.
SELECT document_id, city_code, city, province, level, kind, year, title, is_main
FROM out.documents
WHERE $kind IN ('all', kind) AND (len($cities::VARCHAR[]) = 0 OR list_contains($cities::VARCHAR[], city_code))
ORDER BY document_id;
