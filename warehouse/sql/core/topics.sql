CREATE TABLE core.topics AS
SELECT * FROM staged_topics
ORDER BY model_id, topic;
ALTER TABLE core.topics ADD PRIMARY KEY (model_id, topic);
