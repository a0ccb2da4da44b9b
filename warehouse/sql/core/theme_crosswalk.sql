CREATE TABLE core.theme_crosswalk AS
SELECT * FROM staged_theme_crosswalk;
