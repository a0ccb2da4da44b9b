CREATE TABLE core.document_topics AS
SELECT * FROM staged_document_topics
ORDER BY model_id, document_id, topic;
ALTER TABLE core.document_topics ADD PRIMARY KEY (model_id, document_id, topic);
