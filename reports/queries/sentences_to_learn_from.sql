-- Sentences without codes, of ordinary length, in an order that their text fixes: what a classifier learns the language
-- of reports from.
SELECT DISTINCT text
FROM out.sentences
WHERE n_chars BETWEEN 8 AND 150
ORDER BY sha256(text)
LIMIT $most;
