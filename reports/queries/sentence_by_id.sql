-- The text of one sentence.
SELECT text FROM out.sentences WHERE sentence_id = $sentence_id;
