-- One row: a place, year, kind of document, part, scheme and theme, with zeros where the documents collected are silent. Headings and glossaries are left out of all counts.
CREATE OR REPLACE VIEW out.city_themes AS
SELECT
    counted.city_code,
    places.city,
    counted.year::INTEGER AS year,
    counted.kind,
    counted.part,
    counted.scheme,
    counted.theme,
    counted.theme_zh,
    counted.n_chars,
    counted.n_sentences,
    counted.n_tokens,
    counted.mentions,
    10000.0 * counted.mentions / nullif(counted.n_chars, 0) AS mentions_per_10k_chars,
    counted.sentences,
    counted.sentences / nullif(counted.n_sentences, 0) AS sentence_share,
    counted.mentions / nullif(counted.n_tokens, 0) AS token_share,
    -- Adjusted classify-and-count (Forman 2008, doi:10.1007/s10618-008-0097-y).
    -- greatest() and least() pass over NULL.
    CASE WHEN counted.n_sentences > 0 AND counted.true_positive_rate > counted.false_positive_rate THEN greatest(0, least(1,
        (counted.sentences / counted.n_sentences - counted.false_positive_rate)
        / (counted.true_positive_rate - counted.false_positive_rate)
    )) END AS corrected_share,
    counted.n_chars / nullif(counted.n_sentences, 0) AS mean_sentence_chars,
    10000 * counted.mentions_per_char_low AS mentions_per_10k_chars_low,
    10000 * counted.mentions_per_char_high AS mentions_per_10k_chars_high,
    counted.sentence_share_low,
    counted.sentence_share_high,
    CASE WHEN counted.n_sentences > 0 THEN counted.sentence_share_standardised END AS sentence_share_standardised,
    counted.n_documents,
    counted.theme_no
FROM core.city_themes AS counted
JOIN core.places AS places USING (city_code);

COMMENT ON VIEW out.city_themes IS 'One row: a place, year, kind of document, part, scheme and theme, with zeros where the documents collected are silent. Headings and glossaries are left out of all counts.';
COMMENT ON COLUMN out.city_themes.city_code IS 'Six-digit administrative code of the place, as text.';
COMMENT ON COLUMN out.city_themes.city IS 'Full official name of the place.';
COMMENT ON COLUMN out.city_themes.year IS 'Year whose plan the document sets out.';
COMMENT ON COLUMN out.city_themes.kind IS 'Kind of document: work_report, master_plan, territorial_plan, special_plan, action_plan, five_year_plan, regulation, article or other.';
COMMENT ON COLUMN out.city_themes.part IS 'Part of the document: review, plan or other.';
COMMENT ON COLUMN out.city_themes.scheme IS 'Scheme of themes, an id of out.themes.';
COMMENT ON COLUMN out.city_themes.theme IS 'Theme of the scheme, an id of out.themes.';
COMMENT ON COLUMN out.city_themes.theme_zh IS 'Name of the theme in Chinese.';
COMMENT ON COLUMN out.city_themes.n_chars IS 'Length of the text measured (Han characters, headings and glossaries left out).';
COMMENT ON COLUMN out.city_themes.n_sentences IS 'Sentences measured (count, headings and glossaries left out).';
COMMENT ON COLUMN out.city_themes.n_tokens IS 'Tokens of our segmentation that hold a letter, digit or Han character (count, headings and glossaries left out).';
COMMENT ON COLUMN out.city_themes.mentions IS 'Mentions of terms of the theme (count, headings and glossaries left out).';
COMMENT ON COLUMN out.city_themes.mentions_per_10k_chars IS 'Mentions of terms of the theme per 10,000 Han characters, the leading measure; NULL where the part is empty.';
COMMENT ON COLUMN out.city_themes.sentences IS 'Sentences coded with the theme (count, headings and glossaries left out).';
COMMENT ON COLUMN out.city_themes.sentence_share IS 'Sentences coded with the theme as a share of n_sentences (0 to 1), NULL where the part is empty.';
COMMENT ON COLUMN out.city_themes.token_share IS 'Mentions per token: mentions / n_tokens (ratio), NULL where the part is empty.';
COMMENT ON COLUMN out.city_themes.corrected_share IS 'Share of sentences corrected for the coding error of the theme that was measured on coded sentences (0 to 1); NULL where the error was not measured.';
COMMENT ON COLUMN out.city_themes.mean_sentence_chars IS 'Mean length of a sentence (Han characters), NULL where the part is empty.';
COMMENT ON COLUMN out.city_themes.mentions_per_10k_chars_low IS 'Lower end of the paragraph-bootstrap interval of mentions_per_10k_chars, 95 % (per 10,000 Han characters); NULL where several documents are added up.';
COMMENT ON COLUMN out.city_themes.mentions_per_10k_chars_high IS 'Upper end of the paragraph-bootstrap interval of mentions_per_10k_chars, 95 % (per 10,000 Han characters); NULL where several documents are added up.';
COMMENT ON COLUMN out.city_themes.sentence_share_low IS 'Lower end of the paragraph-bootstrap interval of sentence_share, 95 % (0 to 1); NULL where several documents are added up.';
COMMENT ON COLUMN out.city_themes.sentence_share_high IS 'Upper end of the paragraph-bootstrap interval of sentence_share, 95 % (0 to 1); NULL where several documents are added up.';
COMMENT ON COLUMN out.city_themes.sentence_share_standardised IS 'Sentences coded with the theme among all (0 to 1) if the sentences of the place were as long as those of all documents of the kind together: direct standardisation over classes of 15 Han characters, of those that the place has; NULL without sentences.';
COMMENT ON COLUMN out.city_themes.n_documents IS 'Documents of the place, year and kind (count).';
COMMENT ON COLUMN out.city_themes.theme_no IS 'Number of the theme in the order of its scheme.';
