-- Practices without the sentence that shows them, or whose word lies outside it; results told by a plan.
CREATE OR REPLACE VIEW checks.practices_unfounded AS
SELECT uses.sentence_id, uses.subject, uses.depth
FROM core.practice_uses AS uses
LEFT JOIN core.sentences AS sentences USING (sentence_id)
WHERE sentences.sentence_id IS NULL
    OR uses.char_end > length(sentences.text)
    OR uses.depth NOT BETWEEN 1 AND 4
    OR (uses.depth = 4 AND sentences.part = 'plan');
