-- The themes of a scheme in their order.
SELECT theme, theme_zh FROM out.themes WHERE scheme = $scheme ORDER BY theme_no;
