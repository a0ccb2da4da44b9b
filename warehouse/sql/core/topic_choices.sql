CREATE TABLE core.topic_choices AS
SELECT * FROM staged_topic_choices
ORDER BY algorithm, k;
ALTER TABLE core.topic_choices ADD PRIMARY KEY (algorithm, k);
