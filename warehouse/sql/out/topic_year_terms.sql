-- One row: a heavy term of a topic in a year.
CREATE OR REPLACE VIEW out.topic_year_terms AS
SELECT model_id, topic::INTEGER AS topic, year::INTEGER AS year, term, rank::INTEGER AS rank, weight
FROM core.topic_year_terms;

COMMENT ON VIEW out.topic_year_terms IS 'One row: a heavy term of a topic in a year; of fits whose topics change over years (tomotopy_dtm) only.';
COMMENT ON COLUMN out.topic_year_terms.model_id IS 'Fit the topic belongs to, an id of out.topic_models.';
COMMENT ON COLUMN out.topic_year_terms.topic IS 'Number of the topic in its fit.';
COMMENT ON COLUMN out.topic_year_terms.year IS 'Year whose plan the documents set out.';
COMMENT ON COLUMN out.topic_year_terms.term IS 'Term, as segmented.';
COMMENT ON COLUMN out.topic_year_terms.rank IS 'Rank of the term in the topic and year, the heaviest first.';
COMMENT ON COLUMN out.topic_year_terms.weight IS 'Weight of the term in the topic and year (0 to 1; all terms of a topic and year sum to 1).';
