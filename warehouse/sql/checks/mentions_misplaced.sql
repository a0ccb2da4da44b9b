-- Mentions and uses of 韧性 that their offsets do not find in the sentence.
CREATE OR REPLACE VIEW checks.mentions_misplaced AS
SELECT mentions.sentence_id, mentions.term
FROM core.mentions AS mentions
LEFT JOIN core.sentences AS sentences USING (sentence_id)
WHERE substring(sentences.text, mentions.char_start + 1, mentions.char_end - mentions.char_start)
    IS DISTINCT FROM mentions.term
UNION ALL
SELECT senses.sentence_id, '韧性'
FROM core.senses AS senses
LEFT JOIN core.sentences AS sentences USING (sentence_id)
WHERE substring(sentences.text, senses.char_start + 1, senses.char_end - senses.char_start) IS DISTINCT FROM '韧性';
