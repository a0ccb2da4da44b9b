-- The order within the sum is fixed, so that the last digits are the same on every run.
CREATE OR REPLACE VIEW out.city_topics AS
WITH weighted AS (
    SELECT
        shares.model_id,
        shares.topic,
        documents.city_code,
        documents.year,
        documents.document_id,
        documents.n_tokens,
        shares.share * documents.n_tokens AS tokens,
        shares.low,
        shares.high
    FROM core.document_topics AS shares
    JOIN core.documents AS documents USING (document_id)
    WHERE documents.city_code IS NOT NULL AND documents.year IS NOT NULL AND documents.is_main
)
SELECT
    weighted.model_id,
    weighted.topic::INTEGER AS topic,
    weighted.city_code,
    any_value(places.city) AS city,
    weighted.year::INTEGER AS year,
    sum(weighted.tokens ORDER BY weighted.document_id) / nullif(sum(weighted.n_tokens), 0) AS share,
    CASE WHEN count(*) = 1 THEN any_value(weighted.low) END AS low,
    CASE WHEN count(*) = 1 THEN any_value(weighted.high) END AS high
FROM weighted
JOIN core.places AS places USING (city_code)
GROUP BY weighted.model_id, weighted.topic, weighted.city_code, weighted.year;

COMMENT ON VIEW out.city_topics IS 'One row: a topic of a fit, a place and a year.';
COMMENT ON COLUMN out.city_topics.model_id IS 'Fit the topic belongs to, an id of out.topic_models.';
COMMENT ON COLUMN out.city_topics.topic IS 'Number of the topic in its fit.';
COMMENT ON COLUMN out.city_topics.city_code IS 'Six-digit administrative code of the place, as text.';
COMMENT ON COLUMN out.city_topics.city IS 'Full official name of the place.';
COMMENT ON COLUMN out.city_topics.year IS 'Year whose plan the document sets out.';
COMMENT ON COLUMN out.city_topics.share IS 'Share of the topic in the documents of the place and year, weighted by tokens (0 to 1).';
COMMENT ON COLUMN out.city_topics.low IS 'Lower end of the 95 % interval of share (0 to 1): the sections of the document drawn again; NULL where several documents are added up.';
COMMENT ON COLUMN out.city_topics.high IS 'Upper end of the interval (0 to 1).';
