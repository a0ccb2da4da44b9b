-- One row: a theme of a scheme.
CREATE OR REPLACE VIEW out.themes AS
SELECT scheme, version, theme, theme_zh, name, definition, source, is_confirmed, definition_zh, theme_no, method
FROM core.themes;

COMMENT ON VIEW out.themes IS 'One row: a theme of a scheme.';
COMMENT ON COLUMN out.themes.scheme IS 'Scheme of themes: its id.';
COMMENT ON COLUMN out.themes.version IS 'Version of the scheme.';
COMMENT ON COLUMN out.themes.theme IS 'Theme: its id within the scheme.';
COMMENT ON COLUMN out.themes.theme_zh IS 'Name of the theme in Chinese.';
COMMENT ON COLUMN out.themes.name IS 'Name of the theme in English.';
COMMENT ON COLUMN out.themes.definition IS 'What the theme covers, in English.';
COMMENT ON COLUMN out.themes.source IS 'Source the theme was taken from.';
COMMENT ON COLUMN out.themes.is_confirmed IS 'Whether the theme was confirmed in its source.';
COMMENT ON COLUMN out.themes.definition_zh IS 'What the theme covers, in Chinese.';
COMMENT ON COLUMN out.themes.theme_no IS 'Number of the theme in the order of its scheme.';
COMMENT ON COLUMN out.themes.method IS 'How sentences are coded with the theme: classifier or terms.';
