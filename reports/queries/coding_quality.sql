-- How well sentences are coded with the themes of a scheme: the spread of F1 over themes, on places kept apart where there
-- are such figures, else on the sample with most sentences.
SELECT sample, min(f1) AS lowest, avg(f1) AS mean, max(f1) AS highest, any_value(coded_by) AS coded_by
FROM out.theme_quality
WHERE scheme = $scheme AND theme IS NOT NULL AND stratum IS NULL AND period IS NULL
GROUP BY sample
ORDER BY sample LIKE '%locked%' DESC, sum(n) DESC, sample
LIMIT 1;
