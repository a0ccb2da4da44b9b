CREATE TABLE core.topic_models AS
SELECT * FROM staged_topic_models
ORDER BY model_id;
ALTER TABLE core.topic_models ADD PRIMARY KEY (model_id);
