CREATE TABLE core.adoption_curves AS
SELECT * FROM staged_adoption_curves
ORDER BY curve, sense, level NULLS FIRST, years_since;
