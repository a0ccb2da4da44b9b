-- One row: a topic of a fit.
CREATE OR REPLACE VIEW out.topics AS
SELECT model_id, topic::INTEGER AS topic, label
FROM core.topics;

COMMENT ON VIEW out.topics IS 'One row: a topic of a fit.';
COMMENT ON COLUMN out.topics.model_id IS 'Fit the topic belongs to, an id of out.topic_models.';
COMMENT ON COLUMN out.topics.topic IS 'Number of the topic in its fit.';
COMMENT ON COLUMN out.topics.label IS 'Label: the most relevant terms of the topic, joined by 、.';
