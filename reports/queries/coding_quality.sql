-- How well sentences are coded with each theme of a scheme: F1 and the sentences that carry the theme, on places kept apart
-- where there are such figures, else on the sample with most sentences.
WITH whole AS (
    SELECT * FROM out.theme_quality
    WHERE scheme = $scheme AND theme IS NOT NULL AND stratum IS NULL AND period IS NULL
),
chosen AS (
    SELECT sample
    FROM whole
    GROUP BY sample
    ORDER BY sample LIKE '%locked%' DESC, sum(n) DESC, sample
    LIMIT 1
)
SELECT themes.theme, themes.theme_zh, whole.n, whole.f1, whole.sample, whole.coded_by
FROM whole
JOIN chosen USING (sample)
JOIN out.themes AS themes USING (scheme, theme)
ORDER BY themes.theme_no;
