-- Sentences of some documents that are measured (no headings, no glossaries), in order.
SELECT document_id, paragraph, sentence_id, text
FROM out.sentences
WHERE is_measured AND document_id IN (SELECT unnest($documents::VARCHAR[]))
ORDER BY document_id, position;
