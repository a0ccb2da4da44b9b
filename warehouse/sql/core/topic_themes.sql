-- Pearson correlation, over the main work reports, of a topic's share with the share of sentences coded with a theme.
CREATE TABLE core.topic_themes AS
WITH sizes AS (
    SELECT sentences.document_id, count(*) AS n_sentences
    FROM core.sentences AS sentences
    JOIN core.documents AS documents USING (document_id)
    WHERE sentences.is_measured AND documents.is_main AND documents.kind = 'work_report'
    GROUP BY ALL
),
coded AS (
    SELECT themes.document_id, themes.scheme, themes.theme, count(*) AS sentences
    FROM core.sentence_themes AS themes
    JOIN core.sentences AS sentences USING (sentence_id)
    WHERE sentences.is_measured
    GROUP BY ALL
),
shares AS (
    SELECT
        sizes.document_id,
        themes.scheme,
        themes.theme,
        coalesce(coded.sentences, 0) / sizes.n_sentences AS sentence_share
    FROM sizes
    CROSS JOIN (SELECT scheme, theme FROM core.themes) AS themes
    LEFT JOIN coded USING (document_id, scheme, theme)
)
SELECT
    topics.model_id,
    topics.topic,
    shares.scheme,
    shares.theme,
    round(corr(topics.share, shares.sentence_share), 6) AS association
FROM core.document_topics AS topics
JOIN shares USING (document_id)
GROUP BY ALL
HAVING isfinite(association)
ORDER BY ALL;
