-- One row: a heavy term of a topic.
CREATE OR REPLACE VIEW out.topic_terms AS
SELECT model_id, topic::INTEGER AS topic, term, rank::INTEGER AS rank, weight
FROM core.topic_terms;

COMMENT ON VIEW out.topic_terms IS 'One row: a heavy term of a topic.';
COMMENT ON COLUMN out.topic_terms.model_id IS 'Fit the topic belongs to, an id of out.topic_models.';
COMMENT ON COLUMN out.topic_terms.topic IS 'Number of the topic in its fit.';
COMMENT ON COLUMN out.topic_terms.term IS 'Term, as segmented.';
COMMENT ON COLUMN out.topic_terms.rank IS 'Rank of the term in its topic, the heaviest first.';
COMMENT ON COLUMN out.topic_terms.weight IS 'Weight of the term in its topic (0 to 1; all terms of a topic sum to 1).';
