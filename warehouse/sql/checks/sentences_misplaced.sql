-- Sentences that their offsets do not find in the stored text. One document in sixteen, chosen by its id: slicing
-- every sentence would read each text hundreds of times. The reader asserts all of them while it reads.
CREATE OR REPLACE VIEW checks.sentences_misplaced AS
SELECT sentences.sentence_id
FROM core.sentences AS sentences
JOIN core.documents AS documents USING (document_id)
WHERE documents.document_id LIKE '0%'
    AND substring(documents.text, sentences.char_start + 1, sentences.char_end - sentences.char_start)
    IS DISTINCT FROM sentences.text;
