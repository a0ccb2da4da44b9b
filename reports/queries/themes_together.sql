-- Sentences that hold terms of two themes of a scheme at once; a theme beside itself counts its own sentences.
WITH held AS (
    SELECT DISTINCT scheme, sentence_id, theme FROM out.theme_mentions
)
SELECT one.scheme, one.theme, other.theme AS other, count(*) AS sentences
FROM held AS one
JOIN held AS other ON other.scheme = one.scheme AND other.sentence_id = one.sentence_id AND one.theme <= other.theme
GROUP BY ALL;
