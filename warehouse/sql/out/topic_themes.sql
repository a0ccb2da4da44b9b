-- One row: a topic of a fit beside a theme of a scheme.
CREATE OR REPLACE VIEW out.topic_themes AS
SELECT
    associations.model_id,
    associations.topic::INTEGER AS topic,
    associations.scheme,
    associations.theme,
    associations.association,
    themes.theme_zh
FROM core.topic_themes AS associations
JOIN core.themes AS themes USING (scheme, theme);

COMMENT ON VIEW out.topic_themes IS 'One row: a topic of a fit beside a theme of a scheme, over work reports.';
COMMENT ON COLUMN out.topic_themes.model_id IS 'Fit the topic belongs to, an id of out.topic_models.';
COMMENT ON COLUMN out.topic_themes.topic IS 'Number of the topic in its fit.';
COMMENT ON COLUMN out.topic_themes.scheme IS 'Scheme of themes, an id of out.themes.';
COMMENT ON COLUMN out.topic_themes.theme IS 'Theme of the scheme, an id of out.themes.';
COMMENT ON COLUMN out.topic_themes.association IS 'Pearson correlation over reports of the topic''s share with the share of sentences coded with the theme (-1 to 1); themes or topics that no report differs in have no row.';
COMMENT ON COLUMN out.topic_themes.theme_zh IS 'Name of the theme in Chinese.';
