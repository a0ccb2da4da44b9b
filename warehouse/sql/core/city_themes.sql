-- Place x year x kind x part x theme, with a row of zeros where a collected document is silent.
-- Headings and glossaries are left out of all counts, and so are second reports of a year.
CREATE TABLE core.city_themes AS
WITH dated AS (
    SELECT document_id, raw_sha256, city_code, year, kind
    FROM core.documents
    WHERE city_code IS NOT NULL AND year IS NOT NULL AND is_main
),
counted AS (
    SELECT sentence_id, document_id, part, n_chars, n_tokens, least(n_chars // 15, 4) AS length_class
    FROM core.sentences
    WHERE is_measured
),
-- Direct standardisation: every place is given the lengths of sentences that all documents of its kind have together.
-- A coded sentence weighs as much of the whole as its length class does, shared out among the sentences of that class.
classes AS (
    SELECT dated.city_code, dated.year, dated.kind, counted.part, counted.length_class, count(*) AS n_sentences
    FROM dated
    JOIN counted USING (document_id)
    GROUP BY ALL
),
standard AS (
    SELECT kind, part, length_class, sum(n_sentences) AS weight FROM classes GROUP BY ALL
),
weighted AS (
    SELECT
        classes.*,
        standard.weight / sum(standard.weight) OVER (PARTITION BY city_code, year, kind, part) / n_sentences AS weight
    FROM classes
    JOIN standard USING (kind, part, length_class)
),
parts AS (
    SELECT unnest(['review', 'plan', 'other']) AS part
),
sizes AS (
    SELECT
        dated.city_code,
        dated.year,
        dated.kind,
        parts.part,
        count(DISTINCT dated.document_id) AS n_documents,
        coalesce(sum(counted.n_chars), 0)::BIGINT AS n_chars,
        count(counted.sentence_id) AS n_sentences,
        coalesce(sum(counted.n_tokens), 0)::BIGINT AS n_tokens
    FROM dated
    CROSS JOIN parts
    LEFT JOIN counted ON counted.document_id = dated.document_id AND counted.part = parts.part
    GROUP BY ALL
),
mentioned AS (
    SELECT dated.city_code, dated.year, dated.kind, counted.part, mentions.scheme, mentions.theme, count(*) AS mentions
    FROM core.mentions AS mentions
    JOIN counted USING (sentence_id)
    JOIN dated ON dated.document_id = mentions.document_id
    GROUP BY ALL
),
coded_by_class AS (
    SELECT
        dated.city_code,
        dated.year,
        dated.kind,
        counted.part,
        counted.length_class,
        themes.scheme,
        themes.theme,
        count(*) AS sentences
    FROM core.sentence_themes AS themes
    JOIN counted USING (sentence_id)
    JOIN dated ON dated.document_id = themes.document_id
    GROUP BY ALL
),
-- The order within the sum is fixed, so that the last digits are the same on every run.
coded AS (
    SELECT
        coded_by_class.city_code,
        coded_by_class.year,
        coded_by_class.kind,
        coded_by_class.part,
        coded_by_class.scheme,
        coded_by_class.theme,
        sum(coded_by_class.sentences)::BIGINT AS sentences,
        sum(coded_by_class.sentences * weighted.weight ORDER BY length_class) AS sentence_share_standardised
    FROM coded_by_class
    JOIN weighted USING (city_code, year, kind, part, length_class)
    GROUP BY ALL
),
-- Intervals are those of one document; where several are added up there is none. A plan is plan throughout, whatever it
-- was read as (core.sentences).
told AS (
    SELECT
        dated.document_id,
        dated.city_code,
        dated.year,
        dated.kind,
        CASE WHEN dated.kind LIKE '%!_plan' ESCAPE '!' THEN 'plan' ELSE intervals.part END AS told_part,
        intervals.* EXCLUDE (raw_sha256)
    FROM staged_intervals AS intervals
    JOIN dated USING (raw_sha256)
    QUALIFY row_number() OVER (
        PARTITION BY dated.document_id, told_part, intervals.scheme, intervals.theme
        ORDER BY intervals.part = told_part DESC, intervals.part
    ) = 1
),
ends AS (
    SELECT * EXCLUDE (document_id, told_part) REPLACE (told_part AS part)
    FROM told
    QUALIFY count(*) OVER (PARTITION BY city_code, year, kind, told_part, scheme, theme) = 1
),
final AS (
    SELECT
        sizes.*,
        themes.scheme,
        themes.theme_no,
        themes.theme,
        themes.theme_zh,
        coalesce(mentioned.mentions, 0) AS mentions,
        coalesce(coded.sentences, 0) AS sentences,
        coalesce(coded.sentence_share_standardised, 0) AS sentence_share_standardised,
        -- No mention among n characters: fewer than 3 in n, at 95 % (the rule of three, Hanley and Lippman-Hand 1983).
        CASE WHEN sizes.n_documents = 1 THEN coalesce(ends.mentions_per_char_low, 0) END AS mentions_per_char_low,
        CASE
            WHEN sizes.n_documents <> 1 THEN NULL
            WHEN coalesce(mentioned.mentions, 0) = 0 THEN 3 / nullif(sizes.n_chars, 0)
            ELSE ends.mentions_per_char_high
        END AS mentions_per_char_high,
        CASE WHEN sizes.n_documents = 1 THEN coalesce(ends.sentence_share_low, 0) END AS sentence_share_low,
        CASE
            WHEN sizes.n_documents <> 1 THEN NULL
            WHEN coalesce(coded.sentences, 0) = 0 THEN least(1, 3 / nullif(sizes.n_sentences, 0))
            ELSE ends.sentence_share_high
        END AS sentence_share_high,
        themes.method,
        themes.true_positive_rate,
        themes.false_positive_rate
    FROM sizes
    CROSS JOIN core.themes AS themes
    LEFT JOIN mentioned USING (city_code, year, kind, part, scheme, theme)
    LEFT JOIN coded USING (city_code, year, kind, part, scheme, theme)
    LEFT JOIN ends USING (city_code, year, kind, part, scheme, theme)
)
SELECT * FROM final
ORDER BY city_code, year, kind, part, scheme, theme_no;
