-- One row: a document and a topic of a fit.
CREATE OR REPLACE VIEW out.document_topics AS
SELECT model_id, document_id, topic::INTEGER AS topic, share, low, high
FROM core.document_topics;

COMMENT ON VIEW out.document_topics IS 'One row: a document and a topic of a fit.';
COMMENT ON COLUMN out.document_topics.model_id IS 'Fit the topic belongs to, an id of out.topic_models.';
COMMENT ON COLUMN out.document_topics.document_id IS 'Document, an id of out.documents.';
COMMENT ON COLUMN out.document_topics.topic IS 'Number of the topic in its fit.';
COMMENT ON COLUMN out.document_topics.share IS 'Share of the topic in the document (0 to 1; the topics of a fit sum to 1).';
COMMENT ON COLUMN out.document_topics.low IS 'Lower end of the 95 % interval of share (0 to 1): the sections of the document drawn again; NULL for documents of one section.';
COMMENT ON COLUMN out.document_topics.high IS 'Upper end of the interval (0 to 1).';
