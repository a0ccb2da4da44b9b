-- Sentences that their offsets do not find in the stored text, in two dozen documents chosen by their ids, which are
-- digests: slicing every sentence would read each text hundreds of times. The reader asserts all of them while it reads.
CREATE OR REPLACE VIEW checks.sentences_misplaced AS
SELECT sentences.sentence_id
FROM core.sentences AS sentences
JOIN (SELECT document_id, text FROM core.documents ORDER BY document_id LIMIT 24) AS documents USING (document_id)
WHERE substring(documents.text, sentences.char_start + 1, sentences.char_end - sentences.char_start)
    IS DISTINCT FROM sentences.text;
