CREATE TABLE core.topic_year_terms AS
SELECT * FROM staged_topic_year_terms
ORDER BY model_id, topic, year, rank;
ALTER TABLE core.topic_year_terms ADD PRIMARY KEY (model_id, topic, year, rank);
