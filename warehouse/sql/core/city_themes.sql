-- Place x year x kind x part x theme, with a row of zeros where a collected document is silent.
-- Headings and glossaries are left out of all counts, and so are second reports of a year.
CREATE TABLE core.city_themes AS
-- Cells (place x year x kind) and themes are joined by numbers: six columns of text would take twice as long.
WITH dated AS (
    SELECT document_id, raw_sha256, city_code, year, kind, dense_rank() OVER (ORDER BY city_code, year, kind) AS cell
    FROM core.documents
    WHERE city_code IS NOT NULL AND year IS NOT NULL AND is_main
),
named AS (
    SELECT *, row_number() OVER (ORDER BY scheme, theme_no) AS theme_key FROM core.themes
),
counted AS MATERIALIZED (
    SELECT
        dated.cell,
        sentences.sentence_id,
        sentences.part,
        sentences.n_chars,
        sentences.n_tokens,
        least(sentences.n_chars // 15, 4) AS length_class
    FROM core.sentences AS sentences
    JOIN dated USING (document_id)
    WHERE sentences.is_measured
),
-- Direct standardisation: every place is given the lengths of sentences that all documents of its kind have together.
-- A coded sentence weighs as much of the whole as its length class does, shared out among the sentences of that class.
classes AS (
    SELECT cell, part, length_class, count(*) AS n_sentences FROM counted GROUP BY ALL
),
kinds AS (
    SELECT cell, any_value(city_code) AS city_code, any_value(year) AS year, any_value(kind) AS kind, count(*) AS n_documents
    FROM dated
    GROUP BY ALL
),
standard AS (
    SELECT kinds.kind, classes.part, classes.length_class, sum(classes.n_sentences) AS weight
    FROM classes
    JOIN kinds USING (cell)
    GROUP BY ALL
),
weighted AS (
    SELECT
        classes.cell,
        classes.part,
        classes.length_class,
        standard.weight / sum(standard.weight) OVER (PARTITION BY cell, part) / classes.n_sentences AS weight
    FROM classes
    JOIN kinds USING (cell)
    JOIN standard USING (kind, part, length_class)
),
parts AS (
    SELECT unnest(['review', 'plan', 'other']) AS part
),
sums AS (
    SELECT cell, part, sum(n_chars)::BIGINT AS n_chars, count(*) AS n_sentences, sum(n_tokens)::BIGINT AS n_tokens
    FROM counted
    GROUP BY ALL
),
sizes AS (
    SELECT
        kinds.cell,
        kinds.city_code,
        kinds.year,
        kinds.kind,
        parts.part,
        kinds.n_documents,
        coalesce(sums.n_chars, 0) AS n_chars,
        coalesce(sums.n_sentences, 0) AS n_sentences,
        coalesce(sums.n_tokens, 0) AS n_tokens
    FROM kinds
    CROSS JOIN parts
    LEFT JOIN sums USING (cell, part)
),
mentioned AS (
    SELECT counted.cell, counted.part, named.theme_key, count(*) AS mentions
    FROM core.mentions AS mentions
    JOIN counted USING (sentence_id)
    JOIN named ON named.scheme = mentions.scheme AND named.theme = mentions.theme
    GROUP BY ALL
),
coded_by_class AS (
    SELECT counted.cell, counted.part, counted.length_class, named.theme_key, count(*) AS sentences
    FROM core.sentence_themes AS coded
    JOIN counted USING (sentence_id)
    JOIN named ON named.scheme = coded.scheme AND named.theme = coded.theme
    GROUP BY ALL
),
-- Added up as decimals, so that no order of the sum changes the last digits.
coded AS (
    SELECT
        cell,
        part,
        theme_key,
        sum(sentences)::BIGINT AS sentences,
        sum((sentences * weight)::DECIMAL(38, 18))::DOUBLE AS sentence_share_standardised
    FROM coded_by_class
    JOIN weighted USING (cell, part, length_class)
    GROUP BY ALL
),
-- Intervals are those of one document; where several are added up there is none. A plan is plan throughout, whatever it
-- was read as (core.sentences).
told AS (
    SELECT
        dated.cell,
        named.theme_key,
        CASE WHEN dated.kind LIKE '%!_plan' ESCAPE '!' THEN 'plan' ELSE intervals.part END AS told_part,
        intervals.part,
        intervals.mentions_per_char_low,
        intervals.mentions_per_char_high,
        intervals.sentence_share_low,
        intervals.sentence_share_high
    FROM staged_intervals AS intervals
    JOIN dated USING (raw_sha256)
    JOIN kinds ON kinds.cell = dated.cell AND kinds.n_documents = 1
    JOIN named ON named.scheme = intervals.scheme AND named.theme = intervals.theme
),
ends AS (
    SELECT
        cell,
        theme_key,
        told_part AS part,
        arg_min(mentions_per_char_low, (part <> told_part, part)) AS mentions_per_char_low,
        arg_min(mentions_per_char_high, (part <> told_part, part)) AS mentions_per_char_high,
        arg_min(sentence_share_low, (part <> told_part, part)) AS sentence_share_low,
        arg_min(sentence_share_high, (part <> told_part, part)) AS sentence_share_high
    FROM told
    GROUP BY ALL
),
final AS (
    SELECT
        sizes.* EXCLUDE (cell),
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
    CROSS JOIN named AS themes
    LEFT JOIN mentioned USING (cell, part, theme_key)
    LEFT JOIN coded USING (cell, part, theme_key)
    LEFT JOIN ends USING (cell, part, theme_key)
)
SELECT * FROM final
ORDER BY city_code, year, kind, part, scheme, theme_no;
