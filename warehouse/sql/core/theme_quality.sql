CREATE TABLE core.theme_quality AS
SELECT * FROM staged_theme_quality
ORDER BY ALL;
