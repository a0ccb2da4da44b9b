-- One row: a document with its stored text, which the offsets of out.sentences slice.
CREATE OR REPLACE VIEW out.document_texts AS
SELECT document_id, text, aside
FROM core.documents;

COMMENT ON VIEW out.document_texts IS 'One row: a document with its stored text, which the offsets of out.sentences slice.';
COMMENT ON COLUMN out.document_texts.document_id IS 'Document, an id of out.documents.';
COMMENT ON COLUMN out.document_texts.text IS 'Stored text; a line is a paragraph, offsets into it count code points.';
COMMENT ON COLUMN out.document_texts.aside IS 'What was cut from the text before it was stored (page furniture, colophons), a line each; empty where nothing was.';
