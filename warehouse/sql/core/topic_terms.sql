CREATE TABLE core.topic_terms AS
SELECT * FROM staged_topic_terms
ORDER BY model_id, topic, rank;
ALTER TABLE core.topic_terms ADD PRIMARY KEY (model_id, topic, rank);
