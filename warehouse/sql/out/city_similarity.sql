-- One row: an ordered pair of places in a year, with the likeness of their theme profiles.
-- A profile is the mentions per 10,000 characters of the themes of the default scheme in the main work report. The
-- theme of the resilient city stands apart: it is the word itself, and likeness would partly be that of a word.
CREATE OR REPLACE VIEW out.city_similarity AS
SELECT
    similar_places.year::INTEGER AS year,
    similar_places.city_code_a,
    places_a.city AS city_a,
    similar_places.city_code_b,
    places_b.city AS city_b,
    similar_places.cosine,
    similar_places.jensen_shannon,
    similar_places.mentions_a,
    similar_places.mentions_b
FROM core.city_similarity AS similar_places
JOIN core.places AS places_a ON places_a.city_code = similar_places.city_code_a
JOIN core.places AS places_b ON places_b.city_code = similar_places.city_code_b;

COMMENT ON VIEW out.city_similarity IS 'One row: an ordered pair of places in a year, with the likeness of their theme profiles: mentions per 10,000 characters of the main work reports, default scheme without the theme resilience_goal, headings and glossaries left out.';
COMMENT ON COLUMN out.city_similarity.year IS 'Year of the two profiles.';
COMMENT ON COLUMN out.city_similarity.city_code_a IS 'Six-digit administrative code of the first place, as text.';
COMMENT ON COLUMN out.city_similarity.city_a IS 'Full official name of the first place.';
COMMENT ON COLUMN out.city_similarity.city_code_b IS 'Six-digit administrative code of the second place, as text.';
COMMENT ON COLUMN out.city_similarity.city_b IS 'Full official name of the second place.';
COMMENT ON COLUMN out.city_similarity.cosine IS 'Cosine of the two theme profiles (0 nothing shared, 1 same proportions).';
COMMENT ON COLUMN out.city_similarity.jensen_shannon IS 'Jensen–Shannon divergence of the two theme profiles (base 2; 0 same, 1 nothing shared).';
COMMENT ON COLUMN out.city_similarity.mentions_a IS 'Mentions that the first profile rests on (count): of few, likeness tells little.';
COMMENT ON COLUMN out.city_similarity.mentions_b IS 'Mentions that the second profile rests on (count).';
