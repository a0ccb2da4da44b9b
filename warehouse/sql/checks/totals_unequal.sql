-- Themes whose counts over places and years do not add up to their mentions and coded sentences.
CREATE OR REPLACE VIEW checks.totals_unequal AS
WITH published AS (
    SELECT scheme, theme, sum(mentions)::BIGINT AS mentions, sum(sentences)::BIGINT AS sentences
    FROM core.city_themes
    GROUP BY ALL
),
measured AS (
    SELECT sentences.sentence_id
    FROM core.sentences AS sentences
    JOIN core.documents AS documents USING (document_id)
    WHERE sentences.is_measured
        AND documents.city_code IS NOT NULL
        AND documents.year IS NOT NULL
        AND documents.is_main
),
mentioned AS (
    SELECT mentions.scheme, mentions.theme, count(*) AS mentions
    FROM core.mentions AS mentions
    JOIN measured USING (sentence_id)
    GROUP BY ALL
),
coded AS (
    SELECT codes.scheme, codes.theme, count(*) AS sentences
    FROM core.sentence_themes AS codes
    JOIN measured USING (sentence_id)
    GROUP BY ALL
)
SELECT published.scheme, published.theme, published.mentions, mentioned.mentions AS counted
FROM published
LEFT JOIN mentioned USING (scheme, theme)
LEFT JOIN coded USING (scheme, theme)
WHERE published.mentions <> coalesce(mentioned.mentions, 0) OR published.sentences <> coalesce(coded.sentences, 0);
