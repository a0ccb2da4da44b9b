-- The next sentences after the one of id $after, without headings and glossaries, in the order of their ids.
SELECT sentence_id, text
FROM out.sentences
WHERE is_measured AND sentence_id > $after
ORDER BY sentence_id
LIMIT $most;
