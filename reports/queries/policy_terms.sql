-- Theme terms of a scheme in the measured sentences of some documents, each once a sentence, in order.
SELECT DISTINCT sentences.document_id, sentences.paragraph, sentences.sentence_id, mentions.term
FROM out.theme_mentions AS mentions
JOIN out.sentences AS sentences USING (sentence_id)
WHERE
    mentions.scheme = $scheme
    AND sentences.is_measured
    AND sentences.document_id IN (SELECT unnest($documents::VARCHAR[]))
ORDER BY sentences.document_id, sentences.sentence_id, mentions.term;
