-- The themes are those of the default scheme that the promising sentence is coded with, in their order.
CREATE TABLE core.promises AS
WITH themes_of AS (
    SELECT coded.sentence_id, list(coded.theme ORDER BY themes.theme_no) AS themes
    FROM core.sentence_themes AS coded
    JOIN core.themes AS themes ON themes.scheme = coded.scheme AND themes.theme = coded.theme
    WHERE coded.scheme = 'urban_resilience'
        AND coded.sentence_id IN (SELECT document_id || '-' || printf('%05d', position) FROM staged_promises)
    GROUP BY ALL
)
SELECT
    promises.document_id || '-' || printf('%05d', promises.position) AS sentence_id,
    promises.*,
    promises.outcome_document_id || '-' || printf('%05d', promises.outcome_position) AS outcome_sentence_id,
    coalesce(themes_of.themes, []) AS themes
FROM staged_promises AS promises
LEFT JOIN themes_of
    ON themes_of.sentence_id = promises.document_id || '-' || printf('%05d', promises.position)
ORDER BY promises.document_id, promises.position, promises.char_start, promises.char_end;
