-- One row: a topic of a fit beside a theme of a scheme.
-- Empty in this release: topics are laid beside themes once both are measured.
CREATE OR REPLACE VIEW out.topic_themes AS
SELECT
    NULL::VARCHAR AS model_id,
    NULL::INTEGER AS topic,
    NULL::VARCHAR AS scheme,
    NULL::VARCHAR AS theme,
    NULL::DOUBLE AS association
WHERE false;

COMMENT ON VIEW out.topic_themes IS 'One row: a topic of a fit beside a theme of a scheme. Empty in this release: topics are laid beside themes once both are measured.';
COMMENT ON COLUMN out.topic_themes.model_id IS 'Fit the topic belongs to, an id of out.topic_models.';
COMMENT ON COLUMN out.topic_themes.topic IS 'Number of the topic in its fit.';
COMMENT ON COLUMN out.topic_themes.scheme IS 'Scheme of themes, an id of out.themes.';
COMMENT ON COLUMN out.topic_themes.theme IS 'Theme of the scheme, an id of out.themes.';
COMMENT ON COLUMN out.topic_themes.association IS 'Association of the topic with the theme (no unit; 0 none, higher is closer).';
