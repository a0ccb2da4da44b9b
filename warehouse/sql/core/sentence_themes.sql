-- A sentence is coded with a theme when it holds one of its terms; the score counts them.
CREATE TABLE core.sentence_themes AS
SELECT
    sentence_id,
    document_id,
    position,
    scheme,
    theme,
    count(*)::DOUBLE AS score,
    'terms' AS method
FROM core.mentions
GROUP BY ALL
ORDER BY document_id, position, scheme, theme;
