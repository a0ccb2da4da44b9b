-- Instruments that their offsets do not find in the sentence, and outcomes without a sentence.
CREATE OR REPLACE VIEW checks.instruments_misplaced AS
WITH named AS (
    SELECT sentence_id, char_start, char_end, instrument FROM core.instruments
    UNION ALL
    SELECT sentence_id, char_start, char_end, instrument FROM core.promises
)
SELECT named.sentence_id, named.instrument
FROM named
LEFT JOIN core.sentences AS sentences USING (sentence_id)
WHERE substring(sentences.text, named.char_start + 1, named.char_end - named.char_start)
    IS DISTINCT FROM named.instrument
UNION ALL
SELECT promises.sentence_id, promises.instrument
FROM core.promises AS promises
LEFT JOIN core.sentences AS sentences ON sentences.sentence_id = promises.outcome_sentence_id
WHERE (promises.outcome_position IS NOT NULL AND sentences.sentence_id IS NULL)
    OR (promises.outcome IN ('kept', 'repeated', 'dropped') AND promises.outcome_sentence_id IS NULL)
    OR (promises.outcome IN ('silent', 'dropped') AND promises.years_collected < 3);
