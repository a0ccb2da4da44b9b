-- Keys that occur more than once.
CREATE OR REPLACE VIEW checks.keys_repeated AS
SELECT 'sentences' AS table_name, sentence_id AS key FROM core.sentences GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'sentence_themes', concat_ws('/', sentence_id, scheme, theme)
FROM core.sentence_themes
GROUP BY ALL
HAVING count(*) > 1;
