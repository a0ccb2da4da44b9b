-- Places and years whose theme counts do not add up to their mentions and sentences.
CREATE OR REPLACE VIEW checks.totals_unequal AS
WITH published AS (
    SELECT scheme, theme, sum(mentions)::BIGINT AS mentions, sum(sentences)::BIGINT AS sentences
    FROM core.city_themes
    GROUP BY ALL
),
mentioned AS (
    SELECT mentions.scheme, mentions.theme, count(*) AS mentions, count(DISTINCT mentions.sentence_id) AS sentences
    FROM core.mentions AS mentions
    JOIN core.sentences AS sentences USING (sentence_id)
    JOIN core.documents AS documents ON documents.document_id = mentions.document_id
    WHERE sentences.is_measured
        AND documents.city_code IS NOT NULL
        AND documents.year IS NOT NULL
        AND documents.is_main
    GROUP BY ALL
)
SELECT published.scheme, published.theme, published.mentions, mentioned.mentions AS counted
FROM published
LEFT JOIN mentioned USING (scheme, theme)
WHERE published.mentions <> coalesce(mentioned.mentions, 0) OR published.sentences <> coalesce(mentioned.sentences, 0);
