CREATE TABLE core.themes AS
SELECT * FROM staged_themes
ORDER BY scheme, theme_no;
ALTER TABLE core.themes ADD PRIMARY KEY (scheme, theme);
