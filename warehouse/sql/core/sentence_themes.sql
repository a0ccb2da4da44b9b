-- A sentence is coded with a theme by the classifier of the scheme, where it has one; otherwise when it holds a term.
CREATE TABLE core.sentence_themes AS
WITH by_classifier AS (
    SELECT
        documents.document_id || '-' || printf('%05d', codes.position) AS sentence_id,
        documents.document_id,
        codes.position,
        codes.scheme,
        codes.theme,
        codes.score,
        'classifier' AS method
    FROM staged_codes AS codes
    JOIN staged_documents AS documents USING (raw_sha256)
),
by_terms AS (
    SELECT
        mentions.sentence_id,
        mentions.document_id,
        mentions.position,
        mentions.scheme,
        mentions.theme,
        count(*)::DOUBLE AS score,
        'terms' AS method
    FROM core.mentions AS mentions
    JOIN core.themes AS themes ON themes.scheme = mentions.scheme AND themes.theme = mentions.theme
    WHERE themes.method = 'terms'
    GROUP BY ALL
)
SELECT * FROM by_classifier
UNION ALL
SELECT * FROM by_terms
ORDER BY document_id, position, scheme, theme;
