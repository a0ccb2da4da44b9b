-- Documents of places with their titles, oldest first. $city_codes: the places; $as_of: the day on which they could be
-- known, NULL for today.
SELECT city_code, document_id, kind, year, title
FROM out.documents
WHERE list_contains($city_codes::VARCHAR[], city_code)
    AND ($as_of::DATE IS NULL OR known_since <= $as_of::DATE)
ORDER BY city_code, year, document_id;
