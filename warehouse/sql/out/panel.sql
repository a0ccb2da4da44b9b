-- One row: a place, year, kind of document, scheme and theme, ready for regression: all parts added up.
CREATE OR REPLACE VIEW out.panel AS
WITH added AS (
    SELECT
        city_code,
        year,
        kind,
        scheme,
        theme,
        any_value(theme_zh) AS theme_zh,
        any_value(theme_no) AS theme_no,
        any_value(n_documents) AS n_documents,
        sum(n_chars)::BIGINT AS n_chars,
        sum(n_sentences)::BIGINT AS n_sentences,
        sum(n_tokens)::BIGINT AS n_tokens,
        sum(mentions)::BIGINT AS mentions,
        sum(sentences)::BIGINT AS sentences,
        any_value(true_positive_rate) AS true_positive_rate,
        any_value(false_positive_rate) AS false_positive_rate
    FROM core.city_themes
    GROUP BY ALL
),
delivered AS (
    SELECT
        city_code,
        year,
        kind,
        min(session_date) AS session_date,
        bool_or(scope IN ('both', 'term')) AS is_first_of_term
    FROM core.documents
    WHERE is_main
    GROUP BY ALL
),
-- Of several measurements that by place across the gold comes first, then the largest.
quality AS (
    SELECT
        scheme,
        theme,
        max_by(theme_quality, (sample LIKE '%cross-validated%', n, sample, coded_by, f1)) AS measured
    FROM core.theme_quality AS theme_quality
    WHERE theme IS NOT NULL AND stratum IS NULL AND period IS NULL
    GROUP BY ALL
)
SELECT
    added.city_code,
    places.city,
    places.province,
    places.level,
    added.year::INTEGER AS year,
    added.kind,
    added.scheme,
    added.theme,
    added.theme_zh,
    panels.city_code IS NOT NULL AS is_balanced,
    coalesce(delivered.is_first_of_term, false) AS is_first_of_term,
    delivered.session_date,
    added.n_documents,
    added.n_chars,
    added.n_sentences,
    added.n_tokens,
    added.mentions,
    10000.0 * added.mentions / nullif(added.n_chars, 0) AS mentions_per_10k_chars,
    added.sentences,
    added.sentences / nullif(added.n_sentences, 0) AS sentence_share,
    added.mentions / nullif(added.n_tokens, 0) AS token_share,
    -- As in out.city_themes: adjusted classify-and-count (Forman 2008).
    -- greatest() and least() pass over NULL.
    CASE WHEN added.n_sentences > 0 AND added.true_positive_rate > added.false_positive_rate THEN greatest(0, least(1,
        (added.sentences / added.n_sentences - added.false_positive_rate)
        / (added.true_positive_rate - added.false_positive_rate)
    )) END AS corrected_share,
    quality.measured.f1 AS coding_f1,
    quality.measured.precision AS coding_precision,
    quality.measured.recall AS coding_recall,
    added.true_positive_rate,
    added.false_positive_rate
FROM added
JOIN core.places AS places USING (city_code)
LEFT JOIN delivered USING (city_code, year, kind)
LEFT JOIN core.balanced_panels AS panels USING (city_code, year, kind)
LEFT JOIN quality USING (scheme, theme)
ORDER BY added.city_code, added.year, added.kind, added.scheme, added.theme_no;

COMMENT ON VIEW out.panel IS 'One row: a place, year, kind of document, scheme and theme, ready for regression: all parts added up, headings and glossaries left out, zeros where a collected document is silent.';
COMMENT ON COLUMN out.panel.city_code IS 'Six-digit administrative code of the place, as text.';
COMMENT ON COLUMN out.panel.city IS 'Full official name of the place.';
COMMENT ON COLUMN out.panel.province IS 'Full official name of the province the place lies in.';
COMMENT ON COLUMN out.panel.level IS 'Level of the place: nation, province, municipality, subprovincial, prefecture or county.';
COMMENT ON COLUMN out.panel.year IS 'Year whose plan the document sets out.';
COMMENT ON COLUMN out.panel.kind IS 'Kind of document: work_report, master_plan, territorial_plan, special_plan, action_plan, five_year_plan, regulation, article or other.';
COMMENT ON COLUMN out.panel.scheme IS 'Scheme of themes, an id of out.themes.';
COMMENT ON COLUMN out.panel.theme IS 'Theme of the scheme, an id of out.themes.';
COMMENT ON COLUMN out.panel.theme_zh IS 'Name of the theme in Chinese.';
COMMENT ON COLUMN out.panel.is_balanced IS 'Whether place and year belong to the balanced panel of the kind: of all spans of four years and more that with the most documents of places that have nine years in ten of it; cities and provinces apart.';
COMMENT ON COLUMN out.panel.is_first_of_term IS 'Whether the document opens a term of government and so looks back and ahead five years (scope both or term).';
COMMENT ON COLUMN out.panel.session_date IS 'Day the document was delivered (ISO date), NULL where unknown.';
COMMENT ON COLUMN out.panel.n_documents IS 'Documents of the place, year and kind (count).';
COMMENT ON COLUMN out.panel.n_chars IS 'Length of the text measured (Han characters, headings and glossaries left out).';
COMMENT ON COLUMN out.panel.n_sentences IS 'Sentences measured (count, headings and glossaries left out).';
COMMENT ON COLUMN out.panel.n_tokens IS 'Tokens measured (count, headings and glossaries left out).';
COMMENT ON COLUMN out.panel.mentions IS 'Mentions of terms of the theme (count).';
COMMENT ON COLUMN out.panel.mentions_per_10k_chars IS 'Mentions of terms of the theme per 10,000 Han characters, the leading measure; NULL where the text is empty.';
COMMENT ON COLUMN out.panel.sentences IS 'Sentences coded with the theme (count).';
COMMENT ON COLUMN out.panel.sentence_share IS 'Sentences coded with the theme as a share of n_sentences (0 to 1); NULL where the text is empty.';
COMMENT ON COLUMN out.panel.token_share IS 'Mentions per token: mentions / n_tokens (ratio); NULL where the text is empty.';
COMMENT ON COLUMN out.panel.corrected_share IS 'Share of sentences corrected for the coding error of the theme (0 to 1); NULL where the error was not measured.';
COMMENT ON COLUMN out.panel.coding_f1 IS 'F1 of the coding of the theme on coded sentences (0 to 1), the coding error to regress with; NULL where not measured.';
COMMENT ON COLUMN out.panel.coding_precision IS 'Precision of that coding (0 to 1); NULL where not measured.';
COMMENT ON COLUMN out.panel.coding_recall IS 'Recall of that coding (0 to 1); NULL where not measured.';
COMMENT ON COLUMN out.panel.true_positive_rate IS 'Share of sentences of the theme that the classifier codes so (0 to 1), on sentences drawn at random; NULL where not measured.';
COMMENT ON COLUMN out.panel.false_positive_rate IS 'Share of other sentences that the classifier codes so (0 to 1), likewise; NULL where not measured.';
