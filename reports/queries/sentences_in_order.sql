-- The sentences of work reports that stand for their place and year, without headings and glossaries, in a fixed order.
SELECT sentences.sentence_id, sentences.text
FROM out.sentences AS sentences
JOIN out.documents AS documents USING (document_id)
WHERE sentences.is_measured AND documents.is_main AND documents.kind = 'work_report'
ORDER BY sentences.sentence_id;
